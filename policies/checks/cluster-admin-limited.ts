/**
 * Restricted fields: subjects of every binding to cluster-admin, or to a role that equals it; every subject named system:masters.
 * Allowed values: accounts of the people on Estate.breakGlass who have not left. Kubernetes' own binding may name system:masters,
 * kubeadm's own binding its group kubeadm:cluster-admins. Without an estate nobody is on the list.
 */
import { objectCheck, type CheckContext } from '../check.ts'
import type { Subject } from '../subject.ts'
import { bindingKinds, principalKey, principalsOf, roleOf, roleRefOf, rulesOf, type Principal } from '../rbac/bindings.ts'
import { hasLeft, personOf } from '../rbac/people.ts'
import { allowsEverything } from '../rbac/rules.ts'

export const clusterAdminLimited = objectCheck({
  id: 'cluster-admin-limited',
  severity: 'critical',
  title: { zh: '集群管理员只给登记的主体', en: 'cluster-admin is limited' },
  aliases: { 'kube-linter': ['cluster-admin-role-binding'], polaris: ['clusterrolebindingClusterAdmin', 'rolebindingClusterAdminClusterRole'], kyverno: ['restrict-binding-clusteradmin', 'restrict-binding-system-groups'], mtb: ['MTB-PL1-CC-CPI-1'], cis: ['5.1.1', '5.1.7'] },
  why: {
    zh: 'cluster-admin 不受任何其他控制约束；给到应急名单之外的主体，三员分离和租户隔离都成空话。',
    en: 'cluster-admin is bound by no other control: given outside the break-glass list, separation of duties and of tenants is void.',
  },
  remedy: { zh: '删除该绑定，改授所需的最小角色；确需应急使用的人员写入 Estate 的 breakGlass。', en: 'Delete the binding and grant the least role needed; people for emergencies go on breakGlass of the Estate.' },
  snippet: `kind: Estate
breakGlass: [wang]
`,
  reasons: {
    'bound-to-cluster-admin': { zh: '应急名单之外的主体绑定了 cluster-admin', en: 'a subject that is not on the break-glass list is bound to cluster-admin' },
    'bound-to-equal-role': { zh: '应急名单之外的主体绑定了与 cluster-admin 等同的角色', en: 'a subject that is not on the break-glass list is bound to a role equal to cluster-admin' },
    'names-system-masters': { zh: '绑定点名了 system:masters 组（它绕过全部授权检查）', en: 'the binding names the group system:masters, which bypasses authorization' },
  },
  target: { kinds: bindingKinds },
  // A person added to Kubernetes' own binding must not hide behind its name.
  scopes: ['tenant', 'platform', 'server'],
  *evaluate(subject, context) {
    const all = givesAll(subject, context)
    for (const principal of principalsOf(subject)) {
      if (isInstallers(subject, principal)) continue
      const path = `subjects[${principalKey(principal)}]`
      if (principal.kind === 'Group' && principal.name === 'system:masters') yield { reason: 'names-system-masters', path }
      else if (all !== null && !isOnBreakGlassList(principal, context)) yield { reason: all, path, found: `${subject.kind} → ${roleRefOf(subject).name}` }
    }
  },
})

function givesAll(binding: Subject, context: CheckContext): 'bound-to-cluster-admin' | 'bound-to-equal-role' | null {
  const ref = roleRefOf(binding)
  if (ref.kind === 'ClusterRole' && ref.name === 'cluster-admin') return 'bound-to-cluster-admin'
  if (binding.kind !== 'ClusterRoleBinding') return null
  const role = roleOf(binding, context)
  return role !== undefined && role.scope !== 'server' && rulesOf(role, context).some((rule) => allowsEverything(rule)) ? 'bound-to-equal-role' : null
}

function isInstallers(binding: Subject, principal: Principal): boolean {
  if (binding.kind !== 'ClusterRoleBinding' || principal.kind !== 'Group') return false
  return (binding.name === 'cluster-admin' && principal.name === 'system:masters') || (binding.name === principal.name && principal.name === 'kubeadm:cluster-admins')
}

function isOnBreakGlassList(principal: Principal, context: CheckContext): boolean {
  if (context.estate === null) return false
  const person = personOf(principal, context.estate)
  return person !== undefined && (context.estate.root.breakGlass ?? []).includes(person.name) && !hasLeft(person, context)
}
