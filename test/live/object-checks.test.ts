// What the object checks take for granted about Kubernetes, asked of Kubernetes itself: which objects the server writes, what its
// built-in roles grant, how its authorizer reads a rule, and that it would admit our fixtures.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { audit } from '../../policies/audit.ts'
import { theCatalogue } from '../../policies/catalogue/catalogue.ts'
import { isEstateCheck, isPodCheck } from '../../policies/check.ts'
import { checks } from '../../policies/checks/index.ts'
import { isViolation } from '../../policies/finding.ts'
import type { PolicyRule } from '../../policies/kubernetes.ts'
import { kindByName } from '../../policies/kinds.ts'
import { builtInRoles } from '../../policies/rbac/built-in-roles.ts'
import { allows, type RbacRequest } from '../../policies/rbac/rules.ts'
import { scopeOf } from '../../policies/server-objects.ts'
import { connect, type Connection } from '../../policies/sources/live/connection.ts'
import { readLive } from '../../policies/sources/live.ts'
import { parseManifests } from '../../policies/sources/manifests.ts'
import { defaultNow, fixtures } from '../checks/fixture.ts'
import { applyObjects, describeLive, startControlPlane, type ApplicableObject, type ControlPlane } from './control-plane.ts'

interface Meta {
  readonly name: string
  readonly namespace?: string
  readonly labels?: Readonly<Record<string, string>>
}
interface ResourceList {
  readonly resources: readonly { readonly name: string; readonly kind: string; readonly verbs: readonly string[] }[]
}

const objectChecks = checks.filter((c) => !isPodCheck(c) && !isEstateCheck(c))

