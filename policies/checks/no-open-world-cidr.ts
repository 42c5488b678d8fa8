/**
 * Restricted fields: ipBlock.cidr in the rules of NetworkPolicies.
 * Allowed values: blocks that neither alone nor together (0.0.0.0/1 beside 128.0.0.0/1) hold every address of IPv4 or IPv6, exceptions
 * notwithstanding; in zones of purpose access (the gateway zone) any.
 */
import { objectCheck, type CheckContext } from '../check.ts'
import { covered, parseCidrs, wholeFamily } from '../network/cidr.ts'
import { allowRules, policySpec } from '../network/policy-rules.ts'
import type { Subject } from '../subject.ts'

export const noOpenWorldCidr = objectCheck({
  id: 'no-open-world-cidr',
  severity: 'high',
  title: { zh: '规则不对全网开放', en: 'No rule is open to the world' },
  why: { zh: '对全网放行的规则等于没有边界；只有网关区可以面向全网。', en: 'A rule open to the world is no border; only the gateway zone may face it.' },
  remedy: { zh: '写出真正需要的网段；对外服务经网关区。', en: 'Write the blocks that are really needed; serve the outside through the gateway zone.' },
  snippet: `egress:
  - to: [{ ipBlock: { cidr: 10.8.0.0/16 } }]
    ports: [{ port: 443, protocol: TCP }]
`,
  reasons: { 'open-world': { zh: '规则对全网开放', en: 'the rule is open to the world' } },
  target: { kinds: ['NetworkPolicy'] },
  *evaluate(subject, context) {
    if (isGateway(subject, context)) return
    for (const rule of allowRules(policySpec(subject))) {
      const texts = rule.peers.flatMap((peer) => (peer.ipBlock?.cidr === undefined ? [] : [peer.ipBlock.cidr]))
      const blocks = parseCidrs(texts)
      const open = ([4, 6] as const).filter((family) => covered(wholeFamily(family), blocks))
      if (open.length > 0) yield { reason: 'open-world', path: rule.path, found: `${texts.join(', ')} (${open.map((family) => `IPv${family}`).join(', ')})` }
    }
  },
})

function isGateway(subject: Subject, context: CheckContext): boolean {
  return subject.place !== undefined && context.estate?.get('Zone', subject.place.zone)?.purpose === 'access'
}
