/**
 * Restricted fields: NetworkPolicies in tenant namespaces that allow traffic across the border of the namespace.
 * Allowed values: label ywq.io/flow naming a Flow that begins (egress) or ends (ingress) here and has its approvals, peers that lie within
 * the Flow's other end, ports within the Flow's; or a policy of the baseline (names.ts policyNames) with the content that it is for.
 * Rules whose every peer is a podSelector alone stay inside the namespace and need no Flow.
 */
import { objectCheck, type CheckContext, type Offence } from '../check.ts'
import { flowEnd, missingApprovals, placedEnd, type FlowEnd } from '../estate/flow-ends.ts'
import { isBaselineRule, namespaceNamed } from '../network/baseline.ts'
import { covered } from '../network/cidr.ts'
import { addressesBehind, isAt, type Flow } from '../network/declared-flows.ts'
import type { NetworkPolicyPeer } from '../kubernetes.ts'
import { allowRules, peerText, policySpec, portRange, portText, type AllowRule } from '../network/policy-rules.ts'
import { addressesOf } from '../network/ranges.ts'
import { labels } from '../names.ts'
import { metadataOf, placeOf } from '../placed.ts'
import { clusterOf } from '../rbac/tenancy.ts'
import type { Subject } from '../subject.ts'

export const networkPolicyImplementsApprovedFlow = objectCheck({
  id: 'network-policy-implements-approved-flow',
  severity: 'high',
  title: { zh: '放行的策略都对应已批准的流', en: 'Every allowing policy implements an approved flow' },
  why: { zh: '手工放行的策略没有人批准、没有期限、也没有人负责。', en: 'A policy opened by hand was approved by nobody, has no end and no owner.' },
  remedy: { zh: '声明 Flow 并经批准，由 ywq 生成策略；或删除手工的策略。', en: 'Declare the Flow, have it approved and let ywq build the policy; or delete the hand-made one.' },
  snippet: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: flow-insurance-web-to-db-egress
  namespace: hr--insurance--web
  labels: { ywq.io/flow: insurance-web-to-db }
`,
  reasons: {
    'no-flow': { zh: '跨命名空间放行，却没有标明对应的流（ywq.io/flow）', en: 'allows across namespaces without naming a Flow (ywq.io/flow)' },
    'unknown-flow': { zh: '标明的流没有声明', en: 'the Flow named is not declared' },
    'flow-not-here': { zh: '标明的流不从这里起、也不到这里止', en: 'the Flow named neither begins nor ends here' },
    'unapproved-flow': { zh: '标明的流缺少批准', en: 'the Flow named lacks an approval' },
    'peer-beyond-flow': { zh: '对端超出了流的另一端', en: 'the peer goes beyond the other end of the Flow' },
    'port-beyond-flow': { zh: '端口超出了流声明的端口', en: 'the port goes beyond those of the Flow' },
    'baseline-altered': { zh: '基线策略的内容不是它该有的', en: 'a baseline policy holds what it is not for' },
  },
  target: { kinds: ['NetworkPolicy'] },
  scopes: ['tenant'],
  *evaluate(subject, context) {
    const rules = allowRules(policySpec(subject)).filter((rule) => rule.peers.length === 0 || rule.peers.some((peer) => !isInside(peer)))
    if (rules.length === 0) return
    const estate = context.requireEstate()
    placeOf(subject, context)
    const cluster = clusterOf(subject, context)
    const name = metadataOf(subject).labels?.[labels.flow]
    if (name === undefined) {
      for (const rule of rules) {
        const baseline = isBaselineRule(subject.name, rule, cluster, estate)
        if (baseline !== true) yield { reason: baseline === null ? 'no-flow' : 'baseline-altered', path: rule.path }
      }
      return
    }
    const flow = estate.get('Flow', name)
    if (flow === undefined) {
      yield { reason: 'unknown-flow', path: `metadata.labels[${labels.flow}]`, found: name }
      return
    }
    const missing = missingApprovals(estate, flow)
    if (missing.length > 0) yield { reason: 'unapproved-flow', path: `metadata.labels[${labels.flow}]`, found: `${name}: ${missing.join(', ')}` }
    for (const rule of rules) yield* beyond(rule, flow, subject, cluster.name, context)
  },
})

function isInside(peer: NetworkPolicyPeer): boolean {
  return peer.podSelector !== undefined && peer.namespaceSelector === undefined && peer.ipBlock === undefined
}

function* beyond(rule: AllowRule, flow: Flow, subject: Subject, cluster: string, context: CheckContext): Iterable<Offence> {
  const estate = context.requireEstate()
  const [here, there] = rule.direction === 'egress' ? [flow.from, flow.to] : [flow.to, flow.from]
  if (!isAt(flowEnd(estate, here), subject.namespace, cluster)) {
    yield { reason: 'flow-not-here', path: rule.path, found: `${flow.name}: ${flow.from} → ${flow.to}` }
    return
  }
  const end = flowEnd(estate, there)
  if (rule.peers.length === 0) yield { reason: 'peer-beyond-flow', path: rule.path, found: '[]' }
  for (const peer of rule.peers) {
    if (!isInside(peer) && !isWithin(peer, end)) yield { reason: 'peer-beyond-flow', path: rule.path, found: peerText(peer) }
  }
  if (rule.ports.length === 0) yield { reason: 'port-beyond-flow', path: rule.path, found: '[]' }
  for (const port of rule.ports) {
    const range = portRange(port)
    const declared = flow.ports.some((p) => range !== null && (p.protocol ?? 'TCP') === (port.protocol ?? 'TCP') && p.port <= range.from && range.to <= (p.endPort ?? p.port))
    if (!declared) yield { reason: 'port-beyond-flow', path: rule.path, found: portText(port) }
  }
}

function isWithin(peer: NetworkPolicyPeer, end: FlowEnd): boolean {
  const placed = placedEnd(end)
  if (placed !== undefined) return namespaceNamed(peer) === placed.namespace
  const addresses = addressesBehind(end)
  return addresses !== null && peer.ipBlock !== undefined && addressesOf(peer.ipBlock).every((range) => covered(range, addresses))
}
