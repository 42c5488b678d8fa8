/**
 * Restricted fields: the counties', townships' and villages' NetworkNodes (area, connected) and the Links between nodes.
 * Allowed values: the county and each township and village of it has a node that is connected and joined by links to a core.
 * Not applicable to an estate without a core node: it does not declare the extranet.
 */
import { estateCheck } from '../check.ts'
import { coveredAreas } from '../network/access-tree.ts'
import { todayOf } from '../today.ts'

export const accessCoversAreas = estateCheck({
  id: 'access-covers-areas',
  severity: 'medium',
  title: { zh: '政务外网覆盖到县、乡、村', en: 'The extranet covers counties, townships and villages' },
  why: { zh: '没有接入政务外网的乡村，群众办事只能跑到县里。', en: 'Where a township or village is not on the extranet, people must travel to the county to be served.' },
  remedy: { zh: '为该地建 NetworkNode（写 connected）并有链路通到核心。', en: 'Build a NetworkNode there (with connected) and links that lead to a core.' },
  snippet: 'kind: NetworkNode\nname: access-town\narea: example-town\nrole: access\nsite: 示例镇机房\nconnected: 2025-05-10\ndualStack: true\n',
  reasons: {
    'county-missing': { zh: '县没有接入', en: 'the county is not connected' },
    'township-missing': { zh: '乡镇（街道）没有接入', en: 'a township is not connected' },
    'village-missing': { zh: '村（社区）没有接入', en: 'a village is not connected' },
  },
  target: { estate: 'County' },
  applies: (_county, context) => context.requireEstate().of('NetworkNode').some((node) => node.role === 'core'),
  *evaluate(county, context) {
    const estate = context.requireEstate()
    const covered = coveredAreas(estate, todayOf(context))
    if (!covered.has(county.name)) yield { reason: 'county-missing', found: county.name }
    for (const town of estate.of('Township')) {
      if (town.county !== county.name) continue
      if (!covered.has(town.name)) yield { reason: 'township-missing', path: `township[${town.name}]`, found: town.name }
      for (const village of estate.of('Village')) {
        if (village.township === town.name && !covered.has(village.name)) yield { reason: 'village-missing', path: `village[${village.name}]`, found: village.name }
      }
    }
  },
})
