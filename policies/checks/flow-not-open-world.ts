/**
 * Restricted fields: Flow.from, to where they are addresses.
 * Allowed values: no range wider than a private one can be (10.0.0.0/8, RFC 1918; fc00::/7, RFC 4193), so neither the whole world nor
 * halves of it, unless the other end lies in a zone of purpose access (the gateway's own use).
 */
import { estateCheck } from '../check.ts'
import { flowEnd } from '../estate/flow-ends.ts'
import { parseCidr } from '../network/cidr.ts'
import { endsAtGateway } from '../network/declared-flows.ts'

/** Shortest prefix allowed by address family. */
const shortest = { 4: 8, 6: 7 } as const

export const flowNotOpenWorld = estateCheck({
  id: 'flow-not-open-world',
  severity: 'high',
  title: { zh: '流不对全网开放', en: 'No flow is open to the world' },
  why: { zh: '对全网开放的流绕过了互联网接入区的防护。', en: 'A flow open to the world goes round the defences of the access zone.' },
  remedy: { zh: '写明对端的网段；面向公众的访问经互联网接入区的网关。', en: 'Name the peer’s range; the public comes in through the gateway of the access zone.' },
  snippet: 'kind: Flow\nfrom: portal/web\nto: 198.51.100.0/24\n',
  reasons: { 'open-world': { zh: '一端是全网（或大半个全网）', en: 'one end is the world, or a large part of it' } },
  target: { estate: 'Flow' },
  *evaluate(flow, context) {
    for (const [key, other] of [['from', 'to'], ['to', 'from']] as const) {
      const end = flowEnd(context.requireEstate(), flow[key])
      const range = end.type === 'network' ? parseCidr(end.cidr) : null
      if (range !== null && range.prefix < shortest[range.family] && !endsAtGateway(flow[other], context.requireEstate())) yield { reason: 'open-world', path: key, found: flow[key] }
    }
  },
})
