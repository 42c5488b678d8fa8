/**
 * Who reaches whom: the exact answer of the NetworkPolicies (networking/v1), ClusterNetworkPolicies (policy.networking.k8s.io/v1alpha2) and
 * AdminNetworkPolicies (v1alpha1) of one cluster, as sets of ports. What cannot be known is said to be unknown, never guessed.
 */
import type { Snapshot, Subject } from '../subject.ts'
import type { Text } from '../text.ts'
import type { Protocol } from './port-set.ts'
import type { Answer, Assumptions, Connection, End, Explanation, External, Touched, UnknownPair, Workload } from './reach/types.ts'

export type * from './reach/types.ts'
export { nothingAssumed } from './reach/types.ts'

export interface Reachability {
  /** By id. */
  readonly workloads: readonly Workload[]
  /** Both address families without the pod networks, split exactly by the blocks of all policies; addresses treated alike stand together. */
  readonly externals: readonly External[]
  /** The externals that a block meets, cut to it; for questions about one address or CIDR. @throws Error where the text is not a CIDR */
  externalsWithin(cidr: string): readonly External[]
  workload(id: string): Workload | undefined
  /** Ports on which `from` reaches `to`. Two externals: nothing, no policy of the cluster is between them. */
  allowed(from: End, to: End): Answer
  /** Every pair with an answer that is not empty (a workload to itself included), in blocks of pairs alike. */
  connections(): Iterable<Connection>
  /** One row or column of the above. */
  connectionsOf(workload: Workload, direction: 'ingress' | 'egress'): Iterable<Connection>
  /** Pairs with ports of which it cannot be known, and why. */
  unknown(): Iterable<UnknownPair>
  /** True where nothing is unknown and the input was readable and whole. */
  readonly complete: boolean
  /** What makes the answer as a whole less than complete: policies that could not be read, kinds that we do not know. */
  readonly doubts: readonly Doubt[]
  /** What holds whatever the policies say (a node reaches its own pods; replies pass; NAT of entries). */
  readonly stated: readonly Text[]
  /** Which policy and rule allows or blocks, on each side; of one port where given. */
  explain(from: End, to: End, port?: number, protocol?: Protocol): Explanation
  /** Takes objects away and adds others, in place; afterwards this object answers for the new state. A changed object is in both lists. */
  change(added: readonly Subject[], removed: readonly Subject[]): Touched
}

export interface Doubt extends Text {
  /** The object, where there is one. */
  readonly subject: Subject | null
  readonly location: string
}

/** @param snapshots of one cluster; their subjects together are taken as all that there is */
export type BuildReachability = (snapshots: readonly Snapshot[], assumptions: Assumptions) => Reachability
