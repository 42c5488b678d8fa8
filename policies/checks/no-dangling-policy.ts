/**
 * Restricted fields: spec.podSelector and the selectors of the peers of NetworkPolicies.
 * Allowed values: selectors that match at least one pod or namespace that exists or is declared. An empty selector is never dangling.
 */
import { objectCheck, Skip } from '../check.ts'
import { meetsPod, namespacesSelected } from '../network/known-namespaces.ts'
import { allowRules, peerText, policySpec, selectorText } from '../network/policy-rules.ts'

export const noDanglingPolicy = objectCheck({
  id: 'no-dangling-policy',
  severity: 'low',
  title: { zh: '没有失效的规则', en: 'No dangling policies' },
  aliases: { 'kube-linter': ['dangling-networkpolicy', 'dangling-networkpolicypeer-podselector'] },
  why: { zh: '选不中任何对象的规则看似有效，其实没有保护谁；同名标签一出现又会悄悄放行。', en: 'A rule that matches nothing looks like protection and is none; it comes alive when somebody uses the label.' },
  remedy: { zh: '改正选择器，或删除该规则。', en: 'Correct the selector, or delete the rule.' },
  snippet: `spec:
  podSelector: { matchLabels: { app.kubernetes.io/name: web } }
`,
  reasons: {
    'selects-no-pod': { zh: '策略选不中本命名空间的任何容器组', en: 'the policy selects no pod of its namespace' },
    'peer-selects-nothing': { zh: '对端选择器选不中任何命名空间或容器组', en: 'the peer selects no namespace or pod' },
  },
  target: { kinds: ['NetworkPolicy'] },
  *evaluate(subject, context) {
    const spec = policySpec(subject)
    let unknown = false
    const own = meetsPod(spec.podSelector, [subject.namespace], subject, context)
    if (own === false) yield { reason: 'selects-no-pod', path: 'spec.podSelector', found: selectorText(spec.podSelector ?? {}) }
    if (own === null) unknown = true
    for (const rule of allowRules(spec)) {
      for (const peer of rule.peers) {
        if (peer.ipBlock !== undefined) continue
        const namespaces = peer.namespaceSelector === undefined ? [subject.namespace] : namespacesSelected(peer.namespaceSelector, subject, context)
        const met = namespaces.length > 0 ? meetsPod(peer.podSelector, namespaces, subject, context) : context.isComplete('Namespace', '') ? false : null
        if (met === false) yield { reason: 'peer-selects-nothing', path: rule.path, found: peerText(peer) }
        if (met === null) unknown = true
      }
    }
    if (unknown) throw new Skip('incomplete', { zh: '输入没有给全容器组或命名空间，不能断定选择器落空', en: 'the input does not hold every pod or namespace: that a selector matches nothing cannot be concluded' })
  },
})
