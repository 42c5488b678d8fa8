/**
 * Restricted fields: User and Group subjects of every binding.
 * Allowed values: accounts of Persons in the estate; the groups of names.ts (delivery groups of declared departments only);
 * Kubernetes' own `system:` identities and kubeadm's groups, which are no people and are judged by other checks.
 */
import { objectCheck, type CheckContext } from '../check.ts'
import { groups } from '../names.ts'
import { bindingKinds, principalKey, principalsOf } from '../rbac/bindings.ts'
import { personOf } from '../rbac/people.ts'

const fixedGroups: ReadonlySet<string> = new Set([groups.bureau, groups.systemAdmin, groups.auditAdmin, groups.securityAdmin])
const deliveryPrefix = groups.delivery('')

export const subjectsInAccountRegister = objectCheck({
  id: 'subjects-in-account-register',
  severity: 'high',
  title: { zh: '授权主体都在账户登记册', en: 'Every subject is in the account register' },
  why: { zh: '登记册之外的账户没有人对它负责，离岗、外来、共用都看不出来。', en: 'Nobody answers for an account outside the register: leaving, outsiders and sharing stay unseen.' },
  remedy: { zh: '在登记册（Person）里登记该账户，或改绑已登记的账户、约定的组。', en: 'Register the account as a Person, or bind a registered account or one of the agreed groups.' },
  snippet: `kind: Person
name: wang
title: { zh: 王乙 }
organisation: data-gov
account: wang
roles: [{ role: operator, scope: portal, from: 2026-01-01, to: 2026-12-31 }]
`,
  reasons: {
    'user-not-registered': { zh: '用户不在账户登记册', en: 'the user is not in the account register' },
    'group-not-declared': { zh: '组不在约定的组之列', en: 'the group is not one of those agreed' },
  },
  target: { kinds: bindingKinds },
  scopes: ['tenant', 'platform', 'server'],
  *evaluate(subject, context) {
    for (const principal of principalsOf(subject)) {
      if (principal.kind === 'ServiceAccount' || principal.name.startsWith('system:')) continue
      const path = `subjects[${principalKey(principal)}]`
      if (principal.kind === 'User') {
        if (personOf(principal, context.requireEstate()) === undefined) yield { reason: 'user-not-registered', path }
      } else if (!isDeclaredGroup(principal.name, context)) yield { reason: 'group-not-declared', path }
    }
  },
})

function isDeclaredGroup(name: string, context: CheckContext): boolean {
  if (fixedGroups.has(name) || name.startsWith('kubeadm:')) return true
  return name.startsWith(deliveryPrefix) && context.requireEstate().get('Department', name.slice(deliveryPrefix.length)) !== undefined
}
