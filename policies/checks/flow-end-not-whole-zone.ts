/**
 * Restricted fields: Flow.from, to where they are addresses or nodes.
 * Allowed values: addresses that hold no whole range of a zone, of the address plan of a county, or of a cluster's pods, Services or nodes:
 * an end is a system, a service, a node or a peer outside, never a zone or a department as a whole. The gateway's own use is free.
 */
import { estateCheck } from '../check.ts'
import type { Estate } from '../estate/estate.ts'
import { flowEnd } from '../estate/flow-ends.ts'
import { contains, parseCidrs, type AddressRange } from '../network/cidr.ts'
import { addressesBehind, endsAtGateway } from '../network/declared-flows.ts'

export const flowEndNotWholeZone = estateCheck({
  id: 'flow-end-not-whole-zone',
  severity: 'high',
  title: { zh: '流的一端不是整个区', en: 'No flow ends at a whole zone' },
  why: { zh: '以整个区为一端的流，等于替区里每个系统都开了门。', en: 'A flow with a whole zone at one end opens the door of every system in it.' },
  remedy: { zh: '写明要通的系统和层（系统/层）、共性服务或具体网段；几个系统就写几条流。', en: 'Name the system and tier, the shared service or the narrow range; one Flow for each system.' },
  snippet: 'kind: Flow\nfrom: portal/web\nto: "service:identity"\n',
  reasons: { 'whole-range': { zh: '一端包含整个区、县或集群的地址', en: 'one end holds all addresses of a zone, a county or a cluster' } },
  target: { estate: 'Flow' },
  *evaluate(flow, context) {
    const estate = context.requireEstate()
    for (const [key, other] of [['from', 'to'], ['to', 'from']] as const) {
      if (endsAtGateway(flow[other], estate)) continue
      const ranges = addressesBehind(flowEnd(estate, flow[key])) ?? []
      const whole = wholes(estate).find((one) => ranges.some((range) => contains(range, one.range)))
      if (whole !== undefined) yield { reason: 'whole-range', path: key, found: `${flow[key]} ⊇ ${whole.name}` }
    }
  },
})

interface Whole {
  readonly name: string
  readonly range: AddressRange
}

const known = new WeakMap<Estate, readonly Whole[]>()

function wholes(estate: Estate): readonly Whole[] {
  let list = known.get(estate)
  if (list === undefined) {
    const of = (name: string, cidrs: readonly string[]): readonly Whole[] => parseCidrs(cidrs).map((range) => ({ name, range }))
    list = [
      ...estate.of('Zone').flatMap((zone) => of(`Zone/${zone.name}`, zone.cidrs)),
      ...estate.of('AddressPlan').flatMap((plan) => of(`AddressPlan/${plan.name}`, [...plan.ipv4, ...plan.ipv6])),
      ...estate.of('Cluster').flatMap((cluster) => of(`Cluster/${cluster.name}`, [...cluster.podCidrs, ...cluster.serviceCidrs, ...cluster.nodeCidrs])),
    ]
    known.set(estate, list)
  }
  return list
}
