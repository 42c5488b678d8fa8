/** The two ends of a Flow, looked up: `system/tier`, `service:NAME`, `node:NAME` or a CIDR. */
import type { DocumentOf } from '../policies/estate/document.ts'
import type { Estate, PlacedTier } from '../policies/estate/estate.ts'

export type FlowDocument = DocumentOf<'Flow'>

/** A namespace of the estate, or addresses outside it. */
export type FlowEnd =
  | { readonly kind: 'tier'; readonly placed: PlacedTier }
  | { readonly kind: 'addresses'; readonly cidrs: readonly string[] }

/** Tiers by `system/tier`: flows are many, so they are looked up in a map. */
export function tiersByName(estate: Estate): ReadonlyMap<string, PlacedTier> {
  return new Map(estate.tiers.map((placed) => [`${placed.system.name}/${placed.tier.name}`, placed]))
}

/** @returns null where the estate has no such end (validation reports it; nothing is built) */
export function flowEnd(estate: Estate, tiers: ReadonlyMap<string, PlacedTier>, end: string): FlowEnd | null {
  if (end.startsWith('service:')) {
    const service = estate.get('SharedService', end.slice('service:'.length))
    return service === undefined ? null : tierEnd(tiers.get(`${service.system}/${service.tier}`))
  }
  if (end.startsWith('node:')) {
    const cidrs = estate.get('NetworkNode', end.slice('node:'.length))?.cidrs ?? []
    return cidrs.length === 0 ? null : { kind: 'addresses', cidrs }
  }
  const placed = tiers.get(end)
  if (placed !== undefined) return tierEnd(placed)
  // `10.0.0.0/8` and `fd00::/8`: no system name begins with a digit or holds a colon.
  return /^[0-9a-f]*[:.]/i.test(end) ? { kind: 'addresses', cidrs: [end] } : null
}

function tierEnd(placed: PlacedTier | undefined): FlowEnd | null {
  return placed === undefined ? null : { kind: 'tier', placed }
}
