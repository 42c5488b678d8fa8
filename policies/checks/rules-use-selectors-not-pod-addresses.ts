/**
 * Restricted fields: ipBlock of the rules of NetworkPolicies.
 * Allowed values: blocks that, without their exceptions, share no address with the pod and service ranges of the cluster (Cluster.podCidrs,
 * .serviceCidrs). Pod addresses change, and plugins differ in whether an ipBlock meets pods at all (NetworkPolicy docs, ipBlock).
 */
import { objectCheck } from '../check.ts'
import { addressesOf, overlapsAny, podAndServiceRanges } from '../network/ranges.ts'
import { allowRules, peerText, policySpec } from '../network/policy-rules.ts'
import { clusterOf } from '../rbac/tenancy.ts'

export const rulesUseSelectorsNotPodAddresses = objectCheck({
  id: 'rules-use-selectors-not-pod-addresses',
  severity: 'medium',
  title: { zh: '集群内规则用选择器', en: 'In-cluster rules use selectors' },
  why: { zh: '容器组的地址会变，今天放行的地址明天可能属于别的租户。', en: 'Pod addresses change: what is allowed today may belong to another tenant tomorrow.' },
  remedy: { zh: '集群内的对端改用选择器；网段里用 except 排除容器组和服务网段。', en: 'Name peers inside the cluster by selectors; cut the pod and service ranges out with except.' },
  snippet: `ingress:
  - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: data-bureau--portal--web } } }]
    ports: [{ port: 8080, protocol: TCP }]
`,
  reasons: { 'pod-addresses': { zh: '网段与容器组或服务网段重叠', en: 'the block overlaps the pod or service range' } },
  target: { kinds: ['NetworkPolicy'] },
  *evaluate(subject, context) {
    for (const rule of allowRules(policySpec(subject))) {
      for (const peer of rule.peers) {
        if (peer.ipBlock === undefined) continue
        if (overlapsAny(addressesOf(peer.ipBlock), podAndServiceRanges(clusterOf(subject, context)))) yield { reason: 'pod-addresses', path: rule.path, found: peerText(peer) }
      }
    }
  },
})
