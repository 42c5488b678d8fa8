/**
 * Restricted fields: write verbs on RBAC, NetworkPolicy and admission policy objects in rules of Roles and ClusterRoles, and bindings to
 * built-in roles that give them.
 * Allowed values: the security administrators' role; for NetworkPolicies also the delivery role (tenants manage their own). Who really
 * made each change is for the audit log to tell, which this check does not read.
 */
import { objectCheck } from '../check.ts'
import { roleNames } from '../names.ts'
import { bindingKinds, roleKinds } from '../rbac/bindings.ts'
import { forbiddenGrants, grantReasons, type GrantLimit } from '../rbac/grants.ts'

const write = ['create', 'update', 'patch', 'delete', 'deletecollection']

export const policyLimit: GrantLimit = {
  roles: [roleNames.securityAdmin],
  rights: [
    ...['roles', 'rolebindings', 'clusterroles', 'clusterrolebindings'].map((resource) => ({ group: 'rbac.authorization.k8s.io', resource, verbs: write })),
    ...['validatingadmissionpolicies', 'validatingadmissionpolicybindings', 'validatingwebhookconfigurations', 'mutatingwebhookconfigurations']
      .map((resource) => ({ group: 'admissionregistration.k8s.io', resource, verbs: write })),
  ],
}
export const networkPolicyLimit: GrantLimit = {
  roles: [roleNames.securityAdmin, roleNames.delivery],
  rights: [{ group: 'networking.k8s.io', resource: 'networkpolicies', verbs: write }],
}

export const policyChangesByAuthorisedOnly = objectCheck({
  id: 'policy-changes-by-authorised-only',
  severity: 'high',
  title: { zh: '策略只由授权主体修改', en: 'Only authorised subjects change policy' },
  why: {
    zh: '能改授权、网络策略或准入策略的主体可以自行放开边界。',
    en: 'Whoever changes grants, network policies or admission policies can open the borders for himself.',
  },
  remedy: { zh: '去掉写权限；策略变更由安全管理员经声明进行。', en: 'Remove the writing verbs; policy is changed by security administrators through the declaration.' },
  snippet: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: policy-reader, namespace: data-bureau--portal--web }
rules:
  - { apiGroups: [networking.k8s.io], resources: [networkpolicies], verbs: [get, list, watch] }
`,
  reasons: grantReasons({ zh: '修改安全策略的权限', en: 'the right to change security policy' }),
  target: { kinds: [...roleKinds, ...bindingKinds] },
  *evaluate(subject, context) {
    yield* forbiddenGrants(subject, policyLimit, context)
    // A binding of the security administrators' role is judged once, above.
    if (subject.kind === 'Role' || subject.kind === 'ClusterRole' || !isSecurityAdmins(subject.object)) yield* forbiddenGrants(subject, networkPolicyLimit, context)
  },
})

function isSecurityAdmins(binding: Readonly<Record<string, unknown>>): boolean {
  const ref = binding['roleRef'] as { readonly name?: string } | undefined
  return ref?.name === roleNames.securityAdmin
}
