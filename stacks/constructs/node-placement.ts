/** Where pods of a space may run: its pool's labels and the toleration of its taint. */
import type { DocumentOf } from '../../policies/estate/document.ts'
import type { Text } from '../../policies/text.ts'
import type { Space } from '../space.ts'

type Pool = NonNullable<DocumentOf<'Cluster'>['pools']>[number]

export interface Placement {
  readonly nodeSelector: Readonly<Record<string, string>>
  readonly tolerations: readonly { readonly key: string; readonly operator: string; readonly value?: string; readonly effect: string }[]
}

/** Anywhere: no pool was asked for. */
export const anywhere: Placement = { nodeSelector: {}, tolerations: [] }

/**
 * The pool of a space: the tier's own; else one of 信创 nodes where the system requires them, and one reserved for level 4 where
 * the system is level 4 (GB/T 22239 9.2.2.1: its own pool); else anywhere but there, which the taint of those pools sees to.
 * @returns the placement, or what is missing from the cluster's pools
 */
export function placementOf(space: Space): { readonly placement: Placement } | { readonly missing: Text } {
  const pools = space.cluster.pools ?? []
  const { pool: wanted } = space.tier
  if (wanted !== undefined) {
    const pool = pools.find((p) => p.name === wanted)
    return pool === undefined
      ? { missing: { zh: `集群 ${space.cluster.name} 没有节点池 ${wanted}`, en: `cluster ${space.cluster.name} has no pool ${wanted}` } }
      : { placement: into(pool) }
  }
  const xinchuang = space.system.xinchuang?.state === 'required'
  const level4 = space.place.level === 4
  if (!xinchuang && !level4) return { placement: anywhere }
  const pool = pools.find((p) => (!xinchuang || p.xinchuang === true) && (p.level === 4) === level4)
  if (pool !== undefined) return { placement: into(pool) }
  const kind = { zh: [xinchuang ? '信创' : '', level4 ? '四级专用' : ''].filter((w) => w !== '').join('、'), en: [xinchuang ? 'xinchuang' : '', level4 ? 'level-4' : ''].filter((w) => w !== '').join(' ') }
  return { missing: { zh: `集群 ${space.cluster.name} 没有${kind.zh}节点池`, en: `cluster ${space.cluster.name} has no ${kind.en} pool` } }
}

function into({ labels, taint }: Pool): Placement {
  return {
    nodeSelector: labels,
    tolerations: taint === undefined ? [] : [{
      key: taint.key, operator: taint.value === undefined ? 'Exists' : 'Equal', ...(taint.value === undefined ? {} : { value: taint.value }), effect: taint.effect,
    }],
  }
}
