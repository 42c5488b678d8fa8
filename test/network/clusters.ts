/** Small random clusters, dense in the cases that policies tell apart. All labels, addresses and ports come from short lists, so that rules meet pods. */
import fc from 'fast-check'
import type { Json } from './oracle.ts'

const some = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values)
const optional = <T>(name: string, value: fc.Arbitrary<T>): fc.Arbitrary<Json> => fc.oneof(fc.constant({}), value.map((v) => ({ [name]: v })))
const merged = (...parts: readonly fc.Arbitrary<Json>[]): fc.Arbitrary<Json> => fc.tuple(...parts).map((all) => Object.assign({}, ...all) as Json)

export const namespaceNames = ['a', 'b', 'c'] as const
const app = some('web', 'db')
const podLabels = merged(optional('app', app), optional('tier', some('front', 'back')))
const namespaceLabels = merged(optional('team', some('x', 'y')), optional('open', fc.constant('')))

const expression = (keys: fc.Arbitrary<string>, values: fc.Arbitrary<string>): fc.Arbitrary<Json> => fc.oneof(
  fc.record({ key: keys, operator: some('In', 'NotIn'), values: fc.array(values, { minLength: 1, maxLength: 2 }) }),
  fc.record({ key: keys, operator: some('Exists', 'DoesNotExist') }),
)
const selector = (labels: fc.Arbitrary<Json>, keys: fc.Arbitrary<string>, values: fc.Arbitrary<string>): fc.Arbitrary<Json> => fc.oneof(
  fc.constant({}), labels.map((matchLabels) => ({ matchLabels })), expression(keys, values).map((one) => ({ matchExpressions: [one] })),
)
const podSelector = selector(podLabels, some('app', 'tier'), some('web', 'db', 'front', 'back'))
const namespaceSelector = fc.oneof(
  selector(namespaceLabels, some('team', 'open'), some('x', 'y', '')),
  some(...namespaceNames).map((name) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } })),
)

export const podCidrs = ['10.0.0.0/16', 'fd00::/64'] as const
export const nodeCidrs = ['192.168.0.0/24', 'fd01::/64'] as const
const podAddresses = [['10.0.1.1'], ['10.0.2.2', 'fd00::2'], ['10.0.128.3'], ['fd00::1:4'], ['10.0.1.5', 'fd00::5']] as const
const nodeAddresses = [['192.168.0.7'], ['192.168.0.8', 'fd01::8']] as const
export const outsideAddresses = ['203.0.113.5', '10.1.2.3', '192.168.0.9', '8.8.8.8', '2001:db8::1', 'fd01::9'] as const
const blockTexts = ['0.0.0.0/0', '::/0', '10.0.0.0/8', '10.0.0.0/16', '10.0.128.0/17', '10.0.1.0/24', 'fd00::/112', 'fd00::/8', '192.168.0.0/16', '203.0.113.0/24', '203.0.113.5/32'] as const
const ipBlock = fc.oneof(
  some(...blockTexts).map((cidr) => ({ cidr })),
  some({ cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] }, { cidr: '10.0.0.0/8', except: ['10.0.1.0/24', '10.0.128.0/17'] }, { cidr: '::/0', except: ['fd00::/8'] }, { cidr: '203.0.113.0/24', except: ['203.0.113.5/32'] }),
)

const protocol = some('TCP', 'UDP', 'SCTP')
/** Numbers about the bounds of every range below. */
export const probes = [['TCP', 79], ['TCP', 80], ['TCP', 81], ['TCP', 8080], ['TCP', 65535], ['UDP', 53], ['UDP', 80], ['SCTP', 80], ['SCTP', 9]] as const
const number = some(80, 81, 8080, 53)
const ports = fc.array(fc.oneof(
  fc.record({ port: number }), fc.record({ port: number, protocol }), fc.record({ protocol }),
  fc.record({ port: some('http', 'dns'), protocol }), fc.constant({ port: 'http' }),
  some({ port: 53, endPort: 80, protocol: 'UDP' }, { port: 80, endPort: 80 }, { port: 80, endPort: 65535 }, { port: 1, endPort: 79 }),
), { maxLength: 2 })
const peers = fc.array(fc.oneof(
  podSelector.map((p) => ({ podSelector: p })), namespaceSelector.map((n) => ({ namespaceSelector: n })),
  fc.record({ namespaceSelector, podSelector }), ipBlock.map((b) => ({ ipBlock: b })),
), { maxLength: 2 })
const rules = (name: 'from' | 'to'): fc.Arbitrary<readonly Json[]> => fc.array(merged(optional(name, peers), optional('ports', ports)), { maxLength: 2 })

