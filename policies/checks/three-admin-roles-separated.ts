/**
 * Restricted fields: the ClusterRoles ywq-system-admin, ywq-audit-admin, ywq-security-admin and every binding to them.
 * Allowed values: each has at least one registered person in office and a binding of its own; each is bound only to its own group or to
 * people who hold that role; no subject is bound to two of them, and no bound person holds another of the three roles.
 */
import { objectCheck, type CheckContext, type Offence } from '../check.ts'
import { bindingKinds, principalKey, principalsOf, roleRefOf } from '../rbac/bindings.ts'
import { administrators, isAdministrator, type Administrator } from '../rbac/declared-roles.ts'
import { hasLeft, holds, personOf } from '../rbac/people.ts'
import type { Subject } from '../subject.ts'

export const threeAdminRolesSeparated = objectCheck({
  id: 'three-admin-roles-separated',
  severity: 'critical',
  title: { zh: '三员分离', en: 'System, audit and security administrators are separate' },
  why: {
    zh: '一个人既能操作又能授权还能改审计，就没有人能发现他做了什么。',
    en: 'Where one person operates, grants and audits, nobody can find out what that person did.',
  },
  remedy: { zh: '三个角色分别绑定各自的组（ywq:system-admin、ywq:audit-admin、ywq:security-admin），由三个人担任。', en: 'Bind each of the three roles to its own group, and let three people hold them.' },
  snippet: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: ywq-audit-admin }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ywq-audit-admin }
subjects:
  - { apiGroup: rbac.authorization.k8s.io, kind: Group, name: "ywq:audit-admin" }
`,
  reasons: {
    vacant: { zh: '该角色空缺：登记册里没有在任的人，或没有绑定给任何主体', en: 'the role is vacant: the register names nobody in office, or it is bound to nobody' },
    'other-subject-bound': { zh: '管理员角色绑定给了不该有它的主体', en: 'an administrators’ role is bound to a subject it is not meant for' },
    'holds-two': { zh: '同一主体兼有三员中的两个角色', en: 'one subject holds two of the three roles' },
  },
  target: { kinds: ['ClusterRole', ...bindingKinds] },
  applies: (subject) => administratorOf(subject) !== undefined,
  *evaluate(subject, context) {
    const administrator = administratorOf(subject)
    if (administrator === undefined) return
    yield* subject.kind === 'ClusterRole' ? roleInOffice(administrator, context) : holders(administrator, subject, context)
  },
})

function administratorOf(subject: Subject): Administrator | undefined {
  if (subject.kind === 'ClusterRole') return administrators.find((a) => a.roleName === subject.name)
  const ref = roleRefOf(subject)
  return ref.kind === 'ClusterRole' ? administrators.find((a) => a.roleName === ref.name) : undefined
}

function* roleInOffice(administrator: Administrator, context: CheckContext): Iterable<Offence> {
  const inOffice = context.requireEstate().of('Person').some((person) => holds(person, administrator.role, context) && !hasLeft(person, context))
  if (!inOffice) yield { reason: 'vacant', path: 'Person.roles', found: administrator.role }
  const bound = context.known('ClusterRoleBinding', '').some((b) => roleRefOf(b).name === administrator.roleName && principalsOf(b).length > 0)
  // That nothing binds it can be said only where all bindings were given: all() skips otherwise.
  if (!bound) {
    context.all('ClusterRoleBinding', '')
    yield { reason: 'vacant', path: 'ClusterRoleBinding', found: administrator.roleName }
  }
}

function* holders(administrator: Administrator, binding: Subject, context: CheckContext): Iterable<Offence> {
  const others = administrators.filter((a) => a !== administrator)
  const rest = [...context.known('ClusterRoleBinding', ''), ...context.known('RoleBinding', '*')]
  for (const principal of principalsOf(binding)) {
    const key = principalKey(principal)
    const path = `subjects[${key}]`
    const second = others.find((other) => rest.some((b) => roleRefOf(b).name === other.roleName && principalsOf(b).some((p) => principalKey(p) === key)))
    const person = personOf(principal, context.requireEstate())
    const office = person === undefined ? undefined : others.find((other) => holds(person, other.role, context))
    const double = second ?? office
    if (double !== undefined) yield { reason: 'holds-two', path, found: `${administrator.roleName} + ${double.roleName}` }
    else if (!isAdministrator(administrator, principal, context)) yield { reason: 'other-subject-bound', path, found: administrator.roleName }
  }
}
