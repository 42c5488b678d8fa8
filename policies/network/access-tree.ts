/** The access tree of the extranet: which counties, townships and villages have a node, and which nodes a chain of links joins to a core. */
import type { DocumentOf } from '../estate/document.ts'
import type { Estate } from '../estate/estate.ts'

type Node = DocumentOf<'NetworkNode'>

export const coverageKinds = ['City', 'County', 'Township', 'Village'] as const
export type CoverageKind = (typeof coverageKinds)[number]

export interface Coverage {
  readonly kind: CoverageKind
  /** Areas declared. */
  readonly areas: number
  /** Areas with a node that is connected on the day and joined to a core: counted, so that ratios are never averaged. */
  readonly connected: number
  /** Names of the others, in document order. */
  readonly missing: readonly string[]
}

/**
 * Nodes that a chain of links joins to a core node; empty where the estate declares no core.
 * Linear in nodes and links (4,162 nodes of a province).
 */
export function joinedNodes(estate: Estate): ReadonlySet<string> {
  const known = joined.get(estate)
  if (known !== undefined) return known
  const neighbours = new Map<string, string[]>()
  for (const { from, to } of estate.of('Link')) {
    for (const [a, b] of [[from, to], [to, from]] as const) {
      const list = neighbours.get(a)
      if (list === undefined) neighbours.set(a, [b])
      else list.push(b)
    }
  }
  const seen = new Set(estate.of('NetworkNode').filter((node) => node.role === 'core').map((node) => node.name))
  const open = [...seen]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const next of neighbours.get(name) ?? []) {
      if (seen.has(next)) continue
      seen.add(next)
      open.push(next)
    }
  }
  joined.set(estate, seen)
  return seen
}

const joined = new WeakMap<Estate, ReadonlySet<string>>()

/** True where the node is connected by the end of the day (YYYY-MM-DD in the estate's zone). */
export function isConnected(node: Node, day: string): boolean {
  return node.connected !== undefined && node.connected <= day
}

/** Areas that have a node of any role, connected on the day and joined to a core. */
export function coveredAreas(estate: Estate, day: string): ReadonlySet<string> {
  const reached = joinedNodes(estate)
  return new Set(estate.of('NetworkNode').filter((node) => isConnected(node, day) && reached.has(node.name)).map((node) => node.area))
}

/** Coverage by level of the administrative tree; kinds of which none is declared are left out. */
export function accessCoverage(estate: Estate, day: string): readonly Coverage[] {
  const covered = coveredAreas(estate, day)
  return coverageKinds.flatMap((kind) => {
    const names = estate.of(kind).map((area) => area.name)
    const missing = names.filter((name) => !covered.has(name))
    return names.length === 0 ? [] : [{ kind, areas: names.length, connected: names.length - missing.length, missing }]
  })
}
