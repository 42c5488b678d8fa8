/**
 * Restricted fields: the NetworkPolicies of every tenant and platform namespace.
 * Allowed values: one with an empty podSelector, policyTypes including Egress and no egress rules.
 */
import { objectCheck } from '../check.ts'
import { deniesAll, policySpec } from '../network/policy-rules.ts'

export const defaultDenyEgress = objectCheck({
  id: 'default-deny-egress',
  severity: 'high',
  title: { zh: '默认拒绝出向', en: 'Egress is denied by default' },
  aliases: { polaris: ['missingNetworkPolicy'], kyverno: ['add-network-policy', 'add-networkpolicy-dns'], cis: ['5.3.2'] },
  why: { zh: '被攻破的容器组可以把数据送到任何地方，也可以从这里攻击别处。', en: 'A pod that was broken into can send data anywhere and attack from here.' },
  remedy: { zh: '加一条选中全部容器组、不含出向规则的 NetworkPolicy，再逐条放行。', en: 'Add a NetworkPolicy that selects every pod and has no egress rule, then allow flow by flow.' },
  snippet: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ywq-default-deny, namespace: data-bureau--portal--web }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
`,
  reasons: { 'no-default-deny': { zh: '命名空间没有默认拒绝出向的网络策略', en: 'the namespace has no policy that denies egress by default' } },
  target: { kinds: ['Namespace'] },
  *evaluate(subject, context) {
    const known = context.known('NetworkPolicy', subject.name)
    if (known.some((policy) => deniesAll(policySpec(policy), 'egress'))) return
    // Only where every policy was given can it be said that none denies.
    const all = context.all('NetworkPolicy', subject.name)
    yield { reason: 'no-default-deny', found: `NetworkPolicy × ${all.length}` }
  },
})
