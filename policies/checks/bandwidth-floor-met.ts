/**
 * Restricted fields: Link.bandwidthMbps, the areas of its two ends.
 * Allowed values: at least 10,000 Mbps to a city, 1,000 to a county, 100 to a township or village (万兆到市、千兆到县、百兆到乡村, the
 * floors of a province's plan for its extranet). The end lower in the tree decides. Links to single units have no floor there.
 */
import { estateCheck } from '../check.ts'
import { bandwidthFloor } from '../network/bandwidth.ts'

export const bandwidthFloorMet = estateCheck({
  id: 'bandwidth-floor-met',
  severity: 'medium',
  title: { zh: '链路带宽达到下限', en: 'Links reach the bandwidth floor' },
  why: { zh: '带宽不到下限，业务高峰时基层就办不了事。', en: 'Below the floor, the lower levels of government stand still at peak hours.' },
  remedy: { zh: '扩容链路：到市 10000、到县 1000、到乡村 100 Mbps。', en: 'Widen the link: 10,000 Mbps to a city, 1,000 to a county, 100 to a township or village.' },
  snippet: 'kind: Link\nname: city-county\nfrom: core-city\nto: access-county\nbandwidthMbps: 1000\n',
  reasons: { 'below-floor': { zh: '带宽低于下限', en: 'the bandwidth is below the floor' } },
  target: { estate: 'Link' },
  applies: (link, context) => bandwidthFloor(link, context.requireEstate()) !== null,
  *evaluate(link, context) {
    const floor = bandwidthFloor(link, context.requireEstate())
    if (floor !== null && link.bandwidthMbps < floor) yield { reason: 'below-floor', path: 'bandwidthMbps', found: `${link.bandwidthMbps} < ${floor} Mbps` }
  },
})
