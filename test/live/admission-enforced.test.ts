// The admission policies bound as the stack binds them: denied or admitted by severity and zone, exemptions of approved waivers, labels that
// only the bureau changes, and what goes on undisturbed: controllers, updates that leave the pod as it was, deletion, our own stacks.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compileAdmission, type CompileOptions } from '../../policies/admission/compile.ts'
import { audit } from '../../policies/audit.ts'
import { theCatalogue } from '../../policies/catalogue/catalogue.ts'
import { admissionForms } from '../../policies/admission/forms.ts'
import { admissionOf } from '../../policies/admission/of-cluster.ts'
import { loadEstate } from '../../policies/estate/load.ts'
import { kindByName } from '../../policies/kinds.ts'
import { labels } from '../../policies/names.ts'
import { parseManifests } from '../../policies/sources/manifests.ts'
import { readSynth } from '../../policies/sources/synth.ts'
import { buildApp } from '../../stacks/build.ts'
import { baseEstate, defaultNow } from '../checks/fixture.ts'
import { admissionCases, type Case, type Submitted } from './admission-cases.ts'
import { applyObjects, describeLive, kubeClient, messageOf, startControlPlane, type ControlPlane, type KubeResponse } from './control-plane.ts'

const estate = baseEstate()
const options: CompileOptions = {
  pssMinor: 34, registries: estate.root.registries, breakGlass: [], importantZones: ['business'],
  exemptions: [{ waiver: 'old-driver', check: 'no-host-path', matches: "request.namespace == 'tenant' && request.kind.kind == 'Deployment' && request.name == 'old-driver'" }],
}
const spaceLabels = (zone: string) => ({ [labels.zone]: zone, [labels.environment]: 'production', 'pod-security.kubernetes.io/enforce': 'privileged', 'pod-security.kubernetes.io/enforce-version': 'v1.34' })
const pathOf = ({ kind, metadata }: Submitted): string => {
  const known = kindByName.get(kind)
  if (known === undefined) throw new Error(kind)
  return `${known.group === '' ? '/api/' : `/apis/${known.group}/`}${known.version}${known.namespaced ? `/namespaces/${metadata.namespace ?? 'default'}` : ''}/${known.resource}`
}

const hardened = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, runAsNonRoot: true, capabilities: { drop: ['ALL'] }, seccompProfile: { type: 'RuntimeDefault' } }
const image = `registry.example.cn/gov/portal@sha256:${'0'.repeat(64)}`
const resources = { requests: { cpu: '10m', memory: '16Mi' }, limits: { cpu: '100m', memory: '64Mi' } }
const podSpec = (context: object = {}) => ({ serviceAccountName: 'portal', automountServiceAccountToken: false, containers: [{ name: 'app', image, resources, securityContext: { ...hardened, ...context } }] })
const deployment = (name: string, context: object, namespace = 'tenant'): Case => ({
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace },
  spec: { replicas: 1, selector: { matchLabels: { app: name } }, template: { metadata: { labels: { app: name } }, spec: podSpec(context) } },
})

