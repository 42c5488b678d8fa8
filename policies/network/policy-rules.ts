/**
 * NetworkPolicies as the API reads them (networking/v1): which directions a policy isolates, which rules take effect,
 * and a stable name for a rule, since rules have none of their own.
 */
import type { LabelSelector, NetworkPolicyPeer, NetworkPolicyPort, NetworkPolicySpec } from '../kubernetes.ts'
import type { Subject } from '../subject.ts'

export type Direction = 'ingress' | 'egress'

export function policySpec(policy: Subject): NetworkPolicySpec {
  return policy.object['spec'] ?? {}
}

/** Directions that a policy isolates. Unset policyTypes mean Ingress, and Egress where it has egress rules (API defaulting). */
export function directionsOf(spec: NetworkPolicySpec): readonly Direction[] {
  const types = spec.policyTypes ?? []
  if (types.length === 0) return (spec.egress ?? []).length > 0 ? ['ingress', 'egress'] : ['ingress']
  return (['ingress', 'egress'] as const).filter((direction) => types.includes(direction === 'ingress' ? 'Ingress' : 'Egress'))
}

export interface AllowRule {
  readonly direction: Direction
  /** Empty = every source or destination. */
  readonly peers: readonly NetworkPolicyPeer[]
  /** Empty = every port. */
  readonly ports: readonly NetworkPolicyPort[]
  /** `spec.egress[10.0.0.0/8 443/TCP]`: stable under reordering. */
  readonly path: string
}

/** A dozen checks ask the same of one policy. */
const known = new WeakMap<NetworkPolicySpec, readonly AllowRule[]>()

/** Rules that take effect: those of a direction that policyTypes leaves out do nothing. */
export function allowRules(spec: NetworkPolicySpec): readonly AllowRule[] {
  let rules = known.get(spec)
  if (rules === undefined) known.set(spec, (rules = readRules(spec)))
  return rules
}

function readRules(spec: NetworkPolicySpec): readonly AllowRule[] {
  return directionsOf(spec).flatMap((direction) =>
    (direction === 'ingress' ? (spec.ingress ?? []).map((r) => ({ peers: r.from, ports: r.ports })) : (spec.egress ?? []).map((r) => ({ peers: r.to, ports: r.ports })))
      .map(({ peers, ports }) => ({ direction, peers: peers ?? [], ports: ports ?? [], path: pathOf(direction, peers ?? [], ports ?? []) })))
}

/** True where the policy isolates every pod of its namespace in a direction and allows nothing in it. */
export function deniesAll(spec: NetworkPolicySpec, direction: Direction): boolean {
  return isEverything(spec.podSelector) && directionsOf(spec).includes(direction) && (spec[direction] ?? []).length === 0
}

/** A podSelector that is missing is the empty one: the field is no pointer in the API. */
function isEverything(selector: LabelSelector | undefined): boolean {
  return Object.keys(selector?.matchLabels ?? {}).length === 0 && (selector?.matchExpressions ?? []).length === 0
}

function pathOf(direction: Direction, peers: readonly NetworkPolicyPeer[], ports: readonly NetworkPolicyPort[]): string {
  return `spec.${direction}[${[...peers.map(peerText), ...ports.map(portText)].join(' ')}]`
}

export function peerText(peer: NetworkPolicyPeer): string {
  if (peer.ipBlock !== undefined) return `${peer.ipBlock.cidr ?? ''}${(peer.ipBlock.except ?? []).map((e) => `-${e}`).join('')}`
  const parts = [peer.namespaceSelector === undefined ? '' : `ns{${selectorText(peer.namespaceSelector)}}`, peer.podSelector === undefined ? '' : `pod{${selectorText(peer.podSelector)}}`]
  return parts.join('')
}

export function selectorText(selector: LabelSelector): string {
  return [
    ...Object.entries(selector.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`),
    ...(selector.matchExpressions ?? []).map((e) => `${e.key} ${e.operator}${e.values === undefined ? '' : ` (${e.values.join(',')})`}`),
  ].join(',')
}

/** `443/TCP`, `1000-2000/UDP`, `any/TCP`. Protocol is TCP where unset (API defaulting). */
export function portText(port: NetworkPolicyPort): string {
  const number = port.port === undefined ? 'any' : `${port.port}${port.endPort === undefined ? '' : `-${port.endPort}`}`
  return `${number}/${port.protocol ?? 'TCP'}`
}

/** Number range of a port entry: all ports where it names none, null where it names a port by name. */
export function portRange(port: NetworkPolicyPort): { readonly from: number; readonly to: number } | null {
  if (port.port === undefined) return { from: 1, to: 65535 }
  const from = typeof port.port === 'number' ? port.port : /^[0-9]+$/.test(port.port) ? Number(port.port) : null
  return from === null ? null : { from, to: port.endPort ?? from }
}
