/**
 * Restricted fields: System.monitoring.duty.
 * Allowed values: a Person who has not left. Due from the trial run on.
 */
import { estateCheck } from '../check.ts'
import { hasLeft } from '../rbac/people.ts'
import { inProduction } from '../system-phase.ts'

export const dutyPersonDeclared = estateCheck({
  id: 'duty-person-declared',
  severity: 'medium',
  title: { zh: '告警有值守人', en: 'Somebody is on duty for alerts' },
  why: { zh: '告警没有人接，等于没有告警。', en: 'An alert that reaches nobody is no alert.' },
  remedy: { zh: '在 monitoring.duty 写上在岗的值守人。', en: 'Name a person in office in monitoring.duty.' },
  snippet: 'monitoring: { kpis: { activeUsers: true, transactions: true, affectedUsers: true }, duty: liu }\n',
  reasons: {
    nobody: { zh: '没有写明值守人', en: 'nobody is named on duty' },
    left: { zh: '值守人已离岗', en: 'the person on duty has left' },
  },
  target: { estate: 'System' },
  applies: (system) => inProduction(system) && system.phase !== 'suspended',
  *evaluate(system, context) {
    const duty = system.monitoring?.duty
    const person = duty === undefined ? undefined : context.requireEstate().get('Person', duty)
    if (person === undefined) yield { reason: 'nobody', path: 'monitoring.duty' }
    else if (hasLeft(person, context)) yield { reason: 'left', path: 'monitoring.duty', found: `${person.name} ${person.left ?? ''}` }
  },
})
