/**
 * Restricted fields: verbs of the rules of ywq-audit-admin, and of every role bound to audit administrators (their group, or people who
 * hold the role).
 * Allowed values: get, list, watch.
 */
import { objectCheck, type Offence } from '../check.ts'
import type { PolicyRule } from '../kubernetes.ts'
import { roleNames } from '../names.ts'
import { bindingKinds, principalKey, principalsOf, roleKinds, roleRefOf, rulesBound, rulesOf } from '../rbac/bindings.ts'
import { administrators, isAdministrator } from '../rbac/declared-roles.ts'
import { ruleKey } from '../rbac/rules.ts'

const reading = ['get', 'list', 'watch']
const auditAdministrator = administrators.find((a) => a.role === 'audit-admin') ?? administrators[1]

export const auditAdminReadOnly = objectCheck({
  id: 'audit-admin-read-only',
  severity: 'high',
  title: { zh: '审计管理员只读', en: 'Audit administrators are read-only' },
  why: { zh: '审计管理员若能改动被审计的对象，审计结论就不可信。', en: 'An auditor who can change what is audited makes the audit worthless.' },
  remedy: { zh: '审计管理员的角色只留 get、list、watch。', en: 'Leave only get, list and watch in the roles of audit administrators.' },
  snippet: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: ywq-audit-admin }
rules:
  - { apiGroups: ["", apps], resources: [pods, deployments], verbs: [get, list, watch] }
`,
  reasons: {
    'role-writes': { zh: '审计管理员的角色含有写动词', en: 'the audit administrators’ role holds verbs that write' },
    'bound-to-writing-role': { zh: '审计管理员绑定了可写的角色', en: 'an audit administrator is bound to a role that writes' },
  },
  target: { kinds: [...roleKinds, ...bindingKinds] },
  applies: (subject, context) =>
    subject.kind === 'Role' || subject.kind === 'ClusterRole'
      ? subject.name === roleNames.auditAdmin
      : roleRefOf(subject).name !== roleNames.auditAdmin && principalsOf(subject).some((p) => isAdministrator(auditAdministrator, p, context)),
  *evaluate(subject, context) {
    if (subject.kind === 'Role' || subject.kind === 'ClusterRole') {
      yield* writing(rulesOf(subject, context)).map((w): Offence => ({ reason: 'role-writes', path: `rules[${w.key}]`, found: w.verbs.join(', ') }))
      return
    }
    const written = writing(rulesBound(subject, context) ?? [])
    if (written.length === 0) return
    for (const principal of principalsOf(subject)) {
      if (isAdministrator(auditAdministrator, principal, context)) {
        yield { reason: 'bound-to-writing-role', path: `subjects[${principalKey(principal)}]`, found: `${roleRefOf(subject).name} (${written.map((w) => w.key).join('; ')})` }
      }
    }
  },
})

function writing(rules: readonly PolicyRule[]): { readonly key: string; readonly verbs: readonly string[] }[] {
  return rules.map((rule) => ({ key: ruleKey(rule), verbs: (rule.verbs ?? []).filter((verb) => !reading.includes(verb)) })).filter(({ verbs }) => verbs.length > 0)
}
