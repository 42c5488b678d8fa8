/** What declared Flows open, as checks compare it with NetworkPolicies: where they begin, and the addresses behind an end. */
import type { DocumentOf } from '../estate/document.ts'
import type { Estate } from '../estate/estate.ts'
import { flowEnd, placedEnd, type FlowEnd } from '../estate/flow-ends.ts'
import { parseCidrs, type AddressRange } from './cidr.ts'

export type Flow = DocumentOf<'Flow'>

/** Addresses of an end outside the clusters; null for tiers and services, which selectors name. */
export function addressesBehind(end: FlowEnd): readonly AddressRange[] | null {
  if (end.type === 'network') return parseCidrs([end.cidr])
  return end.type === 'node' ? parseCidrs(end.node?.cidrs ?? []) : null
}

const starts = new WeakMap<Estate, ReadonlyMap<string, readonly Flow[]>>()

/** Flows that begin in a namespace of a cluster. */
export function flowsFrom(namespace: string, cluster: string, estate: Estate): readonly Flow[] {
  let map = starts.get(estate)
  if (map === undefined) {
    const built = new Map<string, Flow[]>()
    for (const flow of estate.of('Flow')) {
      const from = placedEnd(flowEnd(estate, flow.from))
      if (from === undefined) continue
      const key = `${from.tier.cluster}/${from.namespace}`
      built.set(key, [...(built.get(key) ?? []), flow])
    }
    starts.set(estate, (map = built))
  }
  return map.get(`${cluster}/${namespace}`) ?? []
}

/** True where an end is the tier of a namespace. */
export function isAt(end: FlowEnd, namespace: string, cluster: string): boolean {
  const placed = placedEnd(end)
  return placed !== undefined && placed.namespace === namespace && placed.tier.cluster === cluster
}

/** True where an end (as a Flow writes it) lies in a zone of purpose access: the gateway, which alone may face the world. */
export function endsAtGateway(end: string, estate: Estate): boolean {
  const zone = placedEnd(flowEnd(estate, end))?.tier.zone
  return zone !== undefined && estate.get('Zone', zone)?.purpose === 'access'
}
