/**
 * Who may not be one person: the three administrators (GB/T 22239-2019 8.1.7.1.b: posts divided), and whoever operates and whoever audits.
 */
import { administratorRoles } from '../schema/people.ts'
import type { DocumentOf } from '../document.ts'
import type { Rule } from './rule.ts'

type Held = DocumentOf<'Person'>['roles'][number]

const overlap = (a: Held, b: Held): boolean => a.from <= (b.to ?? '9999-12-31') && b.from <= (a.to ?? '9999-12-31')

export const separation: Rule = function* (input) {
  const operators = new Map<string, string>()
  for (const system of input.of('System')) for (const party of system.parties.operators ?? []) operators.set(party.organisation, `System/${system.name}`)
  for (const contract of input.of('Contract')) if (contract.type === 'operate') operators.set(contract.supplier, `Contract/${contract.name}`)
  for (const document of input.of('Person')) {
    for (const [i, role] of document.roles.entries()) {
      const path = ['roles', i, 'role']
      const clash = document.roles.slice(0, i).find((other) => isAdministrator(role) && isAdministrator(other) && other.role !== role.role && overlap(role, other))
      if (clash !== undefined) {
        yield {
          code: 'administrators-not-separate', document, path,
          text: {
            zh: `同一人在同一时期兼任 ${clash.role} 和 ${role.role}；系统、审计、安全三员须由不同的人担任`,
            en: `one person is ${clash.role} and ${role.role} at the same time; the three administrators must be different persons`,
          },
        }
      }
      if (role.role !== 'audit-admin') continue
      const operates = document.roles.find((other) => other.role === 'operator' && overlap(role, other))
      const employer = operators.get(document.organisation)
      if (operates === undefined && employer === undefined) continue
      yield {
        code: 'operator-as-auditor', document, path,
        text: {
          zh: `运维方的人不能任审计管理员（${operates === undefined ? `所在单位 ${document.organisation} 是 ${employer ?? ''} 的运维方` : '同时任 operator'}）`,
          en: `no one of an operator may be the audit administrator (${operates === undefined ? `the employer ${document.organisation} operates ${employer ?? ''}` : 'also holds the role operator'})`,
        },
      }
    }
  }
}

const isAdministrator = (role: Held): boolean => administratorRoles.some((a) => a === role.role)
