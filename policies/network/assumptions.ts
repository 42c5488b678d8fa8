/** What reachability is told beyond the objects: the Cluster document, and what the caller states over it. */
import type { Estate } from '../estate/estate.ts'
import { nothingAssumed, type Assumptions } from './reachability.ts'

/** Words of `--assume`. */
export const assumeWords = ['ipblock-selects-pods', 'ipblock-excludes-pods'] as const
export type AssumeWord = (typeof assumeWords)[number]

/** @param word over what the Cluster document says */
export function assumptionsOf(estate: Estate | null, cluster: string, word?: AssumeWord): Assumptions {
  const document = estate?.get('Cluster', cluster)
  const stated = word === undefined ? (document?.networkPlugin.ipBlockSelectsPods ?? null) : word === 'ipblock-selects-pods'
  return { ...nothingAssumed, ipBlockSelectsPods: stated, podCidrs: document?.podCidrs ?? [], nodeCidrs: document?.nodeCidrs ?? [] }
}
