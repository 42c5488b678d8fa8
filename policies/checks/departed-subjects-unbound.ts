/**
 * Restricted fields: User subjects of every binding.
 * Allowed values: accounts of people whose leaving date is unset or has not passed. Membership in groups lies in the identity provider,
 * which this check does not read.
 */
import { objectCheck } from '../check.ts'
import { bindingKinds, principalKey, principalsOf } from '../rbac/bindings.ts'
import { hasLeft, personOf } from '../rbac/people.ts'

export const departedSubjectsUnbound = objectCheck({
  id: 'departed-subjects-unbound',
  severity: 'high',
  title: { zh: '离岗离场人员无权限', en: 'Departed people hold no rights' },
  why: { zh: '人已离岗而权限仍在，账户被本人或他人继续使用时没有人会察觉。', en: 'Rights that outlive a person can be used, by that person or another, without anybody noticing.' },
  remedy: { zh: '从绑定中删除该账户。', en: 'Remove the account from the binding.' },
  snippet: `subjects:
  - { apiGroup: rbac.authorization.k8s.io, kind: User, name: wang }
`,
  reasons: { 'departed-bound': { zh: '已离岗人员仍有授权', en: 'somebody who has left still holds a role' } },
  target: { kinds: bindingKinds },
  scopes: ['tenant', 'platform', 'server'],
  *evaluate(subject, context) {
    for (const principal of principalsOf(subject)) {
      if (principal.kind !== 'User' || principal.name.startsWith('system:')) continue
      const person = personOf(principal, context.requireEstate())
      if (person !== undefined && hasLeft(person, context)) yield { reason: 'departed-bound', path: `subjects[${principalKey(principal)}]`, found: `left: ${person.left ?? ''}` }
    }
  },
})
