/** Bandwidth floors of the extranet by where a link leads (万兆到市、千兆到县、百兆到乡村, a province's plan for its extranet). */
import { areaKindOf, type AreaKind } from '../areas.ts'
import type { DocumentOf } from '../estate/document.ts'
import type { Estate } from '../estate/estate.ts'

/** Mbps by the kind of area that the link leads to. */
const floors: Readonly<Record<AreaKind, number>> = { Province: 10_000, City: 10_000, County: 1_000, Township: 100, Village: 100 }

/**
 * Floor of a link in Mbps: the end lower in the administrative tree decides.
 * @returns null for links to single units, and where an end or its area is not declared
 */
export function bandwidthFloor(link: DocumentOf<'Link'>, estate: Estate): number | null {
  const ends = [link.from, link.to].map((name) => estate.get('NetworkNode', name))
  if (ends.some((node) => node === undefined || node.role === 'unit')) return null
  const kinds = ends.flatMap((node) => areaKindOf(node?.area ?? '', estate) ?? [])
  return kinds.length < 2 ? null : Math.min(...kinds.map((kind) => floors[kind]))
}
