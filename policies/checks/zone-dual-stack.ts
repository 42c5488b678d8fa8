/**
 * Restricted fields: Zone.cidrs.
 * Allowed values: an IPv4 and an IPv6 range. Not applicable to a zone without ranges (zone-address-plan-disjoint says so).
 */
import { estateCheck } from '../check.ts'
import { missingFamilies } from '../network/families.ts'

export const zoneDualStack = estateCheck({
  id: 'zone-dual-stack',
  severity: 'low',
  title: { zh: '网络区域双栈', en: 'Zones are dual stack' },
  why: { zh: '区内只有一个协议族的地址，另一个协议族的流量就没有规则可依。', en: 'Where a zone has addresses of one family only, traffic of the other has no rule to follow.' },
  remedy: { zh: '给该区的 cidrs 各配一段 IPv4 和 IPv6。', en: 'Give the zone’s cidrs an IPv4 and an IPv6 range.' },
  snippet: 'kind: Zone\nname: business\ncidrs: [10.2.0.0/16, "fd00:2::/64"]\n',
  reasons: { 'single-stack': { zh: '缺一个协议族的网段', en: 'one address family is missing' } },
  target: { estate: 'Zone' },
  applies: (zone) => zone.cidrs.length > 0,
  *evaluate(zone) {
    for (const family of missingFamilies(zone.cidrs)) yield { reason: 'single-stack', path: 'cidrs', found: `IPv${family}` }
  },
})
