/**
 * What a change of manifests changes for the network: per pair, ports newly allowed and newly blocked. Addresses of both sides are cut to
 * common classes first, so that a new ipBlock alone is no difference.
 */
import { overlaps, type AddressRange } from '../cidr.ts'
import { minus, type PortSet } from '../port-set.ts'
import { externalOf } from '../reach/externals.ts'
import type { End, External, Reachability } from '../reachability.ts'
import { needsFlow } from './deviations.ts'
import type { DeclaredFlow, Expected } from './expected.ts'

export interface PairChange {
  /** Ids; the ends themselves are those of NEW, or of OLD where NEW has them no more. */
  readonly from: End
  readonly to: End
  readonly added: PortSet
  readonly removed: PortSet
  /** True where one end is a workload that the other side does not have. */
  readonly newWorkload: boolean
  readonly goneWorkload: boolean
  /** What of `added` no approved Flow opens; null where nobody asked (no estate, or a pair that needs no Flow). */
  readonly undeclared: PortSet | null
  /** Approved Flows of the pair that OLD did not implement: declared in the same change. */
  readonly newFlows: readonly DeclaredFlow[]
}

export interface ReachDiff {
  readonly changes: readonly PairChange[]
  /** Pairs that are unknown in NEW and were not in OLD. */
  readonly newlyUnknown: readonly { readonly from: string; readonly to: string }[]
  readonly complete: boolean
}

/**
 * @param expected null without an estate: then every newly allowed pair is undeclared
 * @param flowsInOld names of the Flows whose policies OLD holds
 */
export function diffReach(before: Reachability, after: Reachability, expected: Expected | null, flowsInOld: ReadonlySet<string>): ReachDiff {
  const [old, now] = [rowsOf(before, after), rowsOf(after, before)]
  const changes: PairChange[] = []
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const [a, b] = [old.get(key), now.get(key)]
    const pair = b ?? a
    if (pair === undefined) continue
    const was = a?.allow ?? []
    const is = b?.allow ?? []
    const added = minus(is, was)
    const removed = minus(was, is)
    if (added.length === 0 && removed.length === 0) continue
    const { from, to } = pair
    const flows = expected?.between(from, to).filter((f) => f.approved) ?? []
    changes.push({
      from, to, added, removed, newWorkload: isMissing(from, before) || isMissing(to, before), goneWorkload: isMissing(from, after) || isMissing(to, after),
      undeclared: added.length === 0 ? null : expected === null ? added : needsFlow(from, to) ? minus(added, expected.ports(from, to)) : null,
      newFlows: flows.filter((f) => !flowsInOld.has(f.flow.name)),
    })
  }
  const oldUnknown = new Set([...before.unknown()].map((pair) => `${pair.from.id}\u0000${pair.to.id}`))
  const newlyUnknown = [...after.unknown()].filter((pair) => !oldUnknown.has(`${pair.from.id}\u0000${pair.to.id}`)).map((pair) => ({ from: pair.from.id, to: pair.to.id }))
  return { changes, newlyUnknown, complete: before.complete && after.complete }
}

/** Pairs that NEW allows and no approved Flow declares: what makes `--diff` end with 1. */
export const undeclaredChanges = (diff: ReachDiff): readonly PairChange[] => diff.changes.filter((change) => change.undeclared !== null && change.undeclared.length > 0)

interface Row {
  readonly from: End
  readonly to: End
  readonly allow: PortSet
}

/** Pairs by their ids, addresses cut at the boundaries of both sides. */
function rowsOf(reach: Reachability, other: Reachability): ReadonlyMap<string, Row> {
  const rows = new Map<string, Row>()
  const parts = new Map<External, readonly External[]>()
  const cut = (end: End): readonly End[] => {
    if (end.type === 'workload') return [end]
    let known = parts.get(end)
    if (known === undefined) parts.set(end, (known = other.externals.flatMap((one) => common(end, one))))
    return known
  }
  for (const { from, to, allow } of reach.connections()) {
    if (allow.length === 0) continue
    for (const a of from.flatMap(cut)) for (const b of to.flatMap(cut)) rows.set(`${a.id}\u0000${b.id}`, { from: a, to: b, allow })
  }
  return rows
}

function common(a: External, b: External): readonly External[] {
  const ranges = a.ranges.flatMap((x) => b.ranges.flatMap((y): readonly AddressRange[] =>
    (overlaps(x, y) ? [{ family: x.family, from: x.from > y.from ? x.from : y.from, to: x.to < y.to ? x.to : y.to }] : [])))
  return ranges.length === 0 ? [] : [externalOf(ranges)]
}

const isMissing = (end: End, reach: Reachability): boolean => end.type === 'workload' && reach.workload(end.id) === undefined
