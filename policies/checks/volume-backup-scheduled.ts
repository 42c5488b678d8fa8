/**
 * Restricted fields: System.dr.backup.
 * Allowed values: a schedule that runs (five cron fields or a macro) and a named site, for systems that hold important or core data or
 * declare persistent volumes. Due from the trial run on.
 */
import { estateCheck } from '../check.ts'
import { longestGapMinutes } from '../cron.ts'
import { declaredVolumes, holdsImportantData } from '../declared-storage.ts'
import { inProduction } from '../system-phase.ts'

export const volumeBackupScheduled = estateCheck({
  id: 'volume-backup-scheduled',
  severity: 'high',
  title: { zh: '重要数据有备份计划', en: 'Backups are scheduled' },
  why: { zh: '没有备份，误删、损坏或勒索之后数据就回不来。', en: 'Without a backup, data deleted, damaged or held to ransom is gone.' },
  remedy: { zh: '在 dr.backup 写明计划、保存天数和地点。', en: 'State schedule, days kept and site in dr.backup.' },
  snippet: 'dr:\n  topology: none\n  sites: [{ cluster: city, role: primary }]\n  backup: { schedule: "0 2 * * *", retentionDays: 30, site: 示例市备份中心 }\n',
  reasons: {
    missing: { zh: '没有登记备份计划', en: 'no backup is declared' },
    'bad-schedule': { zh: '备份计划不是能执行的 cron 表达式', en: 'the schedule is no cron expression that runs' },
    'no-site': { zh: '没有写明备份存放地点', en: 'where backups are kept is not stated' },
  },
  target: { estate: 'System' },
  applies: (system, context) => inProduction(system) && (holdsImportantData(system) || declaredVolumes(system, context).length > 0),
  *evaluate(system) {
    const backup = system.dr?.backup
    if (backup === undefined) {
      yield { reason: 'missing', path: 'dr.backup' }
      return
    }
    if (longestGapMinutes(backup.schedule) === null) yield { reason: 'bad-schedule', path: 'dr.backup.schedule', found: backup.schedule }
    if (backup.site.trim() === '') yield { reason: 'no-site', path: 'dr.backup.site' }
  },
})
