/**
 * Restricted fields: GradingObject.assessments.
 * Allowed values: the latest one that has taken place is younger than the interval of its level, was made by an Organisation of type
 * assessor with a recommendation number, and did not end in 差. Due for platforms, the network, and systems past their trial run.
 */
import { estateCheck, type CheckContext } from '../check.ts'
import type { DocumentOf } from '../estate/document.ts'
import { handedOver } from '../system-phase.ts'
import { ageInDays } from '../today.ts'

export const assessmentCurrent = estateCheck({
  id: 'assessment-current',
  severity: 'high',
  title: { zh: '等级测评在有效期内', en: 'The level assessment is current' },
  why: { zh: '等级测评须按等级定期做，由有资格的机构做；过期的结论说明不了现在。', en: 'Assessments are due at an interval by a qualified body; an old conclusion says nothing of today.' },
  remedy: { zh: '委托有推荐证书的测评机构重新测评，把结果写入 assessments；结论为差的先整改。', en: 'Have a recommended body assess again and enter it in assessments; mend first where the conclusion is poor.' },
  snippet: 'assessments:\n  - { date: 2026-03-20, body: assess-co, report: 示例-2026-001, conclusion: 良, score: 86 }\n',
  reasons: {
    missing: { zh: '没有登记等级测评', en: 'no assessment is registered' },
    overdue: { zh: '最近一次等级测评超过了间隔', en: 'the latest assessment is older than the interval' },
    'not-an-assessor': { zh: '测评单位不是登记了推荐证书编号的测评机构', en: 'the body is no assessor with a recommendation number' },
    poor: { zh: '最近一次测评结论为差', en: 'the latest assessment ended in 差 (poor)' },
  },
  parameters: ['assessment-interval-days'],
  target: { estate: 'GradingObject' },
  applies: isDue,
  *evaluate(object, context) {
    const done = (object.assessments ?? []).filter((a) => ageInDays(a.date, context) >= 0)
    const latest = done.reduce<(typeof done)[number] | undefined>((best, a) => (best === undefined || a.date > best.date ? a : best), undefined)
    if (latest === undefined) {
      yield { reason: 'missing', path: 'assessments' }
      return
    }
    const path = `assessments[${latest.report}]`
    const interval = context.parameter('assessment-interval-days')
    if (ageInDays(latest.date, context) > interval) yield { reason: 'overdue', path: `${path}.date`, found: `${latest.date} (> ${interval} d)` }
    const body = context.requireEstate().get('Organisation', latest.body)
    if (body?.type !== 'assessor' || (body.recommendation ?? '') === '') yield { reason: 'not-an-assessor', path: `${path}.body`, found: latest.body }
    if (latest.conclusion === '差') yield { reason: 'poor', path: `${path}.conclusion` }
  },
})

function isDue(object: DocumentOf<'GradingObject'>, context: CheckContext): boolean {
  const { systems, platforms, network } = object.members
  if (network === true || (platforms ?? []).length > 0) return true
  return (systems ?? []).some((name) => {
    const system = context.requireEstate().get('System', name)
    return system !== undefined && handedOver(system)
  })
}
