/** The matrix by zone, by system or by another group of ends: for each pair of groups the ports, how many pairs of workloads, and what of it nobody declared. */
import { minus, noPorts, union, type PortSet } from '../port-set.ts'
import type { End, Reachability } from '../reachability.ts'
import { namespaceOf } from './ends.ts'
import type { Expected } from './expected.ts'
import { needsFlow } from './deviations.ts'

export interface Cell {
  readonly from: string
  readonly to: string
  readonly ports: PortSet
  /** Pairs of ends with ports. */
  readonly pairs: number
  /** Ports that some pair of the cell has and no approved Flow (or baseline) opens; always empty without an estate. */
  readonly undeclared: PortSet
  readonly undeclaredPairs: number
  /** Ports of which it cannot be known. */
  readonly unknown: PortSet
  /** Approved Flows between the two groups, by name. */
  readonly flows: readonly string[]
}

type Filling = { -readonly [K in keyof Omit<Cell, 'flows'>]: Cell[K] } & { readonly flows: Set<string> }

/**
 * Cells in order of first appearance. Pairs of one namespace are left out: a tier is one thing; so are pairs without a workload of ours.
 * @param groupOf name of an end's group (ends.ts zoneOf, systemOf)
 * @param expected null without an estate: then nothing counts as undeclared
 */
export function groupMatrix(reach: Reachability, groupOf: (end: End) => string, expected: Expected | null): readonly Cell[] {
  const cells = new Map<string, Filling>()
  for (const { from, to, allow, unknown } of reach.connections()) {
    for (const a of from) {
      for (const b of to) {
        if (namespaceOf(a) === namespaceOf(b)) continue
        add(cellAt(cells, groupOf(a), groupOf(b)), a, b, allow, unknown, expected)
      }
    }
  }
  return [...cells.values()].map((cell) => ({ ...cell, flows: [...cell.flows].sort() }))
}

function cellAt(cells: Map<string, Filling>, from: string, to: string): Filling {
  const key = `${from}\u0000${to}`
  let cell = cells.get(key)
  if (cell === undefined) cells.set(key, (cell = { from, to, ports: noPorts, pairs: 0, undeclared: noPorts, undeclaredPairs: 0, unknown: noPorts, flows: new Set<string>() }))
  return cell
}

function add(cell: Filling, a: End, b: End, allow: PortSet, unknown: PortSet, expected: Expected | null): void {
  cell.unknown = union(cell.unknown, unknown)
  if (allow.length === 0) return
  cell.ports = union(cell.ports, allow)
  cell.pairs++
  if (expected === null) return
  for (const flow of expected.between(a, b)) if (flow.approved) cell.flows.add(flow.flow.name)
  if (!needsFlow(a, b)) return
  const extra = minus(allow, expected.ports(a, b))
  if (extra.length === 0) return
  cell.undeclared = union(cell.undeclared, extra)
  cell.undeclaredPairs++
}
