/**
 * Restricted fields: rules[*].verbs, .resources, .apiGroups, .nonResourceURLs of Roles and ClusterRoles that Kubernetes did not write.
 * Allowed values: entries without an asterisk. (An asterisk in resourceNames is an ordinary name to the authorizer.)
 */
import { objectCheck } from '../check.ts'
import type { PolicyRule } from '../kubernetes.ts'
import { roleKinds } from '../rbac/bindings.ts'
import { ruleKey } from '../rbac/rules.ts'

const fields = [['verbs', 'verb'], ['resources', 'resource'], ['apiGroups', 'api-group'], ['nonResourceURLs', 'url']] as const

export const noWildcardRbac = objectCheck({
  id: 'no-wildcard-rbac',
  severity: 'high',
  title: { zh: '授权规则不含通配符', en: 'No wildcards in RBAC' },
  aliases: { 'kube-linter': ['wildcard-in-rules'], checkov: ['CKV_K8S_49'], kyverno: ['restrict-wildcard-verbs', 'restrict-wildcard-resources'], cis: ['5.1.3'] },
  why: {
    zh: '星号会把今天不存在的资源、将来才有的权限也一并授出，谁能做什么就无从核对。',
    en: 'An asterisk also grants resources that do not exist yet and verbs invented later: who may do what can no longer be told.',
  },
  remedy: { zh: '把星号换成实际要用的动词、资源和 API 组。', en: 'Replace the asterisk by the verbs, resources and API groups really used.' },
  snippet: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: config-reader, namespace: data-bureau--portal--web }
rules:
  - { apiGroups: [""], resources: [configmaps], verbs: [get, list, watch] }
`,
  reasons: {
    'wildcard-verb': { zh: '动词含通配符', en: 'a wildcard among the verbs' },
    'wildcard-resource': { zh: '资源含通配符', en: 'a wildcard among the resources' },
    'wildcard-api-group': { zh: 'API 组含通配符', en: 'a wildcard among the API groups' },
    'wildcard-url': { zh: '非资源路径含通配符', en: 'a wildcard among the non-resource URLs' },
  },
  target: { kinds: roleKinds },
  *evaluate(subject) {
    for (const rule of (subject.object['rules'] ?? []) as readonly PolicyRule[]) {
      for (const [field, word] of fields) {
        const wild = (rule[field] ?? []).filter((entry) => entry.includes('*'))
        if (wild.length > 0) yield { reason: `wildcard-${word}`, path: `rules[${ruleKey(rule)}].${field}`, found: wild.join(', ') }
      }
    }
  },
})