export const networkPolicy: fc.Arbitrary<Json> = fc.record({
  namespace: some(...namespaceNames), name: some('p', 'q', 'r'),
  spec: merged(optional('podSelector', podSelector), optional('policyTypes', some(['Ingress'], ['Egress'], ['Ingress', 'Egress'], [])), optional('ingress', rules('from')), optional('egress', rules('to'))),
}).map(({ namespace, name, spec }) => ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace }, spec }))

const namespacedPod = fc.record({ namespaceSelector, podSelector })
const subject = fc.oneof(namespaceSelector.map((namespaces) => ({ namespaces })), namespacedPod.map((pods) => ({ pods })))
const insidePeer = fc.oneof(namespaceSelector.map((namespaces) => ({ namespaces })), namespacedPod.map((pods) => ({ pods })))
const networksPeer = fc.array(some(...blockTexts), { minLength: 1, maxLength: 2 }).map((networks) => ({ networks }))
const destinationPort = fc.oneof(number.map((n) => ({ number: n })), some({ range: { start: 53, end: 80 } }, { range: { start: 80, end: 65535 } }))
const newPort = fc.oneof(
  fc.tuple(some('tcp', 'udp', 'sctp'), destinationPort).map(([p, port]) => ({ [p]: { destinationPort: port } })), some({ destinationNamedPort: 'http' }, { destinationNamedPort: 'dns' }),
)
const oldPort = fc.oneof(
  fc.record({ protocol, port: number }).map((portNumber) => ({ portNumber })), some({ namedPort: 'http' }, { portRange: { start: 53, end: 80 } }, { portRange: { protocol: 'UDP', start: 80, end: 8080 } }),
)
const listed = (port: fc.Arbitrary<Json>): fc.Arbitrary<readonly Json[]> => fc.array(port, { minLength: 1, maxLength: 2 })
const tierRule = (direction: 'from' | 'to', actions: readonly string[], portsName: string, port: fc.Arbitrary<Json>): fc.Arbitrary<Json> => fc.oneof(
  merged(some(...actions).map((action) => ({ action })), fc.array(insidePeer, { minLength: 1, maxLength: 2 }).map((all) => ({ [direction]: all })), optional(portsName, listed(port))),
  ...(direction === 'from' ? [] : [merged(
    some(...actions).map((action) => ({ action })), fc.tuple(networksPeer, fc.array(insidePeer, { maxLength: 1 })).map(([one, more]) => ({ to: [one, ...more] })),
    optional(portsName, listed(port.filter((p) => !('namedPort' in p) && !('destinationNamedPort' in p)))),
  )]),
)
const tierRules = (actions: readonly string[], portsName: string, port: fc.Arbitrary<Json>): fc.Arbitrary<Json> => merged(
  optional('ingress', fc.array(tierRule('from', actions, portsName, port), { minLength: 1, maxLength: 3 })),
  optional('egress', fc.array(tierRule('to', actions, portsName, port), { minLength: 1, maxLength: 3 })),
)

const clusterPolicy = (name: fc.Arbitrary<string>, priority: fc.Arbitrary<number>): fc.Arbitrary<Json> => fc.record({ name, priority, tier: some('Admin', 'Baseline'), subject, rules: tierRules(['Accept', 'Deny', 'Pass'], 'protocols', newPort) })
  .map((c) => ({ apiVersion: 'policy.networking.k8s.io/v1alpha2', kind: 'ClusterNetworkPolicy', metadata: { name: c.name }, spec: { tier: c.tier, priority: c.priority, subject: c.subject, ...c.rules } }))
