/**
 * Restricted fields: System.dr.lastDrill; Records of type drill in force for the system, its grading object, its owner or the estate.
 * Allowed values: a drill within the interval. The first is due one interval after the system was handed over.
 */
import { estateCheck } from '../check.ts'
import { recordsFor } from '../records.ts'
import { handedOver } from '../system-phase.ts'
import { ageInDays, isRecent } from '../today.ts'

export const emergencyDrillRecent = estateCheck({
  id: 'emergency-drill-recent',
  severity: 'medium',
  title: { zh: '应急演练按期开展', en: 'Emergency drills are recent' },
  why: { zh: '没有演练过的预案只是纸面上的。', en: 'A plan that was never rehearsed exists on paper only.' },
  remedy: { zh: '组织一次演练，把日期写入 dr.lastDrill，或登记一条 type: drill 的 Record。', en: 'Hold a drill; enter its date in dr.lastDrill or register a Record of type drill.' },
  snippet: 'dr: { topology: none, sites: [{ cluster: city, role: primary }], lastDrill: 2026-03-10 }\n',
  reasons: {
    never: { zh: '交接已超过一个演练间隔，没有登记过演练', en: 'handed over more than an interval ago, and no drill is registered' },
    overdue: { zh: '最近一次演练超过了间隔', en: 'the last drill is older than the interval' },
  },
  parameters: ['emergency-drill-interval-days'],
  target: { estate: 'System' },
  applies: (system, context) => handedOver(system) && (system.dr?.lastDrill !== undefined || recordsFor(system, ['drill'], context).length > 0 || ageInDays(system.phaseSince, context) > context.parameter('emergency-drill-interval-days')),
  *evaluate(system, context) {
    const interval = context.parameter('emergency-drill-interval-days')
    const dates = [...(system.dr?.lastDrill === undefined ? [] : [system.dr.lastDrill]), ...recordsFor(system, ['drill'], context).map((r) => r.issued)].sort()
    const last = dates.at(-1)
    if (last === undefined) yield { reason: 'never', path: 'dr.lastDrill' }
    else if (!dates.some((date) => isRecent(date, interval, context))) yield { reason: 'overdue', path: 'dr.lastDrill', found: `${last} (${interval} d)` }
  },
})