describeLive('admission bound as the stack binds it', () => {
  let plane: ControlPlane
  const post = (object: Submitted, dryRun = true): Promise<KubeResponse> => plane.client.request('POST', pathOf(object), { body: object, query: dryRun ? { dryRun: 'All' } : {} })
  const patch = (object: Submitted, body: unknown): Promise<KubeResponse> =>
    plane.client.request('PATCH', `${pathOf(object)}/${object.metadata.name}`, { body, contentType: 'application/merge-patch+json' })
  const applied = async (objects: readonly Submitted[]): Promise<void> => {
    expect((await applyObjects(plane, objects, { force: true })).filter((r) => !r.ok).map((r) => `${r.object.kind} ${r.object.metadata.name}: ${r.message}`)).toEqual([])
  }
  const eventually = async <T>(ask: () => Promise<T>, wanted: (value: T) => boolean): Promise<T> => {
    for (let i = 0; ; i++) {
      const value = await ask()
      if (wanted(value) || i >= 300) return value
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  const before = deployment('from-before', { privileged: true, allowPrivilegeEscalation: true })
  beforeAll(async () => {
    plane = await startControlPlane({ nodes: 1, extraTokens: [{ user: 'tenant-admin', groups: ['tenants'] }] })
    await applied(['tenant', 'important'].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: spaceLabels(name === 'tenant' ? 'service' : 'business') } })))
    await applied(['tenant', 'important', 'default'].map((namespace) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'portal', namespace } })))
    await applied(['ywq-key', 'ywq-high', 'ywq-normal'].map((name, i) => ({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value: 1000 - i })))
    await applied([before])
    await applied(compileAdmission(options))
    // The last of the policies to be there is enough: they are read in one list.
    const last = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'x', namespace: 'tenant' }, spec: { type: 'NodePort', ports: [{ port: 80 }] } }
    expect((await eventually(() => post(last), (a) => a.status === 403)).status).toBe(403)
    await new Promise((resolve) => setTimeout(resolve, 1500))
  }, 240_000)
  afterAll(() => plane.stop())

  test('generated objects are denied exactly where a check of that severity fails in that zone', async () => {
    const forms = admissionForms(options)
    const shown = new Set(forms.flatMap(({ check, form }) => Object.keys(form.admits).map((reason) => `${check.id} ${reason}`)))
    const cases = admissionCases(300, 60).flatMap((object) => (object.metadata.namespace === 'tenant' ? [object, { ...object, metadata: { ...object.metadata, namespace: 'important' } }] : [object]))
    const wrong: string[] = []
    const count = { denied: 0, admitted: 0, warnedOnly: 0 }
    const queue = [...cases]
    await Promise.all(Array.from({ length: 8 }, async () => {
      for (let object = queue.shift(); object !== undefined; object = queue.shift()) {
        const answer = await post(object)
        if (answer.status === 422 || answer.status === 400) continue
        const findings = audit([parseManifests(JSON.stringify(object), 'case.json', { readAt: defaultNow, estate })], {
          now: Date.parse(defaultNow), pssMinor: 34, estate,
          selection: { checks: forms.map((f) => f.check), clauses: () => [], defaultLevel: 3, fixedLevel: null, parameter: (name, level) => theCatalogue().parameter(name, level) },
        }).filter((f) => f.result === 'fail' && shown.has(`${f.check} ${f.reason}`))
        const deny = findings.filter((f) => f.severity === 'critical' || f.severity === 'high' || (f.severity === 'medium' && object.metadata.namespace === 'important'))
        const denied = answer.status === 403
        if (denied) count.denied++
        else if (findings.length > 0) count.warnedOnly++
        else count.admitted++
        const blamed = /ValidatingAdmissionPolicy 'ywq-([^']+)'/.exec(messageOf(answer.body))?.[1] ?? ''
        if (denied !== deny.length > 0 || (denied && !deny.some((f) => f.check === blamed))) wrong.push(`${object.kind} in ${object.metadata.namespace ?? '-'}: ${answer.status} by ${blamed}; checks: ${[...new Set(deny.map((f) => f.check))].join(', ')}`)
      }
    }))
    console.log(`${cases.length} objects: ${JSON.stringify(count)}`)
    expect(wrong.slice(0, 20)).toEqual([])
    expect(count.denied).toBeGreaterThan(300)
    expect(count.warnedOnly).toBeGreaterThan(20)
    expect(count.admitted).toBeGreaterThan(20)
  }, 240_000)

  test('an exempted owner is admitted and Kubernetes’ controllers make its pods; a neighbour is not', async () => {
    const withHostPath = (name: string, context: object = {}): Case => {
      const plain = deployment(name, context)
      const spec = { ...podSpec(context), volumes: [{ name: 'driver', hostPath: { path: '/dev/driver' } }] }
      return { ...plain, spec: { replicas: 1, selector: { matchLabels: { app: name } }, template: { metadata: { labels: { app: name } }, spec } } }
    }
    const neighbour = await post(withHostPath('neighbour'))
    expect([neighbour.status, messageOf(neighbour.body)]).toEqual([403, expect.stringContaining('[no-host-path]')])
    // The waiver is of one check: what else the object breaks is still denied.
    const more = await post(withHostPath('old-driver', { readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'], add: ['CHOWN'] } }))
    expect([more.status, messageOf(more.body)]).toEqual([403, expect.stringContaining('[no-added-capabilities]')])
    expect((await post(withHostPath('old-driver'), false)).status).toBe(201)
    const made = async (): Promise<number> => ((await plane.client.get('/api/v1/namespaces/tenant/pods', { labelSelector: 'app=old-driver' })).body as { readonly items: readonly unknown[] }).items.length
    expect(await eventually(made, (n) => n === 1)).toBe(1)
  })

  test('what ran before goes on: controllers make its pods, it scales, its labels change; its pod template does not', async () => {
    const pods = async (): Promise<number> => ((await plane.client.get('/api/v1/namespaces/tenant/pods', { labelSelector: 'app=from-before' })).body as { readonly items: readonly unknown[] }).items.length
    expect(await eventually(pods, (n) => n === 1)).toBe(1)
    expect((await patch(before, { spec: { replicas: 3 } })).status).toBe(200)
    expect(await eventually(pods, (n) => n === 3)).toBe(3)
    expect((await patch(before, { metadata: { labels: { team: 'x' } } })).status).toBe(200)
    expect((await patch(before, { spec: { template: { metadata: { labels: { app: 'from-before', v: '2' } } } } })).status).toBe(403)
    expect((await plane.client.request('DELETE', `${pathOf(before)}/from-before`)).status).toBe(200)
  })

  test('nobody else can pass for a controller', async () => {
    await applied([
      { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'ywq-delivery', namespace: 'tenant' }, rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['create'] }] } as Submitted,
      { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', metadata: { name: 'delivery', namespace: 'tenant' }, roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'ywq-delivery' }, subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'tenants' }] } as Submitted,
    ])
    const client = kubeClient(await plane.connectionFor('tenant-admin', ['tenants']))
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'forged', namespace: 'tenant', ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'old-driver-1', uid: '1', controller: true }] }, spec: podSpec({ privileged: true, allowPrivilegeEscalation: true }) }
    const answer = await eventually(() => client.request('POST', pathOf(pod), { body: pod, query: { dryRun: 'All' } }), (a) => messageOf(a.body).includes('denied request'))
    client.close()
    expect([answer.status, messageOf(answer.body)]).toEqual([403, expect.stringMatching(/denied request: \[no-privilege/)])
  })

  test('a debug container is held to the same', async () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'running', namespace: 'tenant' }, spec: podSpec() }
    expect((await post(pod, false)).status).toBe(201)
    const attach = (context: object) => plane.client.request('PATCH', `${pathOf(pod)}/running/ephemeralcontainers`, { body: { spec: { ephemeralContainers: [{ name: 'debug', image, securityContext: context }] } }, contentType: 'application/strategic-merge-patch+json' })
    const refused = await attach({ ...hardened, capabilities: { drop: ['ALL'], add: ['SYS_PTRACE'] } })
    expect([refused.status, messageOf(refused.body)]).toEqual([403, expect.stringMatching(/\[(capabilities-within-default|no-added-capabilities)\]/)])
    expect((await attach(hardened)).status).toBe(200)
  })

  test('protected labels: only who may change the policies', async () => {
    await applied([
      { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'namespace-keeper' }, rules: [{ apiGroups: [''], resources: ['namespaces'], verbs: ['get', 'create', 'update', 'patch'] }] } as Submitted,
      { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRoleBinding', metadata: { name: 'namespace-keeper' }, roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'namespace-keeper' }, subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'tenants' }] } as Submitted,
    ])
    const client = kubeClient(await plane.connectionFor('tenant-admin', ['tenants']))
    const label = (value: Readonly<Record<string, string | null>>, by = client) => by.request('PATCH', '/api/v1/namespaces/important', { body: { metadata: { labels: value } }, contentType: 'application/merge-patch+json', query: { dryRun: 'All' } })
    expect((await eventually(() => label({ team: 'x' }), (a) => a.status === 200)).status).toBe(200)
    for (const change of [{ [labels.zone]: 'service' }, { [labels.zone]: null }, { [labels.level]: '2' }, { 'pod-security.kubernetes.io/warn': 'privileged' }]) {
      const answer = await label(change)
      expect([answer.status, messageOf(answer.body)], JSON.stringify(change)).toEqual([403, expect.stringContaining(`'ywq-protected-labels'`)])
      expect((await label(change, plane.client)).status, JSON.stringify(change)).toBe(200)
    }
    const own = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'mine', labels: spaceLabels('service') } }
    expect((await client.request('POST', '/api/v1/namespaces', { body: own })).status).toBe(403)
    client.close()
  })

  test('every object that our own stacks build is admitted', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ywq-admission-'))
    try {
      const { estate: city } = loadEstate(join(import.meta.dirname, '../../stacks/examples/yongzhou'))
      if (city === null) throw new Error('yongzhou does not load')
      buildApp(city, { outdir: folder }).app.synth()
      const snapshots = readSynth(folder, { readAt: defaultNow, estate: city })
      const objects = snapshots.flatMap((s) => s.subjects).filter((s) => s.group !== 'admissionregistration.k8s.io')
        .map((s): Case => ({ ...s.object, apiVersion: String(s.object['apiVersion']), kind: s.kind, metadata: { ...(s.object['metadata'] as object), name: s.name, ...(s.namespace === '' ? {} : { namespace: s.namespace }) } }))
      const denied: string[] = []
      await applied(city.of('Cluster').flatMap((cluster) => admissionOf(city, cluster).objects ?? []))
      // The one namespace of yongzhou with a waiver shows that the city's own policies are in force.
      const waived = objects.find((o) => o.metadata.name === 'hospital--image-cloud--app')
      if (waived === undefined) throw new Error('yongzhou has no namespace with a waiver any more')
      expect((await eventually(() => post(waived), (a) => a.status === 201)).status).toBe(201)
      await new Promise((resolve) => setTimeout(resolve, 1500))
      await applied(objects.filter((o) => o.kind === 'Namespace'))
      await applied(objects.filter((o) => o.kind === 'ServiceAccount'))
      const queue = objects.filter((o) => o.kind !== 'Namespace' && o.kind !== 'ServiceAccount')
      await Promise.all(Array.from({ length: 8 }, async () => {
        for (let object = queue.shift(); object !== undefined; object = queue.shift()) {
          const answer = await post(object)
          const by = /'ywq-[^']+'.*/.exec(messageOf(answer.body))?.[0]
          if (by !== undefined) denied.push(`${object.kind} ${object.metadata.namespace ?? ''}/${object.metadata.name}: ${by}`)
          else if (![201, 409].includes(answer.status)) denied.push(`${object.kind} ${object.metadata.name}: ${answer.status} ${messageOf(answer.body)}`)
        }
      }))
      console.log(`${objects.length} objects of yongzhou`)
      expect(denied.slice(0, 20)).toEqual([])
      expect(objects.length).toBeGreaterThan(500)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }, 400_000)
})
