/**
 * Restricted fields: Flow.data, exchange and the zones of its two ends.
 * Allowed values: an end that receives important or core data (its system declares none of that class) lies in an important zone or one of
 * purpose exchange, or gets it through the exchange gateway (exchange: true), where it is masked and logged; core data never leaves.
 */
import { estateCheck } from '../check.ts'
import type { PlacedTier } from '../estate/estate.ts'
import { flowEnd, placedEnd } from '../estate/flow-ends.ts'
import type { DataClass } from '../placed.ts'

export const flowDataFitsZone = estateCheck({
  id: 'flow-data-fits-zone',
  severity: 'high',
  title: { zh: '高类数据不流向低区', en: 'Data does not flow to a lower zone' },
  why: { zh: '重要数据、核心数据流到没有相应防护的区，就按最低的防护被保管。', en: 'Important or core data in a zone without the defences for it is kept as safe as that zone only.' },
  remedy: { zh: '经数据交换网关脱敏后提供（exchange: true），或把目标放到重要区域，或从 data 里去掉不需要的类别。', en: 'Pass it through the exchange gateway (exchange: true), move the target to an important zone, or take out the class that is not needed.' },
  snippet: 'kind: Flow\nfrom: insurance/db\nto: exchange/gateway\ndata: [important]\nexchange: true\n',
  reasons: {
    'lower-zone': { zh: '重要或核心数据流到非重要区域的系统', en: 'important or core data comes to a system in a zone that is not important' },
    'leaves-cloud': { zh: '重要或核心数据直接流出本云', en: 'important or core data leaves the cloud directly' },
    'core-leaves-cloud': { zh: '核心数据流出本云', en: 'core data leaves the cloud' },
  },
  target: { estate: 'Flow' },
  applies: (flow) => (flow.data ?? []).some((c) => c !== 'general'),
  *evaluate(flow, context) {
    const estate = context.requireEstate()
    const classes = (flow.data ?? []).filter((c) => c !== 'general')
    for (const [key, other] of [['to', 'from'], ['from', 'to']] as const) {
      const receiver = placedEnd(flowEnd(estate, flow[key]))
      const giver = placedEnd(flowEnd(estate, flow[other]))
      for (const one of classes) {
        const found = `${one}: ${flow[other]} → ${flow[key]}`
        // Who calls is not who gives: data goes from the end that holds it to the one that does not.
        if (!holds(giver, one) || holds(receiver, one)) continue
        if (receiver === undefined) {
          if (one === 'core') yield { reason: 'core-leaves-cloud', path: key, found }
          else if (flow.exchange !== true) yield { reason: 'leaves-cloud', path: key, found }
        } else if (flow.exchange !== true) {
          const zone = estate.get('Zone', receiver.place.zone)
          if (zone?.important !== true && zone?.purpose !== 'exchange') yield { reason: 'lower-zone', path: key, found: `${found} (${receiver.place.zone})` }
        }
      }
    }
  },
})

function holds(end: PlacedTier | undefined, wanted: DataClass): boolean {
  return end?.system.data?.some((item) => item.class === wanted) === true
}
