/**
 * Restricted fields: User subjects of RoleBindings in namespaces of key systems (System.importance key) and of level-four systems.
 * Allowed values: people who are not registered as external. Who is in a group is known to the identity provider only and not judged here.
 */
import { objectCheck, type CheckContext } from '../check.ts'
import { principalKey, principalsOf } from '../rbac/bindings.ts'
import { personOf } from '../rbac/people.ts'
import type { Subject } from '../subject.ts'

export const noExternalSubjectInKeySystem = objectCheck({
  id: 'no-external-subject-in-key-system',
  severity: 'high',
  title: { zh: '关键系统无外部人员授权', en: 'No outsiders in key systems' },
  why: { zh: '关键系统不允许外部人员访问。', en: 'Outsiders have no access to key systems.' },
  remedy: { zh: '删除该绑定，由本单位人员操作，或让外部人员在旁指导。', en: 'Delete the binding; let own staff operate, with outsiders advising.' },
  snippet: `subjects:
  - { apiGroup: rbac.authorization.k8s.io, kind: User, name: zhou }
`,
  reasons: { 'external-bound': { zh: '外部人员在关键或四级系统里有授权', en: 'an outsider is bound in a key or level-four system' } },
  target: { kinds: ['RoleBinding'] },
  applies: (subject, context) => isKey(subject, context),
  *evaluate(subject, context) {
    for (const principal of principalsOf(subject)) {
      if (personOf(principal, context.requireEstate())?.external === true) yield { reason: 'external-bound', path: `subjects[${principalKey(principal)}]` }
    }
  },
})

function isKey(subject: Subject, context: CheckContext): boolean {
  if (subject.place === undefined) return false
  return subject.place.level === 4 || context.requireEstate().get('System', subject.place.system)?.importance === 'key'
}
