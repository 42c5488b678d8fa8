/**
 * Restricted fields: names of namespaces.
 * Allowed values: namespaces of declared tiers; the platform's and the server's own; those of the cluster's ingress controller, of the name
 * service and of the state backend, where the estate names them.
 */
import { objectCheck, type CheckContext } from '../check.ts'
import { nameService } from '../network/baseline.ts'
import { clusterOf } from '../rbac/tenancy.ts'
import type { Subject } from '../subject.ts'

export const noUndeclaredNamespace = objectCheck({
  id: 'no-undeclared-namespace',
  severity: 'high',
  title: { zh: '没有未声明的命名空间', en: 'No undeclared namespace' },
  aliases: { kyverno: ['namespace-inventory-check'] },
  why: { zh: '声明里没有的命名空间没有部门、等级和责任人，也没有人为它定级备案。', en: 'A namespace outside the declaration has no department, level or owner, and nobody graded it.' },
  remedy: { zh: '在声明里登记（可用 namespace: 与 adopt: true 接管），或删除它。', en: 'Declare it (namespace: with adopt: true takes it over), or delete it.' },
  snippet: `tiers:
  - { name: web, zone: service, cluster: city, namespace: legacy-portal, adopt: true }
`,
  reasons: { undeclared: { zh: '命名空间没有声明', en: 'the namespace is not declared' } },
  target: { kinds: ['Namespace'] },
  scopes: ['tenant'],
  *evaluate(subject, context) {
    if (subject.place === undefined && !isNamed(subject, context)) yield { reason: 'undeclared', found: subject.name }
  },
})

function isNamed(subject: Subject, context: CheckContext): boolean {
  const estate = context.requireEstate()
  const backend = estate.root.backend
  const named = [clusterOf(subject, context).ingress?.namespace, nameService(estate).namespace, backend?.type === 'kubernetes' ? backend.namespace : undefined]
  return named.includes(subject.name)
}
