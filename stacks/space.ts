/**
 * What the estate says about one namespace, gathered once: the tier with its cluster, the class of its data, whether it keeps state.
 * Everything here is a function of the estate, never of the clock.
 */
import type { DocumentOf } from '../policies/estate/document.ts'
import type { Estate, PlacedTier } from '../policies/estate/estate.ts'
import { dataClasses } from '../policies/estate/schema/common.ts'
import type { Phase } from '../policies/estate/schema/system.ts'

export type DataClass = (typeof dataClasses)[number]

export interface Space extends PlacedTier {
  readonly cluster: DocumentOf<'Cluster'>
  /** Highest class among the data that the system keeps in this tier (data without a tier counts for every tier). */
  readonly dataClass: DataClass
  /** Holds something that cannot be made again: a StatefulSet, a volume, or data of class important and above. */
  readonly stateful: boolean
  /** Phase 停用: workloads stay declared with no replicas. */
  readonly suspended: boolean
  /** Tiers of the system that are built, this one included: they share the system's quota. */
  readonly tiersOfSystem: readonly PlacedTier[]
}

/** Phases in which a system has namespaces: not yet at 申请, no longer at 注销. */
const builtPhases: readonly Phase[] = ['building', 'trial', 'running', 'suspended']

export function isBuilt(placed: PlacedTier): boolean {
  return builtPhases.includes(placed.system.phase)
}

/** The tiers of a department in a cluster, by both names. */
export type Departments = ReadonlyMap<string, ReadonlyMap<string, readonly PlacedTier[]>>

/** Every tier, whatever its phase: a department whose systems are all retired keeps its stacks, so that an apply destroys. */
export function tiersByDepartment(estate: Estate): Departments {
  const clusters = new Map<string, Map<string, PlacedTier[]>>()
  for (const placed of estate.tiers) {
    const departments = clusters.get(placed.tier.cluster) ?? new Map<string, PlacedTier[]>()
    clusters.set(placed.tier.cluster, departments)
    const tiers = departments.get(placed.department.name)
    if (tiers === undefined) departments.set(placed.department.name, [placed])
    else tiers.push(placed)
  }
  return clusters
}

/** The spaces to build of some tiers. */
export function spacesOf(tiers: readonly PlacedTier[], cluster: DocumentOf<'Cluster'>, bySystem: ReadonlyMap<string, readonly PlacedTier[]>): Space[] {
  return tiers.filter(isBuilt).map((placed) => {
    const dataClass = dataClassOf(placed)
    const workloads = placed.tier.workloads ?? []
    return {
      ...placed, cluster, dataClass,
      stateful: dataClass !== 'general' || workloads.some((w) => w.type === 'StatefulSet' || (w.storage ?? []).length > 0),
      suspended: placed.system.phase === 'suspended',
      tiersOfSystem: bySystem.get(placed.system.name) ?? [placed],
    }
  })
}

function dataClassOf({ system, tier }: PlacedTier): DataClass {
  const here = (system.data ?? []).filter((item) => item.tier === undefined || item.tier === tier.name)
  return here.reduce<DataClass>((highest, item) => (dataClasses.indexOf(item.class) > dataClasses.indexOf(highest) ? item.class : highest), 'general')
}
