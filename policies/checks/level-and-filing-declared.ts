/**
 * Restricted fields: GradingObject.level, businessLevel, serviceLevel, review, approvedBy, filing.
 * Allowed values: expert review, approving person and filing (number, organ, date not in the future) are there, and the level is the
 * higher of the two parts where they are given. Due once a member is a platform, the network, or a system from its trial run on.
 */
import { estateCheck, type CheckContext } from '../check.ts'
import type { DocumentOf } from '../estate/document.ts'
import { operates } from '../system-phase.ts'
import { todayOf } from '../today.ts'

export const levelAndFilingDeclared = estateCheck({
  id: 'level-and-filing-declared',
  severity: 'medium',
  title: { zh: '定级与备案已登记', en: 'Level and filing are declared' },
  why: { zh: '等级要有论证、批准和备案才作数，否则按哪一级保护只是自己说了算。', en: 'A level counts once it is reviewed, approved and filed; before that it is only a claim.' },
  remedy: { zh: '在定级对象里补上专家评审 review、批准人 approvedBy 和备案 filing；等级取业务信息与系统服务两者中较高的。', en: 'Add review, approvedBy and filing to the grading object; the level is the higher of businessLevel and serviceLevel.' },
  snippet:
    'level: 3\nreview: { date: 2025-02-10, experts: [专家一, 专家二, 专家三] }\napprovedBy: zhang\nfiling: { number: "99010000000-25001", organ: 示例市公安局, date: 2025-03-01 }\n',
  reasons: {
    'no-review': { zh: '没有登记专家评审', en: 'no expert review is registered' },
    'no-approval': { zh: '没有登记批准人', en: 'no approving person is registered' },
    'no-filing': { zh: '没有登记备案', en: 'no filing is registered' },
    'date-ahead': { zh: '日期在今天之后，还没有发生', en: 'the date lies ahead: it has not happened yet' },
    'below-parts': { zh: '等级低于业务信息或系统服务的等级', en: 'the level is below that of business information or system service' },
  },
  target: { estate: 'GradingObject' },
  applies: isDue,
  *evaluate(object, context) {
    const today = todayOf(context)
    if (object.review === undefined) yield { reason: 'no-review', path: 'review' }
    else if (object.review.date > today) yield { reason: 'date-ahead', path: 'review.date', found: object.review.date }
    if (object.approvedBy === undefined) yield { reason: 'no-approval', path: 'approvedBy' }
    if (object.filing === undefined) yield { reason: 'no-filing', path: 'filing' }
    else if (object.filing.date > today) yield { reason: 'date-ahead', path: 'filing.date', found: object.filing.date }
    const part = Math.max(object.businessLevel ?? 0, object.serviceLevel ?? 0)
    if (object.level < part) yield { reason: 'below-parts', path: 'level', found: `${object.level} < ${part}` }
  },
})

function isDue(object: DocumentOf<'GradingObject'>, context: CheckContext): boolean {
  const { systems, platforms, network } = object.members
  if (network === true || (platforms ?? []).length > 0) return true
  return (systems ?? []).some((name) => {
    const system = context.requireEstate().get('System', name)
    return system !== undefined && operates(system)
  })
}
