/**
 * Restricted fields: System.emergencyPlan.
 * Allowed values: a named document, reviewed within the interval. Due from the trial run on.
 */
import { estateCheck } from '../check.ts'
import { inProduction } from '../system-phase.ts'
import { isRecent } from '../today.ts'

export const emergencyPlanCurrent = estateCheck({
  id: 'emergency-plan-current',
  severity: 'medium',
  title: { zh: '应急预案在有效期内', en: 'The emergency plan is current' },
  why: { zh: '没有预案或预案久未评审，出事时没有人知道按什么处置。', en: 'With no plan, or one that nobody has reviewed, nobody knows what to do on the day.' },
  remedy: { zh: '编写或评审应急预案，把文档名和评审日期写入 emergencyPlan。', en: 'Write or review the plan; enter its document and review date in emergencyPlan.' },
  snippet: 'emergencyPlan: { reviewed: 2026-02-01, document: 应急预案 2026 版 }\n',
  reasons: {
    missing: { zh: '没有登记应急预案', en: 'no emergency plan is registered' },
    'no-document': { zh: '没有写明预案文档', en: 'the plan’s document is not named' },
    overdue: { zh: '预案没有在间隔内评审过', en: 'the plan was not reviewed within the interval' },
  },
  parameters: ['emergency-plan-review-days'],
  target: { estate: 'System' },
  applies: inProduction,
  *evaluate(system, context) {
    const plan = system.emergencyPlan
    if (plan === undefined) {
      yield { reason: 'missing', path: 'emergencyPlan' }
      return
    }
    const interval = context.parameter('emergency-plan-review-days')
    if (plan.document.trim() === '') yield { reason: 'no-document', path: 'emergencyPlan.document' }
    if (!isRecent(plan.reviewed, interval, context)) yield { reason: 'overdue', path: 'emergencyPlan.reviewed', found: `${plan.reviewed} (${interval} d)` }
  },
})
