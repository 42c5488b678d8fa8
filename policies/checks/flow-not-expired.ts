/**
 * Restricted fields: Flow.expires.
 * Allowed values: a day that has not passed. Nothing closes by itself on that day, so an expired flow is still open.
 */
import { estateCheck } from '../check.ts'
import { hasPassed } from '../today.ts'

export const flowNotExpired = estateCheck({
  id: 'flow-not-expired',
  severity: 'high',
  title: { zh: '流没有到期', en: 'No flow has expired' },
  why: { zh: '到期的流不会自己关闭；没有人复核过它是否还需要。', en: 'A flow does not close by itself; past its end nobody has looked at whether it is still needed.' },
  remedy: { zh: '还需要的，改 expires 并重新批准；不需要的，删除该 Flow。', en: 'Where it is still needed, set a new end and have it approved again; else delete the Flow.' },
  snippet: 'kind: Flow\nname: web-to-db\nexpires: 2027-12-31\n',
  reasons: { expired: { zh: '已到期，仍然开着', en: 'has expired and is still open' } },
  target: { estate: 'Flow' },
  *evaluate(flow, context) {
    if (hasPassed(flow.expires, context)) yield { reason: 'expired', path: 'expires', found: flow.expires }
  },
})
