/**
 * The main job on a real API server: everything that the stacks declare is accepted under strict field validation; the live audit
 * says what the audit of the stacks said; a change by hand turns exactly the right findings red; Prometheus scrapes it.
 */
import { spawn, execFileSync, type ChildProcess } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dashboards } from '../../monitors/dashboards/index.ts'
import { describeLive, startControlPlane, type ControlPlane } from './control-plane.ts'
import { applyAll, auditJson, example, expectSameVerdicts, kubectl, runYwq, synthesized, violations, workFolder, ywq } from './main-job.ts'

describeLive('the city example', () => {
  let plane: ControlPlane
  const folder = workFolder()
  const out = join(folder, 'cdktf.out')
  const estate = example('yongzhou')
  beforeAll(async () => {
    plane = await startControlPlane({ nodes: 4 })
  }, 120_000)
  afterAll(() => plane.stop())

  it('synthesizes', async () => expect((await runYwq(['synth', '--estate', estate, '--outdir', out])).code).toBe(0))

  it('is accepted whole by the API server under strict field validation', async () => {
    const snapshot = (await synthesized(out, estate)).find((s) => s.cluster === 'yongzhou')
    if (snapshot === undefined) throw new Error('no cluster yongzhou')
    expect(snapshot.subjects.length).toBeGreaterThan(2000)
    expect(await applyAll(plane, snapshot)).toEqual([])
  }, 180_000)

  it('gets the same verdicts live and from the stacks, on every clause that both can read', async () => {
    await expectSameVerdicts(plane, 'yongzhou', estate, out, folder)
  }, 120_000)
})

