/**
 * Restricted fields: System.dr.lastRestoreTest.
 * Allowed values: a day within the interval, for systems that hold important or core data or declare persistent volumes. The first test
 * is due one interval after the handover.
 */
import { estateCheck } from '../check.ts'
import { declaredVolumes, holdsImportantData } from '../declared-storage.ts'
import { handedOver } from '../system-phase.ts'
import { ageInDays, isRecent } from '../today.ts'

export const restoreTestRecent = estateCheck({
  id: 'restore-test-recent',
  severity: 'high',
  title: { zh: '恢复测试按期通过', en: 'Restore tests are recent' },
  why: { zh: '没有恢复过的备份，不知道能不能恢复。', en: 'A backup that was never restored may not restore.' },
  remedy: { zh: '做一次恢复测试，把日期写入 dr.lastRestoreTest。', en: 'Restore once for a test and enter the date in dr.lastRestoreTest.' },
  snippet: 'dr: { topology: none, sites: [{ cluster: city, role: primary }], lastRestoreTest: 2026-03-10 }\n',
  reasons: {
    never: { zh: '交接已超过一个间隔，没有登记过恢复测试', en: 'handed over more than an interval ago, and no restore test is registered' },
    overdue: { zh: '最近一次恢复测试超过了间隔', en: 'the last restore test is older than the interval' },
  },
  parameters: ['restore-test-interval-days'],
  target: { estate: 'System' },
  applies: (system, context) =>
    handedOver(system) &&
    (holdsImportantData(system) || declaredVolumes(system, context).length > 0) &&
    (system.dr?.lastRestoreTest !== undefined || ageInDays(system.phaseSince, context) > context.parameter('restore-test-interval-days')),
  *evaluate(system, context) {
    const last = system.dr?.lastRestoreTest
    const interval = context.parameter('restore-test-interval-days')
    if (last === undefined) yield { reason: 'never', path: 'dr.lastRestoreTest' }
    else if (!isRecent(last, interval, context)) yield { reason: 'overdue', path: 'dr.lastRestoreTest', found: `${last} (${interval} d)` }
  },
})
