/**
 * Restricted fields: everything that decides who reaches the pods of a tenant's namespace.
 * Allowed values: from other zones nothing but the ports of approved Flows.
 */
import { objectCheck } from '../check.ts'
import { openPairs } from '../network/open-pairs.ts'
import { placeOfEnd } from '../network/report/ends.ts'
import { placeOf } from '../placed.ts'

export const zoneFlowsDeclared = objectCheck({
  id: 'zone-flows-declared',
  severity: 'high',
  title: { zh: '区域间流量与声明一致', en: 'Zone flows equal the declaration' },
  why: { zh: '分了区却没有按声明放行，区就只是名字。', en: 'Where traffic between zones is not what was declared, zones are names only.' },
  remedy: { zh: '声明并批准这条跨区的流，或删除放行它的规则。', en: 'Declare the flow between the zones and have it approved, or delete the rule that opens it.' },
  reasons: { reachable: { zh: '别的区可以到达，没有已批准的流', en: 'another zone reaches it without an approved Flow' } },
  target: { kinds: ['Namespace'] },
  scopes: ['tenant'],
  *evaluate(subject, context) {
    const own = placeOf({ ...subject, namespace: subject.name }, context).zone
    yield* openPairs(subject, context, 'into', 'reachable', ({ from }) => (placeOfEnd(from)?.zone ?? own) !== own)
  },
})
