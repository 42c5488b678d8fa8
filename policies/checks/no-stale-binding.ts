/**
 * Restricted fields: roleRef and ServiceAccount subjects of bindings.
 * Allowed values: roles and service accounts that exist. Whether a bound person has been idle is for the audit log to tell.
 */
import { objectCheck } from '../check.ts'
import { bindingKinds, principalKey, principalsOf, roleRefOf } from '../rbac/bindings.ts'
import { scopeOf, serverNamespaces } from '../server-objects.ts'

export const noStaleBinding = objectCheck({
  id: 'no-stale-binding',
  severity: 'medium',
  title: { zh: '没有过期闲置的授权', en: 'No stale bindings' },
  why: { zh: '指向已不存在的角色或账户的绑定，在同名对象被重建的那一刻悄悄生效。', en: 'A binding to a role or account that is gone comes alive the moment somebody creates one of that name.' },
  remedy: { zh: '删除该绑定，或恢复它指向的对象。', en: 'Delete the binding, or bring back what it names.' },
  snippet: `roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: ywq-viewer }
`,
  reasons: {
    'role-missing': { zh: '绑定的角色不存在', en: 'the role of the binding does not exist' },
    'account-missing': { zh: '绑定的服务账户不存在', en: 'the service account of the binding does not exist' },
  },
  target: { kinds: bindingKinds },
  *evaluate(subject, context) {
    const role = roleRefOf(subject)
    const namespace = role.kind === 'Role' ? subject.namespace : ''
    const isServers = scopeOf('rbac.authorization.k8s.io', role.kind, namespace, role.name) === 'server'
    if (!isServers && !context.all(role.kind, namespace).some((r) => r.name === role.name)) yield { reason: 'role-missing', path: 'roleRef', found: `${role.kind}/${role.name}` }
    for (const principal of principalsOf(subject)) {
      // `default` exists wherever the namespace does; accounts of the control plane come and go with its features.
      if (principal.kind !== 'ServiceAccount' || principal.name === 'default' || serverNamespaces.includes(principal.namespace)) continue
      if (!context.all('ServiceAccount', principal.namespace).some((a) => a.name === principal.name)) yield { reason: 'account-missing', path: `subjects[${principalKey(principal)}]` }
    }
  },
})
