/** What reachability is asked and what it answers: plain data, shared by the engine and everyone who reads its answers. */
import type { Subject } from '../../subject.ts'
import type { Text } from '../../text.ts'
import type { AddressRange } from '../cidr.ts'
import type { Direction } from '../policy-rules.ts'
import type { PortSet } from '../port-set.ts'

/** What no object of the input says. The Cluster document or `--assume` does; null or empty = not known, and then in doubt = unknown. */
export interface Assumptions {
  /** Whether the network plugin lets an ipBlock of a NetworkPolicy match addresses of pods (the API leaves it open). */
  readonly ipBlockSelectsPods: boolean | null
  /** The two behaviours that the Kubernetes documentation allows for hostNetwork pods: treated as their node, or like every other pod. */
  readonly hostNetworkPods: 'as-node' | 'as-pod' | null
  readonly podCidrs: readonly string[]
  readonly nodeCidrs: readonly string[]
}

export const nothingAssumed: Assumptions = { ipBlockSelectsPods: null, hostNetworkPods: null, podCidrs: [], nodeCidrs: [] }

/** A pod template, or a pod without an owner. */
export interface Workload {
  readonly type: 'workload'
  /** `namespace/name`; `namespace/name[Kind]` only where two of the namespace share a name. */
  readonly id: string
  readonly kind: string
  readonly namespace: string
  readonly name: string
  /** Labels of its pods. */
  readonly labels: Readonly<Record<string, string>>
  readonly hostNetwork: boolean
  readonly subject: Subject
}

/** Addresses outside the pod networks that every policy in play treats alike. */
export interface External {
  readonly type: 'external'
  /** `203.0.113.0/24`, or the first block and how many more. */
  readonly id: string
  readonly ranges: readonly AddressRange[]
  /** The ranges as the fewest CIDR blocks. */
  readonly cidrs: readonly string[]
}

export type End = Workload | External

/** Ports surely allowed, and ports of which it cannot be known. The two are disjoint; every other port is surely blocked. */
export interface Answer {
  readonly allow: PortSet
  readonly unknown: PortSet
}

/** Every `from` reaches every `to` with the same answer, which is not empty. Pairs of one answer may come in several blocks, each pair in one. */
export interface Connection extends Answer {
  readonly from: readonly End[]
  readonly to: readonly End[]
}

export interface UnknownPair {
  readonly from: End
  readonly to: End
  readonly ports: PortSet
  readonly why: readonly Text[]
}

export type Tier = 'Admin' | 'NetworkPolicy' | 'Baseline'

/** One policy or rule that has a say on one side of a pair. */
export interface Step {
  readonly tier: Tier
  readonly policy: Subject
  /** `spec.ingress[0]`; null = the policy as a whole isolates the pod. */
  readonly rule: string | null
  readonly action: 'allow' | 'deny' | 'pass' | 'isolate'
  /** Ports (of those asked) that the rule matches between the two, whatever earlier steps decided. */
  readonly matches: PortSet
  /** Those of them that it decides. */
  readonly decides: PortSet
  /** False where the match is in doubt. */
  readonly certain: boolean
}

export interface Side extends Answer {
  readonly direction: Direction
  /** In the order in which they are looked at. Empty = nothing selects the pod: everything is allowed. */
  readonly steps: readonly Step[]
  /** Ports that no rule named and that are allowed by default, since no NetworkPolicy selects the pod. */
  readonly byDefault: PortSet
  readonly why: readonly Text[]
}

/** Both sides of a pair. A side is null where that end is outside the cluster: nobody's policies apply there. */
export interface Explanation extends Answer {
  readonly from: End
  readonly to: End
  readonly egress: Side | null
  readonly ingress: Side | null
}

/** Workloads whose rows (what they may reach) and columns (what may reach them) a change may have altered. */
export interface Touched {
  readonly rows: readonly Workload[]
  readonly columns: readonly Workload[]
}
