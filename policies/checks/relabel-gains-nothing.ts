/**
 * Restricted fields: the peers of ingress rules of NetworkPolicies in tenant namespaces, over all labels that another tenant may set on its
 * own pods and namespaces (relabel.ts).
 * Allowed values: peers without such labels, or peers that only the namespace at the other end of an approved Flow can match (kubernetes.io/metadata.name, or labels that
 * tenants cannot change).
 */
import { objectCheck } from '../check.ts'
import { allowRules, peerText, policySpec } from '../network/policy-rules.ts'
import { flowEnd, missingApprovals } from '../estate/flow-ends.ts'
import { isAt } from '../network/declared-flows.ts'
import { declaredLabels } from '../network/known-namespaces.ts'
import { namespaceNamed } from '../network/baseline.ts'
import { canMatch, hasFreeLabels } from '../network/relabel.ts'
import { placeOf } from '../placed.ts'

export const relabelGainsNothing = objectCheck({
  id: 'relabel-gains-nothing',
  severity: 'critical',
  title: { zh: '改标签换不来访问权', en: 'Relabelling gains nothing' },
  why: { zh: '按租户自己能改的标签放行，等于谁都能给自己发通行证。', en: 'A rule by labels that tenants set themselves lets everybody issue their own pass.' },
  remedy: { zh: '用 kubernetes.io/metadata.name 指明来源命名空间；Pod 标签只能再收窄，不能代替它。', en: 'Name the source namespace by kubernetes.io/metadata.name; pod labels may narrow it and never stand for it.' },
  snippet: 'ingress:\n  - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: hr--insurance--web } } }]\n    ports: [{ port: 5432, protocol: TCP }]\n',
  reasons: { 'others-may-match': { zh: '别的租户改一改标签就能命中', en: 'other tenants can match it by setting labels' } },
  target: { kinds: ['NetworkPolicy'] },
  scopes: ['tenant'],
  *evaluate(subject, context) {
    const rules = allowRules(policySpec(subject)).filter((rule) => rule.direction === 'ingress' && rule.peers.some((peer) => peer.namespaceSelector !== undefined))
    if (rules.length === 0) return
    const estate = context.requireEstate()
    const own = placeOf(subject, context).department
    const others = estate.tiers.filter(({ tier, place }) => tier.cluster === subject.cluster && place.department !== own)
    const declared = estate.of('Flow').filter((flow) => isAt(flowEnd(estate, flow.to), subject.namespace, subject.cluster) && missingApprovals(estate, flow).length === 0)
    for (const rule of rules) {
      const gain = new Set<string>()
      for (const { namespace, place } of others) {
        if (declared.some((flow) => isAt(flowEnd(estate, flow.from), namespace, subject.cluster))) continue
        if (rule.peers.some((peer) => namespaceNamed(peer) === null && hasFreeLabels(peer) && canMatch(peer, declaredLabels(namespace, place)))) gain.add(place.department)
      }
      if (gain.size > 0) yield { reason: 'others-may-match', path: rule.path, found: `${rule.peers.map(peerText).join(' | ')} ← ${[...gain].slice(0, 5).join(', ')}${gain.size > 5 ? ` +${gain.size - 5}` : ''}` }
    }
  },
})
