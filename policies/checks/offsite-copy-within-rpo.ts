/**
 * Restricted fields: System.dr.sites, backup, rpoMinutes of systems that hold important or core data.
 * Allowed values: a copy at another place: a site on a cluster in another city, or (level 2) a backup at a site that is none of the
 * system's own machine rooms; the recovery point is declared, and where the copy is made by backup alone it runs at least that often.
 * From level 3 on the copy is kept by a second cluster (clause: in real time). The measured lag is read live.
 */
import { estateCheck, type CheckContext } from '../check.ts'
import { longestGapMinutes } from '../cron.ts'
import { holdsImportantData } from '../declared-storage.ts'
import type { DocumentOf } from '../estate/document.ts'
import { inProduction } from '../system-phase.ts'

export const offsiteCopyWithinRpo = estateCheck({
  id: 'offsite-copy-within-rpo',
  severity: 'high',
  title: { zh: '异地副本满足恢复点目标', en: 'The off-site copy meets its recovery point' },
  why: { zh: '副本与原件同在一处，火灾、断电或勒索一起没；副本太旧，丢的就太多。', en: 'A copy in the same place is lost with the original; a copy too old loses too much.' },
  remedy: { zh: '在另一城市的集群设灾备站点（二级可用异地定时备份），写明 rpoMinutes，备份间隔不大于它。', en: 'Keep a site on a cluster in another city (at level 2 an off-site backup will do), declare rpoMinutes, and back up at least that often.' },
  snippet: 'dr:\n  topology: remote-backup\n  sites: [{ cluster: city, role: primary }, { cluster: remote, role: backup }]\n  backup: { schedule: "0 */4 * * *", retentionDays: 30, site: 异地灾备中心 }\n  rpoMinutes: 15\n',
  reasons: {
    'no-copy': { zh: '重要数据没有异地副本', en: 'important data has no off-site copy' },
    'same-site': { zh: '备份地点就是系统所在的机房', en: 'the backup is kept in the system’s own machine room' },
    'batch-only': { zh: '三级及以上须有实时的异地副本，只有定时备份不够', en: 'from level 3 on the off-site copy is kept in real time: a scheduled backup alone is not enough' },
    'no-target': { zh: '没有写明恢复点目标 rpoMinutes', en: 'the recovery point (rpoMinutes) is not declared' },
    'too-seldom': { zh: '备份间隔大于恢复点目标', en: 'backups run less often than the recovery point asks for' },
  },
  target: { estate: 'System' },
  applies: (system) => inProduction(system) && holdsImportantData(system),
  *evaluate(system, context) {
    const { dr } = system
    const backup = dr?.backup
    const replicated = hasRemoteCluster(system, context)
    if (!replicated && backup === undefined) yield { reason: 'no-copy', path: 'dr' }
    else if (!replicated && backup !== undefined && roomsOf(system, context).includes(backup.site.trim())) yield { reason: 'same-site', path: 'dr.backup.site', found: backup.site }
    else if (!replicated && context.level >= 3) yield { reason: 'batch-only', path: 'dr.sites' }
    const gap = backup === undefined ? null : longestGapMinutes(backup.schedule)
    if (dr?.rpoMinutes === undefined) yield { reason: 'no-target', path: 'dr.rpoMinutes' }
    else if (!replicated && gap !== null && gap > dr.rpoMinutes) yield { reason: 'too-seldom', path: 'dr.backup.schedule', found: `${backup?.schedule ?? ''}: ${gap} min > ${dr.rpoMinutes} min` }
  },
})

type System = DocumentOf<'System'>

/** True where a site of the system lies in another city than a cluster that serves it. */
function hasRemoteCluster(system: System, context: CheckContext): boolean {
  const cityOf = (cluster: string): string | undefined => context.requireEstate().get('Cluster', cluster)?.city
  const home = new Set(system.tiers.map((tier) => cityOf(tier.cluster)))
  return (system.dr?.sites ?? []).some((site) => home.size > 0 && !home.has(cityOf(site.cluster))) || home.size > 1
}

/** Machine rooms of the system's clusters: the core nodes of their cities say where these stand. */
function roomsOf(system: System, context: CheckContext): readonly string[] {
  const estate = context.requireEstate()
  const cities = new Set(system.tiers.map((tier) => estate.get('Cluster', tier.cluster)?.city))
  return estate.of('NetworkNode').filter((node) => node.role === 'core' && cities.has(node.area)).map((node) => node.site)
}
