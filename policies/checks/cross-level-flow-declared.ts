/**
 * Restricted fields: everything that decides who reaches the pods of a tenant's namespace.
 * Allowed values: from systems of another level of protection nothing but the ports of approved Flows.
 */
import { objectCheck } from '../check.ts'
import { openPairs } from '../network/open-pairs.ts'
import { placeOfEnd } from '../network/report/ends.ts'
import { placeOf } from '../placed.ts'

export const crossLevelFlowDeclared = objectCheck({
  id: 'cross-level-flow-declared',
  severity: 'critical',
  title: { zh: '跨等级流量均已声明', en: 'Cross-level flows are declared' },
  why: { zh: '低等级系统的防护较弱，不受控地连到高等级系统，高等级的防护就白做了。', en: 'Systems of a lower level are guarded less; joined to a higher one without control they undo its defences.' },
  remedy: { zh: '声明并批准这条跨级的流，或删除放行它的规则。', en: 'Declare the flow between the levels and have it approved, or delete the rule that opens it.' },
  reasons: { reachable: { zh: '不同等级的系统可以到达，没有已批准的流', en: 'a system of another level reaches it without an approved Flow' } },
  target: { kinds: ['Namespace'] },
  scopes: ['tenant'],
  *evaluate(subject, context) {
    const own = placeOf({ ...subject, namespace: subject.name }, context).level
    yield* openPairs(subject, context, 'into', 'reachable', ({ from }) => {
      const place = placeOfEnd(from)
      return place !== undefined && place.level !== own
    })
  },
})