const adminPolicy = (name: fc.Arbitrary<string>, priority: fc.Arbitrary<number>): fc.Arbitrary<Json> => fc.record({ name, priority, subject, rules: tierRules(['Allow', 'Deny', 'Pass'], 'ports', oldPort) })
  .map((c) => ({ apiVersion: 'policy.networking.k8s.io/v1alpha1', kind: 'AdminNetworkPolicy', metadata: { name: c.name }, spec: { priority: c.priority, subject: c.subject, ...c.rules } }))
const baselinePolicy = fc.record({ subject, rules: tierRules(['Allow', 'Deny'], 'ports', oldPort) })
  .map((c) => ({ apiVersion: 'policy.networking.k8s.io/v1alpha1', kind: 'BaselineAdminNetworkPolicy', metadata: { name: 'default' }, spec: { subject: c.subject, ...c.rules } }))

/** Priority and name go together, so that no two have one priority. */
const untied = (make: (name: fc.Arbitrary<string>, priority: fc.Arbitrary<number>) => fc.Arbitrary<Json>): fc.Arbitrary<readonly Json[]> => fc.array(
  fc.tuple(some('t1', 't2', 't3')).chain(([name]) => make(fc.constant(name), fc.constant(Number(name.slice(1))))), { maxLength: 2 },
)
const tied = fc.array(clusterPolicy(some('t1', 't2', 't3'), some(5, 6)), { maxLength: 3 })

/** Policies of the cluster-wide tiers: one API at a time without ties, or both APIs and ties. */
export const tierPolicies = { exact: fc.oneof(fc.constant([]), untied(clusterPolicy), fc.tuple(untied(adminPolicy), fc.array(baselinePolicy, { maxLength: 1 })).map((two) => two.flat())), any: fc.tuple(tied, untied(adminPolicy)).map((two) => two.flat()) }

const container = fc.array(fc.record({ name: some('http', 'dns'), containerPort: number, protocol }), { maxLength: 2 }).map((list) => ({ name: 'c', image: 'i', ports: list }))
const podBody = (labels: Json, spec: Json, host: boolean): Json => ({ metadata: { labels }, spec: { ...spec, ...(host ? { hostNetwork: true } : {}) } })

/** Pods with addresses; `templates`: Deployments and StatefulSets too, whose addresses and generated labels are free. */
export function pods(templates: boolean): fc.Arbitrary<readonly Json[]> {
  const one = fc.record({ namespace: some(...namespaceNames), labels: podLabels, spec: container.map((c) => ({ containers: [c] })), host: fc.integer({ min: 0, max: 7 }).map((n) => n === 0), template: templates ? fc.boolean() : fc.constant(false) })
  return fc.array(one, { minLength: 1, maxLength: 4 }).map((all) => all.map(({ namespace, labels, spec, host, template }, i) => {
    const ips = (host ? nodeAddresses[i % nodeAddresses.length] : podAddresses[i % podAddresses.length]) ?? []
    const metadata = { name: `w${i}`, namespace }
    if (template) return { apiVersion: 'apps/v1', kind: i % 2 === 0 ? 'Deployment' : 'StatefulSet', metadata, spec: { template: podBody(labels, spec, host) } }
    return { apiVersion: 'v1', kind: 'Pod', ...podBody(labels, spec, host), metadata: { ...metadata, labels }, status: { phase: 'Running', podIP: ips[0], podIPs: ips.map((ip) => ({ ip })) } }
  }))
}

export const namespaces: fc.Arbitrary<readonly Json[]> = fc.tuple(...namespaceNames.map((name) => namespaceLabels.map((labels) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }))))

/** Objects of a cluster; of two with one identity the last counts, as everywhere. */
export function cluster(templates: boolean, tiers: fc.Arbitrary<readonly Json[]>): fc.Arbitrary<readonly Json[]> {
  return fc.tuple(namespaces, pods(templates), fc.array(networkPolicy, { maxLength: 4 }), tiers).map((parts) => distinct(parts.flat()))
}

export function identity(object: Json): string {
  const { name = '', namespace = '' } = object['metadata'] as { readonly name?: string; readonly namespace?: string }
  return `${String(object['kind'])}/${namespace}/${name}`
}

export function distinct(objects: readonly Json[]): readonly Json[] {
  return [...new Map(objects.map((object) => [identity(object), object])).values()]
}
