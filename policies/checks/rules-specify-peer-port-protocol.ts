/**
 * Restricted fields: spec.ingress[*].from, .ports and spec.egress[*].to, .ports of NetworkPolicies, as far as policyTypes lets them act.
 * Allowed values: non-empty peers, none of them all namespaces (an empty namespaceSelector) or empty; non-empty ports, each with a number
 * or name. An unset protocol is TCP by API defaulting, so it is named.
 */
import { objectCheck } from '../check.ts'
import { isEmptySelector } from '../network/selector.ts'
import { allowRules, peerText, policySpec, portText } from '../network/policy-rules.ts'

export const rulesSpecifyPeerPortProtocol = objectCheck({
  id: 'rules-specify-peer-port-protocol',
  severity: 'high',
  title: { zh: '规则写明对端、端口和协议', en: 'Rules name peer, port and protocol' },
  why: { zh: '没写明对端或端口的规则放行一切，访问控制形同虚设。', en: 'A rule that names no peer or no port lets everything through.' },
  remedy: { zh: '写明对端（命名空间选择器或网段）、端口和协议。', en: 'Name the peer (namespace selector or block), the port and the protocol.' },
  snippet: `spec:
  podSelector: {}
  policyTypes: [Ingress]
  ingress:
    - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: data-bureau--portal--web } } }]
      ports: [{ port: 8080, protocol: TCP }]
`,
  reasons: {
    'no-peer': { zh: '规则没有写明对端', en: 'the rule names no peer' },
    'every-namespace': { zh: '规则放行全部命名空间', en: 'the rule allows every namespace' },
    'no-port': { zh: '规则没有写明端口', en: 'the rule names no port' },
    'every-port': { zh: '规则放行某协议的全部端口', en: 'the rule allows every port of a protocol' },
  },
  target: { kinds: ['NetworkPolicy'] },
  *evaluate(subject) {
    for (const rule of allowRules(policySpec(subject))) {
      if (rule.peers.length === 0) yield { reason: 'no-peer', path: rule.path }
      for (const peer of rule.peers) {
        if (peer.ipBlock === undefined && peer.podSelector === undefined && peer.namespaceSelector === undefined) yield { reason: 'no-peer', path: rule.path, found: '{}' }
        else if (isEmptySelector(peer.namespaceSelector)) yield { reason: 'every-namespace', path: rule.path, found: peerText(peer) }
      }
      if (rule.ports.length === 0) yield { reason: 'no-port', path: rule.path }
      for (const port of rule.ports) if (port.port === undefined) yield { reason: 'every-port', path: rule.path, found: portText(port) }
    }
  },
})