describeLive('object checks beside a real server', () => {
  let plane: ControlPlane
  let connection: Connection
  beforeAll(async () => {
    plane = await startControlPlane({ nodes: 1 })
    connection = await connect({ kubeconfig: plane.kubeconfig })
  }, 180_000)
  afterAll(async () => {
    connection.close()
    await plane.stop()
  })

  const get = async (path: string): Promise<unknown> => {
    const answer = await plane.client.get(path)
    expect(answer.status, path).toBe(200)
    return answer.body
  }

  /** Every object that can be listed, by discovery. */
  const everything = async (): Promise<readonly { readonly group: string; readonly kind: string; readonly metadata: Meta }[]> => {
    const groups = (await get('/apis')) as { readonly groups: readonly { readonly name: string; readonly preferredVersion: { readonly groupVersion: string } }[] }
    const apis = [{ group: '', path: '/api/v1' }, ...groups.groups.map((g) => ({ group: g.name, path: `/apis/${g.preferredVersion.groupVersion}` }))]
    const found: { group: string; kind: string; metadata: Meta }[] = []
    for (const { group, path } of apis) {
      const { resources } = (await get(path)) as ResourceList
      for (const { name, kind, verbs } of resources) {
        if (!verbs.includes('list') || name.includes('/')) continue
        const { items } = (await get(`${path}/${name}`)) as { readonly items: readonly { readonly metadata: Meta }[] }
        found.push(...items.map(({ metadata }) => ({ group, kind, metadata })))
      }
    }
    return found
  }

  test('a fresh server holds nothing of a tenant, and nothing of ours but its nodes', async () => {
    const objects = await everything()
    expect(objects.length).toBeGreaterThan(150)
    const foreign = objects.filter(({ group, kind, metadata }) => scopeOf(group, kind, metadata.namespace ?? '', metadata.name, metadata.labels) !== 'server')
    // Nodes are the platform's; ComponentStatus is no stored object but an answer about health.
    expect([...new Set(foreign.map(({ group, kind }) => `${group}/${kind}`))].sort()).toEqual(['/ComponentStatus', '/Node'])
  })

  test('a fresh server breaks no object check', async () => {
    const snapshot = await readLive(connection, { readAt: defaultNow })
    const findings = audit([snapshot], {
      now: Date.parse(defaultNow), pssMinor: 34, estate: null,
      selection: { checks: objectChecks, clauses: () => [], defaultLevel: 3, fixedLevel: null, parameter: (name, level) => theCatalogue().parameter(name, level) },
    })
    expect(snapshot.unreadable).toEqual([])
    expect(findings.length).toBeGreaterThan(50)
    expect(findings.filter(isViolation).map((f) => `${f.check} ${f.subject.kind}/${f.subject.name} ${f.reason}: ${f.detail.en}`)).toEqual([])
  })

  test('the built-in roles grant what our table says', async () => {
    for (const [name, rules] of builtInRoles) {
      const role = (await get(`/apis/rbac.authorization.k8s.io/v1/clusterroles/${name}`)) as { readonly rules: readonly PolicyRule[] }
      expect(triples(rules), name).toEqual(triples(role.rules))
    }
  })

  test('the authorizer reads rules as we do', async () => {
    const verbs = ['get', 'list', 'create', 'delete', 'deletecollection', 'escalate']
    const parts = {
      verbs: fc.uniqueArray(fc.constantFrom(...verbs, '*'), { minLength: 1, maxLength: 2 }),
      apiGroups: fc.uniqueArray(fc.constantFrom('', 'apps', '*'), { minLength: 1, maxLength: 2 }),
      resources: fc.uniqueArray(fc.constantFrom('pods', 'secrets', 'pods/exec', 'deployments', 'deployments/scale', '*/scale', 'pods/*', '*'), { minLength: 1, maxLength: 2 }),
      resourceNames: fc.option(fc.uniqueArray(fc.constantFrom('a', 'b', '*'), { minLength: 1, maxLength: 2 }), { nil: undefined, freq: 2 }),
    }
    const rules = fc.sample(fc.record(parts), { numRuns: 40, seed: 7 }).map(({ resourceNames, ...rest }): PolicyRule => ({ ...rest, ...(resourceNames === undefined ? {} : { resourceNames }) }))
    const rbac = 'rbac.authorization.k8s.io'
    const objects = rules.flatMap((rule, i): (ApplicableObject & Readonly<Record<string, unknown>>)[] => [
      { apiVersion: `${rbac}/v1`, kind: 'ClusterRole', metadata: { name: `case-${i}` }, rules: [rule] },
      { apiVersion: `${rbac}/v1`, kind: 'ClusterRoleBinding', metadata: { name: `case-${i}` }, roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: `case-${i}` }, subjects: [{ apiGroup: rbac, kind: 'User', name: `user-${i}` }] },
    ])
    expect((await applyObjects(plane, objects)).filter((r) => !r.ok).map((r) => r.message)).toEqual([])
    // The authorizer reads from a cache: the last binding shows that it has caught up.
    const last = rules.length - 1
    const known = rules[last]
    const probe: RbacRequest = { verb: known?.verbs?.[0] ?? '', group: known?.apiGroups?.[0] ?? '', resource: known?.resources?.[0] ?? '', ...(known?.resourceNames?.[0] === undefined ? {} : { name: known.resourceNames[0] }) }
    for (let i = 0; i < 100 && !(await asks(plane, last, probe)); i++) await new Promise((resolve) => setTimeout(resolve, 50))

    const requests = ['get', 'list', 'create', 'deletecollection', 'escalate'].flatMap((verb) =>
      [['', 'pods'], ['', 'secrets'], ['', 'pods/exec'], ['apps', 'deployments'], ['apps', 'deployments/scale']].flatMap(([group = '', resource = '']): RbacRequest[] =>
        verb === 'create' || verb === 'deletecollection' ? [{ verb, group, resource, name: '' }] : [{ verb, group, resource, name: 'a' }, { verb, group, resource, name: '' }]))
    const differing: string[] = []
    let allowed = 0
    for (const [i, rule] of rules.entries()) {
      const answers = await Promise.all(requests.map((request) => asks(plane, i, request)))
      for (const [j, request] of requests.entries()) {
        if (answers[j] === true) allowed++
        if (allows([rule], request) !== answers[j]) differing.push(`${JSON.stringify(rule)} ${JSON.stringify(request)}: server ${String(answers[j])}`)
      }
    }
    expect(differing).toEqual([])
    expect(allowed).toBeGreaterThan(100)
  }, 120_000)

  test('fixtures are Kubernetes as the server takes it', async () => {
    const ids = new Set(objectChecks.map((c) => c.id))
    const cases = fixtures().filter((f) => ids.has(f.check)).flatMap((fixture) => {
      const manifests = fixture.text.split(/^---.*\n/m).filter((piece) => /^apiVersion:/m.test(piece)).join('---\n')
      return parseManifests(manifests, fixture.path, { readAt: defaultNow }).subjects.filter((s) => s.group !== 'gateway.networking.k8s.io' && kindByName.get(s.kind)?.group === s.group).map((subject) => ({ fixture, subject }))
    })
    const namespaces = [...new Set(cases.map(({ subject }) => subject.namespace))].filter((n) => n !== '' && n !== 'default' && !n.startsWith('kube-'))
    const bases = [
      ...namespaces.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
      ...['ywq-high', 'ywq-normal'].map((name, i) => ({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value: 1000 - i })),
    ]
    expect((await applyObjects(plane, bases)).filter((r) => !r.ok).map((r) => r.message)).toEqual([])
    const objects = cases.map(({ fixture, subject }) => {
      const object: Record<string, unknown> = structuredClone(subject.object)
      delete object['status']
      return { path: fixture.path, object: { ...object, apiVersion: String(object['apiVersion']), kind: subject.kind, metadata: { ...(object['metadata'] as object), name: subject.name } } }
    })
    const pathOf = new Map(objects.map(({ path, object }) => [object as ApplicableObject, path]))
    const results = await applyObjects(plane, objects.map(({ object }) => object), { dryRun: true, force: true })
    expect(results.filter((r) => !r.ok).map((r) => `${pathOf.get(r.object) ?? ''} ${r.object.kind}: ${r.message}`)).toEqual([])
    expect(results.length).toBeGreaterThan(200)
  }, 180_000)
})

/** Every verb on every resource that rules name, as a sorted list. The group `extensions` is gone from the API; its rules grant nothing. */
function triples(rules: readonly PolicyRule[]): readonly string[] {
  const all = new Set<string>()
  for (const rule of rules) {
    for (const verb of rule.verbs ?? []) {
      for (const group of rule.apiGroups ?? []) if (group !== 'extensions') for (const resource of rule.resources ?? []) all.add(`${verb} ${resource}.${group}`)
      for (const url of rule.nonResourceURLs ?? []) all.add(`${verb} ${url}`)
    }
  }
  return [...all].sort()
}

/** SubjectAccessReview for user-i. */
async function asks(plane: ControlPlane, i: number, request: RbacRequest): Promise<boolean> {
  const [resource, subresource] = request.resource.split('/')
  const { body, status } = await plane.client.request('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
    body: {
      apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview',
      spec: { user: `user-${i}`, resourceAttributes: { verb: request.verb, group: request.group, resource, ...(subresource === undefined ? {} : { subresource }), ...(request.name === undefined ? {} : { name: request.name }) } },
    },
  })
  expect(status).toBe(201)
  return (body as { readonly status: { readonly allowed: boolean } }).status.allowed
}
