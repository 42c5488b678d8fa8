/**
 * Restricted fields: ipBlock of the egress rules of NetworkPolicies in tenant namespaces.
 * Allowed values: addresses of the cluster and of declared zones, and addresses that a Flow from this tier names as its target.
 */
import { objectCheck } from '../check.ts'
import { flowEnd } from '../estate/flow-ends.ts'
import { addressesBehind, flowsFrom } from '../network/declared-flows.ts'
import { addressesOf, internalRanges, without } from '../network/ranges.ts'
import { allowRules, peerText, policySpec } from '../network/policy-rules.ts'
import { placeOf } from '../placed.ts'
import { clusterOf } from '../rbac/tenancy.ts'

export const externalEgressDeclared = objectCheck({
  id: 'external-egress-declared',
  severity: 'high',
  title: { zh: '对外连接均已声明', en: 'External egress is declared' },
  why: { zh: '没有声明的对外连接就是数据外流的通道。', en: 'An outward connection that nobody declared is a way out for data.' },
  remedy: { zh: '声明一条从本层到该网段的 Flow 并经批准，或删除该规则。', en: 'Declare a Flow from this tier to the block and have it approved, or delete the rule.' },
  snippet: `kind: Flow
name: portal-to-province
from: portal/web
to: 10.200.1.0/24
ports: [{ port: 443 }]
purpose: 调用省级接口
owner: zhou
expires: 2027-12-31
`,
  reasons: { 'undeclared-egress': { zh: '放行了没有声明的外部地址', en: 'the rule allows external addresses that are not declared' } },
  target: { kinds: ['NetworkPolicy'] },
  scopes: ['tenant'],
  *evaluate(subject, context) {
    for (const rule of allowRules(policySpec(subject))) {
      if (rule.direction !== 'egress') continue
      for (const peer of rule.peers) {
        if (peer.ipBlock === undefined) continue
        const estate = context.requireEstate()
        const cluster = clusterOf(subject, context)
        placeOf(subject, context)
        const declared = flowsFrom(subject.namespace, cluster.name, estate).flatMap((flow) => addressesBehind(flowEnd(estate, flow.to)) ?? [])
        const left = without(without(addressesOf(peer.ipBlock), internalRanges(cluster, context)), declared)
        if (left.length > 0) yield { reason: 'undeclared-egress', path: rule.path, found: peerText(peer) }
      }
    }
  },
})
