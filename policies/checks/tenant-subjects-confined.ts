/**
 * Restricted fields: subjects of every binding that act for a tenant: delivery groups, service accounts of tenant namespaces (also through
 * system:serviceaccounts groups), people whose roles are scoped to a department or system.
 * Allowed values: RoleBindings in namespaces of the same department; ClusterRoleBindings only to Kubernetes' discovery roles.
 */
import { objectCheck } from '../check.ts'
import { discoveryRoles } from '../rbac/built-in-roles.ts'
import { bindingKinds, principalKey, principalsOf, roleRefOf } from '../rbac/bindings.ts'
import { placeOfNamespace, tenancyOf } from '../rbac/tenancy.ts'

export const tenantSubjectsConfined = objectCheck({
  id: 'tenant-subjects-confined',
  severity: 'critical',
  title: { zh: '租户主体限于本租户', en: 'Tenant subjects stay inside their tenant' },
  aliases: { kyverno: ['block-cluster-admin-from-ns'], mtb: ['MTB-PL1-CC-CPI-1', 'MTB-PL1-CC-TI-2', 'MTB-PL1-BC-CPI-2'] },
  why: { zh: '一个部门的主体有别的部门或全集群的权限，租户之间就没有了墙。', en: 'A subject of one department with rights in another, or cluster-wide, takes the wall between tenants down.' },
  remedy: { zh: '删除该绑定，改为本部门命名空间里的 RoleBinding。', en: 'Delete the binding; use a RoleBinding in a namespace of the own department.' },
  snippet: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: ywq-delivery, namespace: data-bureau--portal--web }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: ywq-delivery }
subjects:
  - { apiGroup: rbac.authorization.k8s.io, kind: Group, name: "ywq:delivery:data-bureau" }
`,
  reasons: {
    'cluster-wide': { zh: '租户主体有全集群的授权', en: 'a tenant’s subject is bound cluster-wide' },
    'other-tenant': { zh: '租户主体在别的部门的命名空间里有授权', en: 'a tenant’s subject is bound in another department’s namespace' },
    'outside-tenants': { zh: '租户主体在不属于任何部门的命名空间里有授权', en: 'a tenant’s subject is bound in a namespace that belongs to no department' },
    'every-tenant': { zh: '绑定的组包含所有租户的服务账户', en: 'the bound group holds the service accounts of every tenant' },
  },
  target: { kinds: bindingKinds },
  *evaluate(subject, context) {
    const role = roleRefOf(subject)
    const isDiscovery = role.kind === 'ClusterRole' && discoveryRoles.has(role.name)
    for (const principal of principalsOf(subject)) {
      // An account in its own namespace is confined, whoever's it is.
      if (principal.kind === 'ServiceAccount' && principal.namespace === subject.namespace) continue
      const tenancy = tenancyOf(principal, subject, context)
      if (tenancy === null || isDiscovery) continue
      const offence = { path: `subjects[${principalKey(principal)}]`, found: `${role.kind}/${role.name}` }
      if (tenancy === 'all') yield { ...offence, reason: 'every-tenant' }
      else if (subject.kind === 'ClusterRoleBinding') yield { ...offence, reason: 'cluster-wide' }
      else {
        context.requireEstate()
        const place = placeOfNamespace(subject.namespace, subject, context)
        if (place === undefined) yield { ...offence, reason: 'outside-tenants' }
        else if (!tenancy.has(place.department)) yield { ...offence, reason: 'other-tenant' }
      }
    }
  },
})
