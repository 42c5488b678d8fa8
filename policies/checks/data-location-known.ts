/**
 * Restricted fields: System.data[].region, .tier; the regions of the clusters that hold the tiers.
 * Allowed values: every data item has a region (its own, else that of the clusters of its tiers), on Estate.regions; a region written
 * on an item is one where the system has a tier or a DR site. Due once the system holds data.
 */
import { estateCheck, type CheckContext } from '../check.ts'
import type { DocumentOf } from '../estate/document.ts'
import { operates } from '../system-phase.ts'

export const dataLocationKnown = estateCheck({
  id: 'data-location-known',
  severity: 'critical',
  title: { zh: '数据位置已知且允许', en: 'Data location is known and allowed' },
  why: { zh: '说不清数据在哪里，就答不了租户的查询，也保证不了不出境。', en: 'Who cannot say where data lies cannot answer the tenant, nor vouch that it stays in the country.' },
  remedy: { zh: '给数据项写 region（或 tier，由所在集群得出），取值在 Estate.regions 内。', en: 'Write region on the data item (or tier, whose cluster says it), from Estate.regions.' },
  snippet: 'data:\n  - { name: 参保登记, class: important, personal: true, tier: db, share: conditional, basis: 市人社局审批, region: cn-example-1 }\n',
  reasons: {
    unknown: { zh: '不知道数据存在哪里：没有写地域，系统也没有承载它的层', en: 'where the data lies is unknown: no region is written and no tier holds it' },
    'not-allowed': { zh: '数据所在地域不在允许清单内', en: 'the region of the data is not on the estate’s list' },
    contradicts: { zh: '写的地域与承载该数据的集群对不上', en: 'the written region is none of the clusters that hold the data' },
  },
  target: { estate: 'System' },
  applies: (system) => operates(system) && (system.data ?? []).length > 0,
  *evaluate(system, context) {
    const { regions } = context.requireEstate().root
    for (const item of system.data ?? []) {
      const path = `data[${item.name}].region`
      const held = heldIn(system, item.tier, context)
      const claimed = item.region === undefined ? held : [item.region]
      if (claimed.length === 0) yield { reason: 'unknown', path }
      for (const region of claimed.filter((r) => !regions.includes(r))) yield { reason: 'not-allowed', path, found: `${region} (${regions.join(', ')})` }
      if (item.region !== undefined && held.length > 0 && !held.includes(item.region)) yield { reason: 'contradicts', path, found: `${item.region} ≠ ${held.join(', ')}` }
    }
  },
})

/** Regions of the clusters that hold a tier (all tiers where the item names none) or a copy of the system. */
function heldIn(system: DocumentOf<'System'>, tier: string | undefined, context: CheckContext): readonly string[] {
  const tiers = system.tiers.filter((t) => tier === undefined || t.name === tier)
  const clusters = [...tiers.map((t) => t.cluster), ...(tiers.length === 0 ? [] : (system.dr?.sites ?? []).map((s) => s.cluster))]
  return [...new Set(clusters.flatMap((name) => context.requireEstate().get('Cluster', name)?.region ?? []))]
}
