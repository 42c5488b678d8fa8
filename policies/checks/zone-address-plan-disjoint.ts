/**
 * Restricted fields: Zone.cidrs, the AddressPlans of the zone.
 * Allowed values: the zone has a range of its own (its cidrs, or an address plan for it), and its address plans stay inside its cidrs.
 * That no range overlaps another zone's or a cluster's is held by the loader, which refuses such an estate (rules/networks.ts).
 */
import { estateCheck, type CheckContext } from '../check.ts'
import type { DocumentOf } from '../estate/document.ts'
import { covered, formatCidr, parseCidrs, type Cidr } from '../network/cidr.ts'

export const zoneAddressPlanDisjoint = estateCheck({
  id: 'zone-address-plan-disjoint',
  severity: 'medium',
  title: { zh: '区域地址规划不重叠', en: 'Zone address plan is disjoint' },
  why: { zh: '没有自己地址段的区、或与别处重叠的区，无法按地址写清边界规则，路由也会串。', en: 'A zone without addresses of its own, or sharing some, cannot be told apart by border rules and routes.' },
  remedy: { zh: '给该区写 cidrs（或为它写 AddressPlan），与其他区和集群的 Pod、Service、节点网段都不重叠。', en: 'Give the zone cidrs (or an AddressPlan) that overlap no other zone and no pod, service or node range.' },
  snippet: 'kind: Zone\nname: business\ntitle: { zh: 业务应用区 }\npurpose: business\nexposure: none\ncidrs: [10.3.0.0/16, "fd00:3::/48"]\n',
  reasons: {
    'no-range': { zh: '该区没有声明地址段', en: 'the zone declares no address range' },
    'plan-outside': { zh: '该区的地址规划超出了它的 cidrs', en: 'an address plan of the zone lies outside its cidrs' },
  },
  target: { estate: 'Zone' },
  *evaluate(zone, context) {
    const plans = plansOf(zone, context)
    if (zone.cidrs.length === 0 && plans.length === 0) yield { reason: 'no-range', path: 'cidrs' }
    const declared = parseCidrs(zone.cidrs)
    if (declared.length === 0) return
    for (const { name, range } of plans) if (!covered(range, declared)) yield { reason: 'plan-outside', path: 'cidrs', found: `${name} ${formatCidr(range)}` }
  },
})

type Zone = DocumentOf<'Zone'>

function plansOf(zone: Zone, context: CheckContext): readonly { readonly name: string; readonly range: Cidr }[] {
  const plans = context.requireEstate().of('AddressPlan').filter((plan) => plan.zone === zone.name)
  return plans.flatMap((plan) => parseCidrs([...plan.ipv4, ...plan.ipv6]).map((range) => ({ name: plan.name, range })))
}