describeLive('the smallest example', () => {
  let plane: ControlPlane
  const folder = workFolder()
  const out = join(folder, 'cdktf.out')
  const estate = example('minimal')
  const live = (): ReturnType<typeof auditJson> => auditJson(['--live', '--kubeconfig', plane.kubeconfig, '--estate', estate], join(folder, 'live.json'))
  let before: readonly string[] = []
  const children: ChildProcess[] = []

  beforeAll(async () => {
    plane = await startControlPlane({ nodes: 4 })
    await runYwq(['synth', '--estate', estate, '--outdir', out])
    const [snapshot] = (await synthesized(out, estate)).filter((s) => s.cluster === 'city')
    if (snapshot === undefined) throw new Error('no cluster city')
    // Without the admission stack, which would refuse the hand: admission-enforced.test.ts.
    expect(await applyAll(plane, { ...snapshot, subjects: snapshot.subjects.filter((s) => s.group !== 'admissionregistration.k8s.io') })).toEqual([])
    const report = await live()
    expect(report.code, report.err).toBe(0)
    before = violations(report)
  }, 180_000)
  afterAll(async () => {
    for (const child of children) child.kill('SIGTERM')
    await plane.stop()
  })

  const namespace = 'hr--insurance--web'
  const hands: readonly { name: string; change: string[]; undo: string[]; expected: readonly string[] }[] = [
    {
      name: 'deleting the default deny',
      change: ['-n', namespace, 'delete', 'networkpolicy', 'ywq-default-deny'],
      undo: [],
      expected: [`default-deny-egress Namespace /${namespace} `, `default-deny-ingress Namespace /${namespace} `, `unreachable-from-outside Namespace /${namespace} `],
    },
    {
      name: 'adding a NodePort Service',
      change: ['-n', namespace, 'create', 'service', 'nodeport', 'back-door', '--tcp=8080:8080'],
      undo: ['-n', namespace, 'delete', 'service', 'back-door'],
      expected: [`exposure-only-through-gateway-zone Service ${namespace}/back-door `, `no-node-port Service ${namespace}/back-door `],
    },
    {
      name: 'binding cluster-admin',
      change: ['create', 'clusterrolebinding', 'me', '--clusterrole=cluster-admin', '--user=mallory'],
      undo: ['delete', 'clusterrolebinding', 'me'],
      expected: ['cluster-admin-limited ClusterRoleBinding /me ', 'subjects-in-account-register ClusterRoleBinding /me '],
    },
    {
      name: 'labelling a namespace privileged',
      change: ['label', '--overwrite', 'namespace', namespace, 'pod-security.kubernetes.io/enforce=privileged'],
      undo: ['label', '--overwrite', 'namespace', namespace, 'pod-security.kubernetes.io/enforce=restricted'],
      expected: [`pod-security-restricted-enforced Namespace /${namespace} `],
    },
  ]
  // The quota of a tenant forbids NodePorts altogether: the hand lifts it first, which is a finding of its own and undone after.
  it.each(hands)('turns exactly the right findings red after $name', async ({ change, undo, expected }) => {
    const quota = change.includes('nodeport')
    if (quota) kubectl(plane, '-n', namespace, 'patch', 'resourcequota', 'ywq-quota', '--type=json', '-p', '[{"op":"replace","path":"/spec/hard/services.nodeports","value":"1"}]')
    const policy = undo.length === 0 ? kubectl(plane, '-n', namespace, 'get', 'networkpolicy', 'ywq-default-deny', '-o', 'json') : ''
    kubectl(plane, ...change)
    const report = await live()
    const fresh = violations(report).filter((v) => !before.includes(v))
    // Exactly these checks, each on this subject, and no other.
    expect(fresh.map((v) => v.slice(0, v.lastIndexOf(' ') + 1)).filter((v, i, all) => all.indexOf(v) === i)).toEqual([...expected].sort())
    expect(report.code).toBe(1)
    if (undo.length > 0) kubectl(plane, ...undo)
    else {
      writeFileSync(join(folder, 'policy.json'), policy.replace(/"(resourceVersion|uid)": "[^"]*",?/g, ''))
      kubectl(plane, 'apply', '--server-side', '--force-conflicts', '-f', join(folder, 'policy.json'))
    }
    if (quota) kubectl(plane, '-n', namespace, 'patch', 'resourcequota', 'ywq-quota', '--type=json', '-p', '[{"op":"replace","path":"/spec/hard/services.nodeports","value":"0"}]')
    expect(violations(await live())).toEqual(before)
  }, 120_000)

  describe('served', () => {
    let url = ''
    beforeAll(async () => {
      const port = await freePort()
      url = `http://127.0.0.1:${port}`
      const child = spawn(process.execPath, [ywq, 'serve', '--kubeconfig', plane.kubeconfig, '--estate', estate, '--listen', `127.0.0.1:${port}`, '--interval', '5'], { stdio: ['ignore', 'ignore', 'pipe'] })
      children.push(child)
      await until(async () => (await fetch(`${url}/readyz`)).status === 200, 60_000)
    }, 90_000)

    it('gives text that promtool accepts, with the families of the contract', async () => {
      const text = await (await fetch(`${url}/metrics`)).text()
      if (onPath('promtool')) execFileSync('promtool', ['check', 'metrics'], { input: text, stdio: ['pipe', 'pipe', 'pipe'] })
      else console.warn('跳过 skipped: promtool 不在 PATH 上')
      expect(text).toMatch(/^ywq_clause_verdicts\{cluster="city",level="2",clause="7\.1\.3\.2\.a",verdict="[a-z-]+"\} \d+$/m)
      expect(text).toMatch(/^ywq_system_verdicts\{cluster="city",department="hr",system="insurance",level="2",verdict="met"\} \d+$/m)
      expect(text).toMatch(/^ywq_series_limit_exceeded\{cluster="city"\} 0$/m)
      expect(text).not.toContain(namespace)
    })

    it('shows a change by hand within two intervals, and its end', async () => {
      kubectl(plane, 'label', '--overwrite', 'namespace', namespace, 'pod-security.kubernetes.io/enforce=privileged')
      const shown = /^ywq_check_failing\{cluster="city",department="hr",check="pod-security-restricted-enforced",severity="high"\} 1$/m
      await until(async () => shown.test(await (await fetch(`${url}/metrics`)).text()), 30_000)
      kubectl(plane, 'label', '--overwrite', 'namespace', namespace, 'pod-security.kubernetes.io/enforce=restricted')
      await until(async () => !shown.test(await (await fetch(`${url}/metrics`)).text()), 30_000)
    }, 90_000)

    it('is scraped by a real Prometheus, and its rules load', async ({ skip }) => {
      if (!onPath('prometheus')) skip('prometheus 不在 PATH 上 / prometheus is not on PATH')
      const port = await freePort()
      const config = join(folder, 'prometheus.yml')
      writeFileSync(config, `global: { scrape_interval: 1s, evaluation_interval: 1s }\nrule_files: [${JSON.stringify(join(example(''), '../../monitors/generated/rules.yaml'))}]\nscrape_configs: [{ job_name: ywq, static_configs: [{ targets: ["${url.slice(7)}"] }] }]\n`)
      children.push(spawn('prometheus', [`--config.file=${config}`, `--storage.tsdb.path=${join(folder, 'tsdb')}`, `--web.listen-address=127.0.0.1:${port}`], { stdio: 'ignore' }))
      const query = async (q: string): Promise<{ metric: Record<string, string>; value: [number, string] }[]> => {
        const answer = (await (await fetch(`http://127.0.0.1:${port}/api/v1/query?query=${encodeURIComponent(q)}`)).json()) as { data: { result: { metric: Record<string, string>; value: [number, string] }[] } }
        return answer.data.result
      }
      await until(async () => (await query('up{job="ywq"} == 1')).length === 1 && (await query('ywq_build_info')).length === 1, 30_000)
      expect((await query('sum by (verdict) (ywq_clause_verdicts)')).map((r) => r.metric['verdict']).sort()).toContain('met')
      expect(Number((await query('time() - ywq_audit_last_success_timestamp_seconds'))[0]?.value[1])).toBeLessThan(60)
      // Every panel's query is one that Prometheus understands; what every exporter sends must give series.
      for (const { uid, panels } of dashboards) {
        for (const { title, expr } of panels) {
          const asked = expr.replaceAll(/\$(cluster|department|system)\b/g, '.*')
          const answer = (await (await fetch(`http://127.0.0.1:${port}/api/v1/query?query=${encodeURIComponent(asked)}`)).json()) as { status: string; error?: string; data?: { result: unknown[] } }
          expect(answer.status, `${uid}: ${title.en}: ${answer.error ?? ''}`).toBe('success')
          if (!fedFromElsewhere.has(uid) && !emptyWhenAllIsWell.has(title.en)) expect(answer.data?.result.length, `${uid}: ${title.en}: ${asked}`).toBeGreaterThan(0)
        }
      }
      const rules = (await (await fetch(`http://127.0.0.1:${port}/api/v1/rules`)).json()) as { data: { groups: { rules: { health: string }[] }[] } }
      expect(rules.data.groups.flatMap((g) => g.rules).filter((r) => r.health !== 'ok' && r.health !== 'unknown')).toEqual([])
    }, 90_000)

    it('says it is not ready when the server has gone', async () => {
      const apiserver = plane.pids['kube-apiserver']
      if (apiserver === undefined) throw new Error('no kube-apiserver pid')
      process.kill(apiserver, 'SIGSTOP')
      try {
        await until(async () => (await fetch(`${url}/readyz`)).status === 503, 60_000)
        expect((await fetch(`${url}/healthz`)).status).toBe(200)
      } finally {
        process.kill(apiserver, 'SIGCONT')
      }
    }, 90_000)
  })
})

/** Business logs and incidents, of which this cluster has none. */
const fedFromElsewhere: ReadonlySet<string> = new Set(['ywq-system', 'ywq-incidents'])
/** Families that are present only where they are not zero. */
const emptyWhenAllIsWell: ReadonlySet<string> = new Set([
  'violations by department', 'violations over time', 'objects that differ from the declaration', 'failing checks', 'clauses not met', 'waivers', 'checks that could not be judged', 'clauses partially met', 'audits that could not be finished', 'verdicts not met over time',
])

async function until(condition: () => Promise<boolean>, timeout: number): Promise<void> {
  const end = Date.now() + timeout
  for (;;) {
    if (await condition().catch(() => false)) return
    if (Date.now() > end) throw new Error(`not within ${timeout} ms: ${condition.toString().slice(0, 200)}`)
    await sleep(500)
  }
}

function onPath(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.on('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => done(port))
    })
  })
}
