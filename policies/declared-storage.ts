/** Persistent volumes that a System declares, with the class the cluster declares for each and whether the data in that tier is sensitive. */
import type { CheckContext } from './check.ts'
import type { DocumentOf } from './estate/document.ts'

type System = DocumentOf<'System'>
type StorageClass = NonNullable<DocumentOf<'Cluster'>['storageClasses']>[number]

export interface DeclaredVolume {
  /** `tiers[db].workloads[db].storage[data]` */
  readonly path: string
  readonly className: string
  readonly storageClass: StorageClass
  /** The tier holds important, core or personal data. */
  readonly sensitive: boolean
}

/** Volumes whose class the cluster does not declare are no volumes here: the loader refuses such an estate (rules/workloads.ts). */
export function declaredVolumes(system: System, context: CheckContext): readonly DeclaredVolume[] {
  return system.tiers.flatMap((tier) => {
    const classes = context.requireEstate().get('Cluster', tier.cluster)?.storageClasses ?? []
    const sensitive = holdsSensitiveData(system, tier.name)
    return (tier.workloads ?? []).flatMap((workload) =>
      (workload.storage ?? []).flatMap((volume) => {
        const storageClass = classes.find((c) => c.name === volume.class)
        return storageClass === undefined ? [] : [{ path: `tiers[${tier.name}].workloads[${workload.name}].storage[${volume.name}]`, className: volume.class, storageClass, sensitive }]
      }),
    )
  })
}

/** Items without a tier lie in every tier. */
function holdsSensitiveData(system: System, tier: string): boolean {
  return (system.data ?? []).some((item) => (item.tier === undefined || item.tier === tier) && (item.class !== 'general' || item.personal))
}

/** Important or core data: what clauses on backup and off-site copies call important. */
export function holdsImportantData(system: System): boolean {
  return (system.data ?? []).some((item) => item.class !== 'general')
}
