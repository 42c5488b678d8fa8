/** Policies ready to be evaluated: what every policy API comes down to. */
import type { Subject } from '../../subject.ts'
import type { AddressRange } from '../cidr.ts'
import type { Direction } from '../policy-rules.ts'
import { allPorts, noPorts, portsOf, protocols, union, type PortSet, type Protocol } from '../port-set.ts'
import type { Terms } from '../selector.ts'
import type { NamespaceMatcher } from './namespaces.ts'
import type { PodClass } from './workloads.ts'

export type Peer =
  /** Pods by namespace and labels. `host`: whether hostNetwork pods can be meant (NetworkPolicy: in doubt; the admin tiers: never). */
  | { readonly type: 'pods'; readonly namespaces: NamespaceMatcher; readonly pods: Terms; readonly host: boolean }
  /** Addresses. `pods`: whether they match pods too (networks of the admin tiers: yes; ipBlock: what is assumed). */
  | { readonly type: 'block'; readonly ranges: readonly AddressRange[]; readonly pods: 'yes' | 'assumed' }
  /** Nodes by labels; `all` where the selector is empty. */
  | { readonly type: 'nodes'; readonly all: boolean }
  | { readonly type: 'domains' }
  /** A peer of a later version of the API in a Deny or Pass rule: denies everything ("fail closed"). */
  | { readonly type: 'everything' }

export type Action = 'allow' | 'deny' | 'pass'

/** Ports of a rule: numbers, and names that every destination resolves for itself (`http/TCP`; `http/` = of any protocol). */
export interface PortMatch {
  readonly numbers: PortSet
  readonly names: readonly string[]
}

export interface CompiledRule {
  /** `spec.ingress[0]` */
  readonly path: string
  readonly action: Action
  /** Null = every source or destination. */
  readonly peers: readonly Peer[] | null
  readonly ports: PortMatch
}

export interface CompiledPolicy {
  readonly id: number
  readonly subject: Subject
  /** Pods that it applies to. */
  readonly namespaces: NamespaceMatcher
  readonly pods: Terms
  /** Null where the policy says nothing of a direction. */
  readonly rules: Readonly<Record<Direction, readonly CompiledRule[] | null>>
}

/** A policy of the Admin or Baseline tier. Lower priority is looked at first; equal ones in any order. */
export interface TierPolicy extends CompiledPolicy {
  readonly tier: 'Admin' | 'Baseline'
  readonly priority: number
}

export const everyPort: PortMatch = { numbers: allPorts, names: [] }

/** Ports of a rule at a destination; addresses outside the cluster have no named ports. */
export function portsAt(ports: PortMatch, destination: PodClass | null): PortSet {
  if (ports.names.length === 0 || destination === null) return ports.numbers
  return ports.names.reduce<PortSet>((sum, name) => union(sum, resolve(name, destination)), ports.numbers)
}

function resolve(name: string, destination: PodClass): PortSet {
  if (!name.endsWith('/')) return destination.named.get(name) ?? noPorts
  return protocols.reduce<PortSet>((sum, protocol) => union(sum, destination.named.get(`${name}${protocol}`) ?? noPorts), noPorts)
}

/** @throws Error on a protocol that the API does not know */
export function protocolOf(text: unknown): Protocol {
  if (text === undefined || text === null) return 'TCP'
  const known = protocols.find((p) => p === text)
  if (known === undefined) throw new Error(`protocol ${JSON.stringify(text)}; allowed: ${protocols.join(', ')}`)
  return known
}

/** @throws Error where the bounds are not ports, or reversed */
export function portInterval(protocol: Protocol, from: unknown, to: unknown): PortSet {
  if (!isPort(from) || !isPort(to) || from > to) throw new Error(`port ${String(from)}${to === from ? '' : `-${String(to)}`}; allowed: 1-65535`)
  return portsOf(protocol, from, to)
}

function isPort(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65535
}

/** All pods of all namespaces: such a peer mentions nobody in particular. */
export function meansAll(peer: Peer & { readonly type: 'pods' }): boolean {
  return peer.namespaces.terms.length === 0 && peer.pods.length === 0
}
