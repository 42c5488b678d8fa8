/**
 * Restricted fields: RoleBindings of each tenant namespace.
 * Allowed values: at least one gives a subject of the namespace's own department create, update, patch and delete on networkpolicies
 * (update, patch and delete may be bound to names); none gives it update, patch or delete of the baseline policy.
 */
import { objectCheck, type CheckContext } from '../check.ts'
import { policyNames } from '../names.ts'
import { bindingKinds, principalsOf, rulesBound } from '../rbac/bindings.ts'
import { allows } from '../rbac/rules.ts'
import { tenancyOf, type Tenancy } from '../rbac/tenancy.ts'
import type { Subject } from '../subject.ts'

const verbs = ['create', 'update', 'patch', 'delete']
const [namespaced] = bindingKinds

export const tenantManagesOwnNetworkPolicy = objectCheck({
  id: 'tenant-manages-own-network-policy',
  severity: 'medium',
  title: { zh: '租户可自管网络策略', en: 'Tenants manage their own network policy' },
  aliases: { mtb: ['MTB-PL2-BC-OPS-3', 'MTB-PL2-BC-OPS-4'] },
  why: { zh: '云服务客户应能自己设置租户内的访问控制，而不必等平台代劳。', en: 'A cloud tenant must be able to set the access control inside its own space without waiting for the platform.' },
  remedy: { zh: '在命名空间里把交付角色（含 networkpolicies 的写权限）绑定给本部门的交付组。', en: 'Bind the delivery role (which writes networkpolicies) to the department’s delivery group in the namespace.' },
  snippet: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: ywq-delivery, namespace: data-bureau--portal--web }
rules:
  - { apiGroups: [networking.k8s.io], resources: [networkpolicies], verbs: [get, list, watch, create] }
  - { apiGroups: [networking.k8s.io], resources: [networkpolicies], resourceNames: [tenant-policy], verbs: [update, patch, delete] }
`,
  reasons: {
    'nobody-manages': { zh: '本部门没有主体能管理该命名空间的网络策略', en: 'no subject of the department can manage the network policies of the namespace' },
    'baseline-in-reach': { zh: '本部门的主体能改动或删除平台的基线网络策略', en: 'a subject of the department can change or delete the platform’s baseline policy' },
  },
  target: { kinds: ['Namespace'] },
  scopes: ['tenant'],
  applies: (subject, context) => isPlaced(subject, context),
  *evaluate(subject, context) {
    const department = subject.place?.department ?? ''
    let manages = false
    for (const binding of context.all(namespaced, subject.name)) {
      const rules = rulesBound(binding, context)
      const own = principalsOf(binding).filter((p) => isOf(tenancyOf(p, binding, context), department))
      if (rules === null || own.length === 0) continue
      if (verbs.every((verb) => allows(rules, { verb, ...networkPolicies }))) manages = true
      const reach = verbs.filter((verb) => verb !== 'create' && allows(rules, { verb, ...networkPolicies, name: policyNames.denyAll }))
      if (reach.length > 0) yield { reason: 'baseline-in-reach', path: `RoleBinding/${binding.name}`, found: reach.join(', ') }
    }
    if (!manages) yield { reason: 'nobody-manages', found: subject.name }
  },
})

const networkPolicies = { group: 'networking.k8s.io', resource: 'networkpolicies' }

/** A namespace that the estate does not hold belongs to no department (no-undeclared-namespace reports it). */
function isPlaced(subject: Subject, context: CheckContext): boolean {
  context.requireEstate()
  return subject.place !== undefined
}

function isOf(tenancy: Tenancy, department: string): boolean {
  return tenancy !== null && tenancy !== 'all' && tenancy.has(department)
}
