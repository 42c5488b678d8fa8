/**
 * Restricted fields: System.parties.owner.contact, contacts of the operators in office today; the owner of the system's department.
 * Allowed values: people who have not left.
 */
import { estateCheck } from '../check.ts'
import { hasLeft } from '../rbac/people.ts'
import { isAlive } from '../system-phase.ts'
import { inForceOn, todayOf } from '../today.ts'

export const responsiblePeopleInOffice = estateCheck({
  id: 'responsible-people-in-office',
  severity: 'medium',
  title: { zh: '责任人都在岗', en: 'Those who answer for a system are in office' },
  why: { zh: '责任人已离岗而没有换，整改、批准和告警都落不到人。', en: 'Where whoever answers has left and nobody took over, approvals, repairs and alerts reach no one.' },
  remedy: { zh: '换成在岗的人员。', en: 'Name somebody in office.' },
  snippet: 'parties: { owner: { organisation: data-gov, contact: zhou, from: 2025-01-01 } }\n',
  reasons: { left: { zh: '责任人已离岗', en: 'the person who answers has left' } },
  target: { estate: 'System' },
  applies: isAlive,
  *evaluate(system, context) {
    const estate = context.requireEstate()
    const today = todayOf(context)
    const named = [
      { path: 'parties.owner.contact', name: system.parties.owner.contact },
      ...(system.parties.operators ?? []).filter((o) => inForceOn(o, today)).map((o) => ({ path: `parties.operators[${o.organisation}].contact`, name: o.contact })),
      { path: 'department.owner', name: estate.get('Department', system.department)?.owner },
    ]
    for (const { path, name } of named) {
      const person = name === undefined ? undefined : estate.get('Person', name)
      if (person !== undefined && hasLeft(person, context)) yield { reason: 'left', path, found: `${person.name} ${person.left ?? ''}` }
    }
  },
})
