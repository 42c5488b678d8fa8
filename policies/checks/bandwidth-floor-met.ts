/**
 * Restricted fields: Link.bandwidthMbps, the areas of its two ends.
 * Allowed values: at least 10,000 Mbps to a city, 1,000 to a county, 100 to a township or village (万兆到市、千兆到县、百兆到乡村, the
 * floors of a province's plan for its extranet). The end lower in the tree decides. Links to single units have no floor there.
 */
import { estateCheck, type CheckContext } from '../check.ts'
import type { DocumentOf } from '../estate/document.ts'
import { areaKindOf, type AreaKind } from '../areas.ts'

/** Mbps by the kind of area that the link leads to. */
const floors: Readonly<Record<AreaKind, number>> = { Province: 10_000, City: 10_000, County: 1_000, Township: 100, Village: 100 }

export const bandwidthFloorMet = estateCheck({
  id: 'bandwidth-floor-met',
  severity: 'medium',
  title: { zh: '链路带宽达到下限', en: 'Links reach the bandwidth floor' },
  why: { zh: '带宽不到下限，业务高峰时基层就办不了事。', en: 'Below the floor, the lower levels of government stand still at peak hours.' },
  remedy: { zh: '扩容链路：到市 10000、到县 1000、到乡村 100 Mbps。', en: 'Widen the link: 10,000 Mbps to a city, 1,000 to a county, 100 to a township or village.' },
  snippet: 'kind: Link\nname: city-county\nfrom: core-city\nto: access-county\nbandwidthMbps: 1000\n',
  reasons: { 'below-floor': { zh: '带宽低于下限', en: 'the bandwidth is below the floor' } },
  target: { estate: 'Link' },
  applies: (link, context) => floorOf(link, context) !== null,
  *evaluate(link, context) {
    const floor = floorOf(link, context)
    if (floor !== null && link.bandwidthMbps < floor) yield { reason: 'below-floor', path: 'bandwidthMbps', found: `${link.bandwidthMbps} < ${floor} Mbps` }
  },
})

function floorOf(link: DocumentOf<'Link'>, context: CheckContext): number | null {
  const estate = context.requireEstate()
  const ends = [link.from, link.to].map((name) => estate.get('NetworkNode', name))
  if (ends.some((node) => node === undefined || node.role === 'unit')) return null
  const kinds = ends.flatMap((node) => areaKindOf(node?.area ?? '', estate) ?? [])
  return kinds.length < 2 ? null : Math.min(...kinds.map((kind) => floors[kind]))
}
