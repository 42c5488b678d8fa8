/**
 * Restricted fields: create and get on pods/exec, pods/attach, pods/portforward (a WebSocket upgrade asks for get), update and patch on
 * pods/ephemeralcontainers, any verb on nodes/proxy; in rules of Roles and ClusterRoles, and by bindings to built-in roles.
 * Allowed values: the system administrators' role, held by them.
 */
import { objectCheck } from '../check.ts'
import { roleNames } from '../names.ts'
import { bindingKinds, roleKinds } from '../rbac/bindings.ts'
import { forbiddenGrants, grantReasons, type GrantLimit } from '../rbac/grants.ts'

export const execLimit: GrantLimit = {
  roles: [roleNames.systemAdmin],
  rights: [
    ...['pods/exec', 'pods/attach', 'pods/portforward'].map((resource) => ({ group: '', resource, verbs: ['create', 'get'] })),
    { group: '', resource: 'pods/ephemeralcontainers', verbs: ['update', 'patch'] },
    { group: '', resource: 'nodes/proxy', verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'] },
  ],
}

export const execAttachLimited = objectCheck({
  id: 'exec-attach-limited',
  severity: 'high',
  title: { zh: '限制进入容器', en: 'Exec and attach are limited' },
  aliases: { polaris: ['clusterrolePodExecAttach', 'rolePodExecAttach', 'clusterrolebindingPodExecAttach', 'rolebindingRolePodExecAttach'], checkov: ['CKV2_K8S_2'], kyverno: ['restrict-clusterrole-nodesproxy'], cis: ['5.1.10'] },
  why: {
    zh: '进入容器就能读内存和挂载的密钥、改动运行中的系统，绕过交付流程；nodes/proxy 还绕过审计。',
    en: 'Inside a container one reads memory and mounted Secrets and changes what runs, past the delivery; nodes/proxy even goes past the audit log.',
  },
  remedy: { zh: '去掉这些子资源；排障由系统管理员进行，日志用 pods/log 查看。', en: 'Remove these subresources; system administrators do the debugging, pods/log shows the logs.' },
  snippet: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: log-reader, namespace: data-bureau--portal--web }
rules:
  - { apiGroups: [""], resources: [pods, pods/log], verbs: [get, list] }
`,
  reasons: grantReasons({ zh: '进入容器的权限', en: 'the right to enter containers' }),
  target: { kinds: [...roleKinds, ...bindingKinds] },
  evaluate: (subject, context) => forbiddenGrants(subject, execLimit, context),
})
