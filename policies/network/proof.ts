/**
 * What the checks ask of reachability: per namespace, the pairs that are open and that no approved Flow declares. Worked out once a snapshot,
 * when the first check asks. Every declared tier of the cluster has a part in it: a tier that the input does not hold counts as unguarded,
 * so "nobody reaches it" is proved, while "somebody reaches it" is certain only where the input holds the policies of both sides.
 */
import type { Estate } from '../estate/estate.ts'
import type { Snapshot } from '../subject.ts'
import type { Text } from '../text.ts'
import { assumptionsOf } from './assumptions.ts'
import { minus, type PortSet } from './port-set.ts'
import { buildReachability, type End, type Reachability } from './reachability.ts'
import { needsFlow } from './report/deviations.ts'
import { withEmptyTiers } from './report/empty-tiers.ts'
import { namespaceOf } from './report/ends.ts'
import { expectedOf, type Expected } from './report/expected.ts'

/** One example of what is open between two namespaces, or a namespace and addresses. */
export interface OpenPair {
  readonly from: End
  readonly to: End
  readonly ports: PortSet
  /** False where the input does not hold the policies of the other side. */
  readonly certain: boolean
}

export interface NetworkProof {
  readonly reach: Reachability
  readonly expected: Expected
  /** Undeclared pairs that end in a namespace, one for each namespace or address class at the other end. */
  into(namespace: string): readonly OpenPair[]
  outOf(namespace: string): readonly OpenPair[]
  /** Why nothing can be concluded about a namespace; null where it can. */
  doubt(namespace: string): Text | null
}

export function networkProof(snapshot: Snapshot, estate: Estate): NetworkProof {
  const reach = buildReachability([withEmptyTiers(snapshot, estate, 'declared')], assumptionsOf(estate, snapshot.cluster))
  const expected = expectedOf(estate, snapshot.cluster)
  const into = new Map<string, OpenPair[]>()
  const outOf = new Map<string, OpenPair[]>()
  const doubts = new Map<string, Text>()
  const given = (end: End): boolean => end.type === 'external' || snapshot.complete.has('networking.k8s.io', 'NetworkPolicy', end.namespace)
  for (const { from, to, allow, unknown } of reach.connections()) {
    const targets = representatives(to)
    for (const a of representatives(from)) {
      for (const b of targets) {
        if (!needsFlow(a, b)) continue
        const declared = expected.ports(a, b)
        const ports = minus(allow, declared)
        if (ports.length > 0) {
          const pair = { from: a, to: b, ports }
          push(into, namespaceOf(b), { ...pair, certain: given(a) })
          push(outOf, namespaceOf(a), { ...pair, certain: given(b) })
        }
        if (minus(unknown, declared).length === 0) continue
        for (const end of [a, b]) if (!doubts.has(namespaceOf(end))) doubts.set(namespaceOf(end), { zh: `不能断定 ${a.id} → ${b.id}`, en: `${a.id} → ${b.id} cannot be decided` })
      }
    }
  }
  const [whole] = reach.doubts
  return {
    reach, expected,
    into: (namespace) => into.get(namespace) ?? [],
    outOf: (namespace) => outOf.get(namespace) ?? [],
    doubt: (namespace) => (whole === undefined ? (doubts.get(namespace) ?? null) : { zh: `${whole.location}：${whole.zh}`, en: `${whole.location}: ${whole.en}` }),
  }
}

/** What the estate declares of a workload hangs on its namespace alone: one workload stands for all of a namespace, addresses for themselves. */
function representatives(ends: readonly End[]): readonly End[] {
  const byNamespace = new Map<string, End>()
  for (const end of ends) byNamespace.set(end.type === 'external' ? `cidr ${end.id}` : end.namespace, end)
  return [...byNamespace.values()]
}

function push(map: Map<string, OpenPair[]>, key: string, pair: OpenPair): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [pair])
  else list.push(pair)
}
