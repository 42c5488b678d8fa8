/**
 * Restricted fields: subjects system:anonymous, system:unauthenticated and system:authenticated of every binding.
 * Allowed values: Kubernetes' discovery and health roles (for the unauthenticated only system:public-info-viewer), and kubeadm's
 * cluster-info ConfigMap in kube-public.
 */
import { objectCheck } from '../check.ts'
import { discoveryRoles } from '../rbac/built-in-roles.ts'
import { bindingKinds, principalKey, principalsOf, roleRefOf } from '../rbac/bindings.ts'

export const noAnonymousBinding = objectCheck({
  id: 'no-anonymous-binding',
  severity: 'critical',
  title: { zh: '匿名用户没有权限', en: 'Anonymous users hold no rights' },
  aliases: { checkov: ['CKV_K8S_68', 'CKV_K8S_138'], kyverno: ['restrict-binding-system-groups'], cis: ['API server --anonymous-auth', 'kubelet --anonymous-auth'] },
  why: { zh: '绑定给匿名或“任何已登录者”的权限等于对全网公开，也无从追责。', en: 'A grant to the anonymous, or to whoever has logged in, is public and can be held against nobody.' },
  remedy: { zh: '删除该主体，改为具名的用户、组或服务账户。', en: 'Remove the subject; name users, groups or service accounts instead.' },
  snippet: `subjects:
  - { apiGroup: rbac.authorization.k8s.io, kind: Group, name: "ywq:audit-admin" }
`,
  reasons: {
    'anonymous-bound': { zh: '匿名用户得到了授权', en: 'anonymous users are granted a role' },
    'authenticated-bound': { zh: '全部已认证用户得到了授权', en: 'everybody who is authenticated is granted a role' },
  },
  target: { kinds: bindingKinds },
  scopes: ['tenant', 'platform', 'server'],
  *evaluate(subject) {
    const role = roleRefOf(subject)
    const isClusterInfo = subject.namespace === 'kube-public' && role.name === 'kubeadm:bootstrap-signer-clusterinfo'
    for (const principal of principalsOf(subject)) {
      const path = `subjects[${principalKey(principal)}]`
      const found = `${role.kind}/${role.name}`
      if (principal.name === 'system:authenticated' && principal.kind === 'Group') {
        if (role.kind !== 'ClusterRole' || !discoveryRoles.has(role.name)) yield { reason: 'authenticated-bound', path, found }
      } else if ((principal.kind === 'User' && principal.name === 'system:anonymous') || (principal.kind === 'Group' && principal.name === 'system:unauthenticated')) {
        if (!isClusterInfo && (role.kind !== 'ClusterRole' || role.name !== 'system:public-info-viewer')) yield { reason: 'anonymous-bound', path, found }
      }
    }
  },
})
