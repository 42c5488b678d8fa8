/**
 * Restricted fields: Cluster.backup.
 * Allowed values: a schedule that runs (five cron fields or a macro) and a named site. Not applicable to test clusters.
 */
import { estateCheck } from '../check.ts'
import { longestGapMinutes } from '../cron.ts'

export const platformBackupScheduled = estateCheck({
  id: 'platform-backup-scheduled',
  severity: 'high',
  title: { zh: '平台有备份计划', en: 'The platform is backed up on schedule' },
  why: { zh: '集群状态没有备份，控制面一坏，所有系统一起重建。', en: 'Without a backup of the cluster’s state every system is rebuilt from nothing when the control plane is lost.' },
  remedy: { zh: '给集群安排定期备份，写入 backup（计划、地点、保存天数）。', en: 'Schedule backups of the cluster and enter them in backup (schedule, site, days kept).' },
  snippet: 'backup: { schedule: "0 1 * * *", site: 示例市备份中心, retentionDays: 30 }\n',
  reasons: {
    missing: { zh: '没有登记备份', en: 'no backup is declared' },
    'bad-schedule': { zh: '备份计划不是能执行的 cron 表达式', en: 'the schedule is no cron expression that runs' },
    'no-site': { zh: '没有写明备份存放地点', en: 'where backups are kept is not stated' },
  },
  target: { estate: 'Cluster' },
  applies: (cluster) => cluster.trust !== 'test',
  *evaluate(cluster) {
    if (cluster.backup === undefined) {
      yield { reason: 'missing', path: 'backup' }
      return
    }
    if (longestGapMinutes(cluster.backup.schedule) === null) yield { reason: 'bad-schedule', path: 'backup.schedule', found: cluster.backup.schedule }
    if (cluster.backup.site.trim() === '') yield { reason: 'no-site', path: 'backup.site' }
  },
})
