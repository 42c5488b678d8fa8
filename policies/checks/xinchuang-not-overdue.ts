/**
 * Restricted fields: System.xinchuang.state, until.
 * Allowed values: required; or adapting or exempt with an end that has not passed.
 */
import { estateCheck } from '../check.ts'
import { isAlive } from '../system-phase.ts'
import { hasPassed } from '../today.ts'

export const xinchuangNotOverdue = estateCheck({
  id: 'xinchuang-not-overdue',
  severity: 'medium',
  title: { zh: '信创适配与豁免没有逾期', en: 'Xinchuang adaptation is not overdue' },
  why: { zh: '没有期限的适配和豁免会一直拖下去，自主可控就落不了地。', en: 'Adaptation and exemptions without an end go on for ever.' },
  remedy: { zh: '完成适配后改为 required；未完成的，重新核定期限 until。', en: 'Set required once adapted; else have a new until approved.' },
  snippet: 'xinchuang: { state: adapting, until: 2027-06-30 }\n',
  reasons: {
    'no-end': { zh: '适配中或豁免，没有写期限', en: 'adapting or exempt without an end' },
    overdue: { zh: '适配或豁免的期限已过', en: 'the term of adaptation or exemption is over' },
  },
  target: { estate: 'System' },
  applies: (system) => isAlive(system) && system.xinchuang !== undefined,
  *evaluate(system, context) {
    const { state, until } = system.xinchuang ?? {}
    if (state === 'required') return
    if (until === undefined) yield { reason: 'no-end', path: 'xinchuang.until', found: state ?? '' }
    else if (hasPassed(until, context)) yield { reason: 'overdue', path: 'xinchuang.until', found: until }
  },
})
