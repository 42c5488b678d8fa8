/**
 * Restricted fields: the allow rules of the NetworkPolicies of one namespace.
 * Allowed values: rules that open something that the others of the namespace do not open already. Of equal rules the later one is named.
 */
import { objectCheck, type CheckContext } from '../check.ts'
import { coveredRules, type CoveredRule } from '../network/rule-cover.ts'

export const noRedundantRule = objectCheck({
  id: 'no-redundant-rule',
  severity: 'low',
  title: { zh: '没有多余的规则', en: 'No redundant rules' },
  why: { zh: '多余的规则让人以为收紧了一条就关上了门，其实另一条还开着。', en: 'With redundant rules somebody tightens one and believes the door is shut, while another still holds it open.' },
  remedy: { zh: '删除该规则；它放行的，别的规则已经放行。', en: 'Delete the rule: what it opens is open already.' },
  reasons: {
    duplicate: { zh: '与另一条规则完全相同', en: 'equals another rule' },
    shadowed: { zh: '放行的都已被别的规则放行', en: 'opens only what other rules open' },
  },
  target: { kinds: ['NetworkPolicy'] },
  *evaluate(subject, context) {
    for (const { policy, rule, by, equal } of coveredIn(subject.namespace, context)) {
      if (policy === subject) yield { reason: equal ? 'duplicate' : 'shadowed', path: rule.path, found: by.join(', ') }
    }
  },
})

/** Every policy of a namespace asks the same question: answered once a namespace. */
const answers = new WeakMap<CheckContext, Map<string, readonly CoveredRule[]>>()

function coveredIn(namespace: string, context: CheckContext): readonly CoveredRule[] {
  let known = answers.get(context)
  if (known === undefined) answers.set(context, (known = new Map<string, readonly CoveredRule[]>()))
  let rules = known.get(namespace)
  if (rules === undefined) known.set(namespace, (rules = coveredRules(context.known('NetworkPolicy', namespace))))
  return rules
}
