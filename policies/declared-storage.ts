/** Persistent volumes that a System declares, with the class the cluster declares for each and whether the data in that tier is sensitive. */
import type { CheckContext } from './check.ts'
import type { DocumentOf } from './estate/document.ts'

type System = DocumentOf<'System'>
type StorageClass = NonNullable<DocumentOf<'Cluster'>['storageClasses']>[number]

export interface DeclaredVolume {
  /** `tiers[db].workloads[db].storage[data]` */
  readonly path: string
  readonly className: string
  /** undefined: the cluster declares no class of that name. */
  readonly storageClass: StorageClass | undefined
  /** The tier holds important, core or personal data. */
  readonly sensitive: boolean
}

export function declaredVolumes(system: System, context: CheckContext): readonly DeclaredVolume[] {
  return system.tiers.flatMap((tier) => {
    const classes = context.requireEstate().get('Cluster', tier.cluster)?.storageClasses ?? []
    const sensitive = holdsSensitiveData(system, tier.name)
    return (tier.workloads ?? []).flatMap((workload) =>
      (workload.storage ?? []).map((volume) => ({
        path: `tiers[${tier.name}].workloads[${workload.name}].storage[${volume.name}]`,
        className: volume.class,
        storageClass: classes.find((c) => c.name === volume.class),
        sensitive,
      })),
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
