/**
 * Which allow rules of a namespace add nothing: everything that a peer of the rule opens is opened by other rules that hold at least the
 * same pods. Sound, not complete: selectors are compared as written (equal, or one empty), so what is called covered is covered.
 */
import type { LabelSelector, NetworkPolicyPeer } from '../kubernetes.ts'
import type { Subject } from '../subject.ts'
import { covered } from './cidr.ts'
import { allowRules, policySpec, portRange, portText, selectorText, type AllowRule } from './policy-rules.ts'
import { addressesOf } from './ranges.ts'
import { isEmptySelector } from './selector.ts'

export interface PlacedRule {
  readonly policy: Subject
  readonly selector: LabelSelector
  readonly rule: AllowRule
}

export interface CoveredRule extends PlacedRule {
  /** Names of the policies whose rules do what this one does. */
  readonly by: readonly string[]
  /** True where one of those rules is the same, word for word. */
  readonly equal: boolean
}

/**
 * Rules of the policies of one namespace that others cover. Of rules that cover each other the later one (policy by name, then rule) is
 * named, so that removing everything named changes nothing.
 */
export function coveredRules(policies: readonly Subject[]): readonly CoveredRule[] {
  const sorted = [...policies].sort((a, b) => (a.name < b.name ? -1 : 1))
  let kept: readonly PlacedRule[] = sorted.flatMap((policy) => {
    const spec = policySpec(policy)
    return allowRules(spec).map((rule) => ({ policy, selector: spec.podSelector ?? {}, rule }))
  })
  const found: CoveredRule[] = []
  for (const placed of [...kept].reverse()) {
    const by = coverOf(placed, kept.filter((other) => other !== placed && holdsPods(other.selector, placed.selector) && other.rule.direction === placed.rule.direction))
    if (by === null) continue
    found.push({ ...placed, by, equal: kept.some((other) => other !== placed && other.rule.path === placed.rule.path && selectorText(other.selector) === selectorText(placed.selector)) })
    kept = kept.filter((other) => other !== placed)
  }
  return found.reverse()
}

/** Names of the policies that together open all that the rule opens, or null where something is left. */
function coverOf({ rule }: PlacedRule, others: readonly PlacedRule[]): readonly string[] | null {
  const by = new Set<string>()
  const peers: readonly (NetworkPolicyPeer | null)[] = rule.peers.length === 0 ? [null] : rule.peers
  for (const peer of peers) {
    const same = others.filter((other) => other.rule.peers.length === 0 || (peer !== null && other.rule.peers.some((p) => holdsPeer(p, peer))))
    if (!portsCovered(rule, same)) return null
    for (const other of same) by.add(other.policy.name)
  }
  return [...by].sort()
}

function portsCovered(rule: AllowRule, others: readonly PlacedRule[]): boolean {
  if (others.some((other) => other.rule.ports.length === 0)) return true
  if (rule.ports.length === 0) return false
  const open = others.flatMap((other) => other.rule.ports)
  return rule.ports.every((port) => {
    const range = portRange(port)
    const protocol = port.protocol ?? 'TCP'
    const of = open.filter((p) => (p.protocol ?? 'TCP') === protocol)
    if (range === null) return of.some((p) => portText(p) === portText(port) || p.port === undefined)
    const ranges = of.flatMap((p) => portRange(p) ?? []).sort((a, b) => a.from - b.from)
    let next = range.from
    for (const { from, to } of ranges) if (from <= next && to >= next) next = to + 1
    return next > range.to
  })
}

function holdsPods(outer: LabelSelector, inner: LabelSelector): boolean {
  return isEmptySelector(outer) || selectorText(outer) === selectorText(inner)
}

function holdsPeer(outer: NetworkPolicyPeer, inner: NetworkPolicyPeer): boolean {
  if (outer.ipBlock !== undefined || inner.ipBlock !== undefined) {
    if (outer.ipBlock === undefined || inner.ipBlock === undefined) return false
    const by = addressesOf(outer.ipBlock)
    return addressesOf(inner.ipBlock).every((range) => covered(range, by))
  }
  return holdsNamespaces(outer, inner) && holdsPods(outer.podSelector ?? {}, inner.podSelector ?? {})
}

/** A peer without namespaceSelector means the policy's own namespace, which only an empty namespaceSelector surely holds. */
function holdsNamespaces(outer: NetworkPolicyPeer, inner: NetworkPolicyPeer): boolean {
  if (outer.namespaceSelector === undefined) return inner.namespaceSelector === undefined
  return isEmptySelector(outer.namespaceSelector) || (inner.namespaceSelector !== undefined && selectorText(outer.namespaceSelector) === selectorText(inner.namespaceSelector))
}
