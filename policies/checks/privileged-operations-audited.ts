/**
 * Restricted fields: rules of the API server's audit policy file (audit.k8s.io Policy).
 * Allowed values: deletion, eviction, scaling, exec, attach, port-forward and changes of RBAC at Request or above, so that the record says what
 * was asked; reading and writing Secrets at Metadata exactly, so that the record does not hold them.
 */
import { auditLevels, auditPolicyOf, isAuditPolicy, levelOf, type AuditedRequest } from '../audit-policy.ts'
import { objectCheck } from '../check.ts'

const rbac = 'rbac.authorization.k8s.io'
const of = (group: string, resource: string, ...verbs: readonly string[]): readonly AuditedRequest[] => verbs.map((verb) => ({ verb, group, resource }))

const privileged: readonly AuditedRequest[] = [
  ...of('', 'pods', 'delete', 'deletecollection'),
  ...of('', 'pods/eviction', 'create'),
  ...of('apps', 'deployments', 'delete', 'deletecollection'),
  ...of('apps', 'deployments/scale', 'update', 'patch'),
  ...['pods/exec', 'pods/attach', 'pods/portforward'].flatMap((resource) => of('', resource, 'create', 'get')),
  ...['roles', 'rolebindings', 'clusterroles', 'clusterrolebindings'].flatMap((resource) => of(rbac, resource, 'create', 'update', 'patch', 'delete')),
]
const secrets = of('', 'secrets', 'get', 'list', 'create', 'update', 'patch', 'delete')

export const privilegedOperationsAudited = objectCheck({
  id: 'privileged-operations-audited',
  severity: 'critical',
  title: { zh: '特权操作逐条审计', en: 'Privileged operations are audited' },
  aliases: { kyverno: ['audit-event-on-exec', 'audit-event-on-delete'], cis: ['3.2.2'] },
  why: { zh: '进容器、删除、改授权只记一行时间地址，事后说不清做了什么；密钥内容进了日志，等于又泄露一次。', en: 'A record of exec, deletion or a grant without its content says little; a record that holds Secrets leaks them again.' },
  remedy: { zh: '为这些操作写 level: Request 的规则；secrets 写 level: Metadata，放在最前面。', en: 'Write rules at level Request for these operations, and level Metadata for secrets, first in the file.' },
  snippet: 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n  - { level: Metadata, resources: [{ group: "", resources: [secrets, configmaps] }] }\n  - { level: Request, verbs: [create, update, patch, delete, deletecollection, get], resources: [{ group: "", resources: [pods, pods/eviction, pods/exec, pods/attach, pods/portforward] }, { group: apps }, { group: rbac.authorization.k8s.io }] }\n  - { level: Metadata }\n',
  reasons: {
    'too-little': { zh: '特权操作没有记到 Request 级别', en: 'a privileged operation is recorded below level Request' },
    'secrets-unrecorded': { zh: '对密钥的操作不留记录', en: 'operations on Secrets are not recorded' },
    'secrets-in-log': { zh: '密钥的内容会进审计日志', en: 'the contents of Secrets go into the audit log' },
  },
  scopes: ['platform', 'server'],
  target: { kinds: ['Policy'] },
  applies: isAuditPolicy,
  *evaluate(subject) {
    const policy = auditPolicyOf(subject)
    for (const request of privileged) {
      const level = levelOf(policy, request)
      if (auditLevels.indexOf(level) < auditLevels.indexOf('Request')) yield { reason: 'too-little', path: `rules[${request.resource}:${request.verb}]`, found: level }
    }
    for (const request of secrets) {
      const level = levelOf(policy, request)
      if (level === 'None') yield { reason: 'secrets-unrecorded', path: `rules[${request.resource}:${request.verb}]`, found: level }
      else if (level !== 'Metadata') yield { reason: 'secrets-in-log', path: `rules[${request.resource}:${request.verb}]`, found: level }
    }
  },
})
