/**
 * Restricted fields: the NetworkPolicies of every tenant and platform namespace.
 * Allowed values: one with an empty podSelector, policyTypes including Ingress (or unset) and no ingress rules.
 */
import { objectCheck } from '../check.ts'
import { deniesAll, policySpec } from '../network/policy-rules.ts'

export const defaultDenyIngress = objectCheck({
  id: 'default-deny-ingress',
  severity: 'critical',
  title: { zh: '默认拒绝入向', en: 'Ingress is denied by default' },
  aliases: { 'kube-linter': ['non-isolated-pod'], polaris: ['missingNetworkPolicy'], checkov: ['CKV2_K8S_6'], kyverno: ['require-netpol', 'add-network-policy'], cis: ['5.3.2'] },
  why: { zh: '没有默认拒绝，集群里任何容器组都能连到这里，包括别的租户。', en: 'Without a default denial every pod of the cluster, of other tenants too, can connect to this one.' },
  remedy: { zh: '加一条选中全部容器组、不含入向规则的 NetworkPolicy，再逐条放行。', en: 'Add a NetworkPolicy that selects every pod and has no ingress rule, then allow flow by flow.' },
  snippet: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ywq-default-deny, namespace: data-bureau--portal--web }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
`,
  reasons: { 'no-default-deny': { zh: '命名空间没有默认拒绝入向的网络策略', en: 'the namespace has no policy that denies ingress by default' } },
  target: { kinds: ['Namespace'] },
  *evaluate(subject, context) {
    const known = context.known('NetworkPolicy', subject.name)
    if (known.some((policy) => deniesAll(policySpec(policy), 'ingress'))) return
    // Only where every policy was given can it be said that none denies.
    const all = context.all('NetworkPolicy', subject.name)
    yield { reason: 'no-default-deny', found: `NetworkPolicy × ${all.length}` }
  },
})
