/**
 * Restricted fields: rules of Roles and ClusterRoles, and bindings to built-in roles, that give bind or escalate on roles, impersonate,
 * approval of certificate signing requests, create on serviceaccounts/token, or write on admission webhooks and policies
 * (Kubernetes RBAC good practices: privilege escalation risks).
 * Allowed values: only the security administrators' role, held by them.
 */
import { objectCheck } from '../check.ts'
import { roleNames } from '../names.ts'
import { bindingKinds, roleKinds } from '../rbac/bindings.ts'
import { forbiddenGrants, grantReasons, type GrantLimit } from '../rbac/grants.ts'

const rbac = 'rbac.authorization.k8s.io'
const admission = 'admissionregistration.k8s.io'
const write = ['create', 'update', 'patch', 'delete', 'deletecollection']

export const escalationLimit: GrantLimit = {
  roles: [roleNames.securityAdmin],
  rights: [
    { group: rbac, resource: 'roles', verbs: ['bind', 'escalate'] },
    { group: rbac, resource: 'clusterroles', verbs: ['bind', 'escalate'] },
    ...['users', 'groups', 'serviceaccounts'].map((resource) => ({ group: '', resource, verbs: ['impersonate'] })),
    { group: 'authentication.k8s.io', resource: 'uids', verbs: ['impersonate'] },
    { group: 'certificates.k8s.io', resource: 'certificatesigningrequests/approval', verbs: ['update', 'patch'] },
    { group: 'certificates.k8s.io', resource: 'signers', verbs: ['approve', 'sign'] },
    { group: '', resource: 'serviceaccounts/token', verbs: ['create'] },
    ...['validatingwebhookconfigurations', 'mutatingwebhookconfigurations', 'validatingadmissionpolicies', 'validatingadmissionpolicybindings', 'mutatingadmissionpolicies', 'mutatingadmissionpolicybindings']
      .map((resource) => ({ group: admission, resource, verbs: write })),
  ],
}

export const noEscalationVerbs = objectCheck({
  id: 'no-escalation-verbs',
  severity: 'critical',
  title: { zh: '不授予提权类权限', en: 'No escalation rights' },
  aliases: { checkov: ['CKV_K8S_155', 'CKV_K8S_156', 'CKV_K8S_157', 'CKV_K8S_158', 'CKV2_K8S_1', 'CKV2_K8S_3'], kyverno: ['restrict-escalation-verbs-roles', 'restrict-clusterrole-csr', 'restrict-clusterrole-mutating-validating-admission-webhooks'], cis: ['5.1.8', '5.1.11', '5.1.12', '5.1.13'] },
  why: {
    zh: '有这些权限的人可以给自己任何权限、冒充任何人，或关掉准入检查；其他授权限制随之失效。',
    en: 'Whoever holds one of these rights can take any other right, act as anybody or switch admission off: every other limit is void.',
  },
  remedy: { zh: '从角色里去掉这些动词；授权变更由安全管理员经声明进行。', en: 'Remove the verbs from the role; grants are changed by the security administrators through the declaration.' },
  snippet: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: role-reader, namespace: data-bureau--portal--web }
rules:
  - { apiGroups: [rbac.authorization.k8s.io], resources: [roles, rolebindings], verbs: [get, list] }
`,
  reasons: grantReasons({ zh: '可提升权限的权限', en: 'a right that leads to others' }),
  target: { kinds: [...roleKinds, ...bindingKinds] },
  evaluate: (subject, context) => forbiddenGrants(subject, escalationLimit, context),
})
