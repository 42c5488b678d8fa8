/**
 * Restricted fields: AddressPlan.ipv4, ipv6 against the plans of the areas above.
 * Allowed values: both families; the plan of a county lies wholly in a plan of its city or province.
 * Not applicable to the plan of a zone: zone-address-plan-disjoint and zone-dual-stack judge zones.
 */
import { estateCheck } from '../check.ts'
import { outsideAggregate } from '../network/address-plan.ts'
import { missingFamilies } from '../network/families.ts'

export const addressPlanAggregated = estateCheck({
  id: 'address-plan-aggregated',
  severity: 'low',
  title: { zh: '地址规划逐级聚合、双栈', en: 'Address plans aggregate and are dual stack' },
  why: { zh: '各县自取一段、上级没有汇总段的，路由和边界规则只能逐条写，越写越错。', en: 'Where counties take blocks that no block above holds, routes and border rules are written one by one, and go wrong.' },
  remedy: { zh: '为市（或省）登记汇总段，县、区的段从中划出；IPv4 与 IPv6 各有一段。', en: 'Register an aggregate for the city (or province) and cut the blocks of counties and zones out of it, in IPv4 and IPv6.' },
  snippet: 'kind: AddressPlan\nname: plan-city\ntitle: { zh: 全市地址段 }\narea: example-city\nipv4: [172.16.0.0/16]\nipv6: ["fd00:200::/32"]\n',
  reasons: {
    'outside-aggregate': { zh: '上级没有包含它的地址段', en: 'no block of the areas above holds it' },
    'single-stack': { zh: '缺一个协议族的地址段', en: 'one address family is missing' },
  },
  target: { estate: 'AddressPlan' },
  applies: (plan) => plan.zone === undefined,
  *evaluate(plan, context) {
    for (const family of missingFamilies([...plan.ipv4, ...plan.ipv6])) yield { reason: 'single-stack', path: `ipv${family}`, found: `IPv${family}` }
    for (const block of outsideAggregate(plan, context.requireEstate())) yield { reason: 'outside-aggregate', path: `blocks[${block}]`, found: block }
  },
})
