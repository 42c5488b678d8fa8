/**
 * One side of a pair: the policies that apply to a pod in a direction, against one peer. Tiers in the order of the API: Admin, NetworkPolicy,
 * Baseline, default. What is in doubt is kept as two outcomes of the same port, so that the answer is exact where nothing is.
 */
import type { Direction } from '../policy-rules.ts'
import { allPorts, intersect, minus, noPorts, union, type PortSet } from '../port-set.ts'
import { portsAt, type CompiledPolicy, type CompiledRule, type TierPolicy } from './rules.ts'
import type { Match } from '../selector.ts'
import type { PodClass } from './workloads.ts'
import type { Tier } from './types.ts'

/** A policy on a pod; `certain` false where its selector hangs on labels that nobody knows. */
export interface Applied<P extends CompiledPolicy> {
  readonly policy: P
  readonly certain: boolean
}

/** Policies of one priority: of those that match a port, the implementation may apply any. */
export type PriorityGroup = readonly Applied<TierPolicy>[]

/** Groups by priority, for each API of a tier: between two APIs the order is nowhere defined, so either may come first. */
export type TierGroups = readonly (readonly PriorityGroup[])[]

export interface Policies {
  readonly direction: Direction
  readonly admin: TierGroups
  readonly isolating: readonly Applied<CompiledPolicy>[]
  readonly baseline: TierGroups
}

/** Ports surely allowed, and ports possibly allowed (which hold the first). */
export interface Verdict {
  readonly sure: PortSet
  readonly maybe: PortSet
}

export const everything: Verdict = { sure: allPorts, maybe: allPorts }
export const undecided: Verdict = { sure: noPorts, maybe: allPorts }

/** Called for every rule that matches some port, in order; `left` = ports that still reach it. */
export interface Tracer {
  step(tier: Tier, applied: Applied<CompiledPolicy>, rule: CompiledRule | null, matches: PortSet, decides: PortSet, certain: boolean): void
  byDefault(ports: PortSet): void
  tie(policies: readonly TierPolicy[]): void
}

export type Matcher = (rule: CompiledRule) => Match

/** Ports that may be accepted, denied, passed on, or reach the next rule: one port may have several where there is doubt. */
interface Flow {
  readonly left: PortSet
  readonly accepted: PortSet
  readonly denied: PortSet
  readonly passed: PortSet
}

const nothing: Omit<Flow, 'left'> = { accepted: noPorts, denied: noPorts, passed: noPorts }

/**
 * @param destination whose named ports count; null outside the cluster
 */
export function evaluate(policies: Policies, matches: Matcher, destination: PodClass | null, trace?: Tracer): Verdict {
  const { direction, isolating } = policies
  const admin = runTier('Admin', policies.admin, allPorts, direction, matches, destination, trace)
  const asked = union(admin.left, admin.passed)
  if (asked.length === 0) return verdict(admin.accepted, admin.denied)
  const sure = isolating.filter((a) => a.certain)
  const named = isolating.map((applied) => rulesOf(applied, direction, asked, matches, destination, trace))
  let accepted = union(admin.accepted, named.reduce<PortSet>((sum, n) => union(sum, n.maybe), noPorts))
  let denied = admin.denied
  if (sure.length > 0) {
    const surely = named.reduce<PortSet>((sum, n, i) => (isolating[i]?.certain === true ? union(sum, n.sure) : sum), noPorts)
    return verdict(accepted, union(denied, minus(asked, surely)))
  }
  // Perhaps isolated: what the least of the policies in doubt would leave blocked may be blocked.
  for (const one of named) denied = union(denied, minus(asked, one.sure))
  const baseline = runTier('Baseline', policies.baseline, asked, direction, matches, destination, trace)
  const open = union(baseline.left, baseline.passed)
  if (open.length > 0) trace?.byDefault(open)
  accepted = union(accepted, union(baseline.accepted, open))
  denied = union(denied, baseline.denied)
  return verdict(accepted, denied)
}

function verdict(accepted: PortSet, denied: PortSet): Verdict {
  return { sure: minus(accepted, denied), maybe: accepted }
}

function rulesOf(applied: Applied<CompiledPolicy>, direction: Direction, asked: PortSet, matches: Matcher, destination: PodClass | null, trace?: Tracer): Verdict {
  let sure = noPorts
  let maybe = noPorts
  trace?.step('NetworkPolicy', applied, null, asked, noPorts, applied.certain)
  for (const rule of applied.policy.rules[direction] ?? []) {
    const matched = matches(rule)
    if (matched === 'no') continue
    const ports = intersect(portsAt(rule.ports, destination), asked)
    if (ports.length === 0) continue
    trace?.step('NetworkPolicy', applied, rule, ports, ports, applied.certain && matched === 'yes')
    maybe = union(maybe, ports)
    if (matched === 'yes') sure = union(sure, ports)
  }
  return { sure, maybe }
}

function runTier(tier: Tier, groups: TierGroups, asked: PortSet, direction: Direction, matches: Matcher, destination: PodClass | null, trace?: Tracer): Flow {
  return inAnyOrder(groups.map((byPriority) => {
    let flow: Flow = { left: asked, ...nothing }
    for (const group of byPriority) {
      if (flow.left.length === 0) break
      const runs = group.map((applied) => runPolicy(tier, applied, flow.left, direction, matches, destination, trace))
      const next = inAnyOrder(runs, flow.left)
      if (runs.length > 1 && next.accepted.length + next.denied.length + next.passed.length > 0) tell(group, runs, trace)
      flow = { left: next.left, accepted: union(flow.accepted, next.accepted), denied: union(flow.denied, next.denied), passed: union(flow.passed, next.passed) }
    }
    return flow
  }), asked)
}

/** Whichever comes first decides: a port is left over only where none decides it. */
function inAnyOrder(runs: readonly Flow[], asked: PortSet): Flow {
  const [only] = runs
  if (only === undefined) return { left: asked, ...nothing }
  return runs.length === 1 ? only : runs.reduce((a, b) => ({
    left: intersect(a.left, b.left), accepted: union(a.accepted, b.accepted), denied: union(a.denied, b.denied), passed: union(a.passed, b.passed),
  }))
}

function tell(group: PriorityGroup, runs: readonly Flow[], trace?: Tracer): void {
  const differ = (['accepted', 'denied', 'passed'] as const).some((a) => (['accepted', 'denied', 'passed'] as const).some((b) =>
    a !== b && runs.some((x, i) => runs.some((y, j) => i !== j && intersect(x[a], y[b]).length > 0))))
  if (differ) trace?.tie(group.map(({ policy }) => policy))
}

function runPolicy(tier: Tier, applied: Applied<TierPolicy>, asked: PortSet, direction: Direction, matches: Matcher, destination: PodClass | null, trace?: Tracer): Flow {
  const into = { accepted: noPorts, denied: noPorts, passed: noPorts }
  let left = asked
  for (const rule of applied.policy.rules[direction] ?? []) {
    const matched = matches(rule)
    if (matched === 'no') continue
    const all = portsAt(rule.ports, destination)
    const ports = intersect(all, left)
    if (all.length > 0) trace?.step(tier, applied, rule, all, ports, applied.certain && matched === 'yes')
    const key = rule.action === 'allow' ? 'accepted' : rule.action === 'deny' ? 'denied' : 'passed'
    into[key] = union(into[key], ports)
    if (matched === 'yes') left = minus(left, ports)
    if (left.length === 0) break
  }
  return { left: applied.certain ? left : asked, ...into }
}
