/** Drift on a real API server: nothing right after an apply (defaults, controllers), then each change by hand is named with field, program and person. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { compareDrift, type Drift, type DriftReport } from '../../policies/drift.ts'
import { loadEstate } from '../../policies/estate/load.ts'
import { connect } from '../../policies/sources/live/connection.ts'
import { readLive } from '../../policies/sources/live.ts'
import type { Snapshot } from '../../policies/subject.ts'
import { parseArguments } from '../../scripts/parse-arguments.ts'
import { run } from '../../scripts/verbs/drift.ts'
import { verbs } from '../../scripts/verbs.ts'
import { buildApp } from '../../stacks/build.ts'
import { describeLive, startControlPlane, type ControlPlane } from './control-plane.ts'
import { applyAll, example, kubectl, synthesized, workFolder } from './main-job.ts'

const person = 'li-si'

for (const [name, cluster, least] of [['minimal', 'city', 50], ['yongzhou', 'yongzhou', 2000]] as const) {
  describeLive(`drift of ${name}`, () => {
    let plane: ControlPlane
    let declared: Snapshot
    const folder = workFolder()
    const estateFolder = example(name)
    const { estate } = loadEstate(estateFolder)

    beforeAll(async () => {
      if (estate === null) throw new Error(`${name} does not load`)
      plane = await startControlPlane({ nodes: 4, auditLog: true, extraTokens: [{ user: person, groups: ['system:masters'] }] })
      const out = join(folder, 'cdktf.out')
      buildApp(estate, { outdir: out }).app.synth()
      const found = (await synthesized(out, estateFolder)).find((s) => s.cluster === cluster)
      if (found === undefined) throw new Error(`no cluster ${cluster}`)
      declared = found
      expect(await applyAll(plane, declared)).toEqual([])
    }, 300_000)
    afterAll(async () => {
      await plane.stop()
      rmSync(folder, { recursive: true, force: true })
    })

    const live = async (): Promise<DriftReport> => {
      const connection = await connect({ kubeconfig: plane.kubeconfig })
      try {
        return compareDrift(declared, await readLive(connection, { readAt: new Date().toISOString(), estate, cluster }), { estate })
      } finally {
        connection.close()
      }
    }
    const brief = (d: Drift): string => `${d.state} ${d.subject.namespace}/${d.subject.kind}/${d.subject.name} ${d.fields.map((f) => `${f.change} ${f.path} ${JSON.stringify(f.declared)} → ${JSON.stringify(f.live)}`).join('; ')}`

    it('is none right after an apply, whatever the server and its controllers have filled in', async () => {
      const report = await live()
      expect(report.compared).toBeGreaterThan(least)
      expect(report.drifts.map(brief)).toEqual([])
    }, 120_000)

    if (name !== 'minimal') return

    it('names what a person did, field by field, and undoing it leaves nothing', async () => {
      const personal = await plane.kubeconfigFor(person)
      const hand = (...args: readonly string[]): string => kubectl({ kubeconfig: personal }, ...args)
      const namespace = 'hr--insurance--web'
      hand('-n', namespace, 'delete', 'networkpolicy', 'ywq-default-deny')
      hand('-n', namespace, 'set', 'image', 'deployment/web', 'web=registry.example.cn/other@sha256:0000000000000000000000000000000000000000000000000000000000000000')
      hand('-n', namespace, 'scale', 'deployment/web', '--replicas=5')
      hand('-n', namespace, 'patch', 'networkpolicy', 'ywq-allow-dns', '--type=json', '-p', '[{"op":"add","path":"/spec/egress/-","value":{}}]')
      hand('-n', namespace, 'create', 'configmap', 'notes', '--from-literal=a=b')
      const shadow = join(folder, 'shadow.json')
      writeFileSync(shadow, JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shadow', labels: { 'pod-security.kubernetes.io/enforce': 'restricted', 'pod-security.kubernetes.io/enforce-version': 'v1.34' } } }))
      hand('create', '-f', shadow)
      hand('label', 'namespace', namespace, 'pod-security.kubernetes.io/warn=baseline', '--overwrite')

      const output = join(folder, 'drift.json')
      const argv = ['--estate', estateFolder, '--kubeconfig', plane.kubeconfig, '--audit-log', plane.auditLogFile ?? '', '--format', 'json', '--output', output]
      expect(await run(parseArguments('drift', verbs.drift, argv, 'zh'))).toBe(1)
      const { clusters } = JSON.parse(readFileSync(output, 'utf8')) as { clusters: readonly { drifts: readonly { state: string; kind: string; name: string; department: string; declaredAt: string; lastAct: { user: string; verb: string } | null; lastWriter: { manager: string } | null; fields: readonly { path: string; change: string; by: { manager: string } | null }[] }[] }[] }
      const drifts = clusters[0]?.drifts ?? []
      expect(drifts.map((d) => `${d.state} ${d.kind}/${d.name} ${d.fields.map((f) => `${f.change} ${f.path}`).sort().join(', ')}`).sort()).toEqual([
        'missing NetworkPolicy/ywq-default-deny ',
        'changed Namespace/hr--insurance--web changed metadata.labels["pod-security.kubernetes.io/warn"]',
        'changed Deployment/web changed spec.replicas, changed spec.template.spec.containers[name=web].image',
        'changed NetworkPolicy/ywq-allow-dns changed spec.egress',
        'undeclared ConfigMap/notes ',
        'undeclared Namespace/shadow ',
      ].sort())
      expect(drifts.map((d) => d.lastAct?.user)).toEqual(drifts.map(() => person))
      expect(drifts.find((d) => d.state === 'missing')).toMatchObject({ department: 'hr', lastAct: { verb: 'delete' } })
      expect(drifts.find((d) => d.kind === 'NetworkPolicy' && d.state === 'changed')?.declaredAt).toMatch(/departments\.yaml:\d+/)
      expect(drifts.find((d) => d.kind === 'Deployment')?.fields.map((f) => f.by?.manager)).toEqual(expect.arrayContaining(['kubectl-set', 'kubectl']))

      // The same from exported objects, without a cluster.
      const dump = join(folder, 'dump.yaml')
      writeFileSync(dump, kubectl(plane, 'get', 'ns,netpol,deploy,cm,sa,role,rolebinding,quota,limits,svc,sts,ing,pdb,hpa,clusterrole,clusterrolebinding,priorityclass', '-A', '-o', 'yaml'))
      const again = join(folder, 'again.json')
      expect(await run(parseArguments('drift', verbs.drift, ['--estate', estateFolder, '--against', dump, '--format', 'json', '--output', again], 'zh'))).toBe(2)
      expect(readFileSync(again, 'utf8')).toContain('ywq-allow-dns')

      hand('-n', namespace, 'delete', 'configmap', 'notes')
      hand('delete', 'namespace', 'shadow', '--wait=true')
      expect(await applyAll(plane, declared)).toEqual([])
      expect((await live()).drifts.map(brief)).toEqual([])
    }, 120_000)
  })
}
