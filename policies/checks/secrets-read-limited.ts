/**
 * Restricted fields: get, list and watch on secrets in rules of Roles and ClusterRoles, and bindings to built-in roles that give them.
 * Allowed values: none. No role that the stacks build reads Secrets; containers get theirs as mounted files. An exception is a Waiver.
 */
import { objectCheck } from '../check.ts'
import { bindingKinds, roleKinds } from '../rbac/bindings.ts'
import { forbiddenGrants, grantReasons, type GrantLimit } from '../rbac/grants.ts'

export const secretsReadLimit: GrantLimit = { roles: [], rights: [{ group: '', resource: 'secrets', verbs: ['get', 'list', 'watch'] }] }

const texts = grantReasons({ zh: '读取密钥对象的权限', en: 'the right to read Secrets' })

export const secretsReadLimited = objectCheck({
  id: 'secrets-read-limited',
  severity: 'high',
  title: { zh: '限制读取密钥对象', en: 'Reading Secrets is limited' },
  aliases: { 'kube-linter': ['access-to-secrets'], checkov: ['CKV2_K8S_5'], kyverno: ['restrict-secret-role-verbs'], cis: ['5.1.2'] },
  why: {
    zh: '能读密钥对象就能取得口令、证书和服务账户令牌，等于取得它们能做的一切。',
    en: 'Reading Secrets yields passwords, certificates and tokens, and with them all that those can do.',
  },
  remedy: { zh: '去掉对 secrets 的 get、list、watch；容器以文件方式挂载所需的密钥。', en: 'Remove get, list and watch on secrets; containers mount the Secrets they need as files.' },
  snippet: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: viewer, namespace: data-bureau--portal--web }
rules:
  - { apiGroups: [""], resources: [pods, services, configmaps], verbs: [get, list, watch] }
`,
  // No role may, so there are no declared holders either.
  reasons: { 'granted-by-role': texts['granted-by-role'], 'granted-by-binding': texts['granted-by-binding'] },
  target: { kinds: [...roleKinds, ...bindingKinds] },
  evaluate: (subject, context) => forbiddenGrants(subject, secretsReadLimit, context),
})
