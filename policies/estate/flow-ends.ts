/** Ends of a Flow, what it crosses, and the approvals that it needs for that. Stacks compile by it, checks judge by it. */
import type { DocumentOf } from './document.ts'
import type { Estate, PlacedTier } from './estate.ts'

/** `placed`, `service`, `node` are undefined where the name is not declared. */
export type FlowEnd =
  | { readonly type: 'tier'; readonly system: string; readonly tier: string; readonly placed: PlacedTier | undefined }
  | { readonly type: 'service'; readonly name: string; readonly service: DocumentOf<'SharedService'> | undefined; readonly placed: PlacedTier | undefined }
  | { readonly type: 'node'; readonly name: string; readonly node: DocumentOf<'NetworkNode'> | undefined }
  | { readonly type: 'network'; readonly cidr: string }

type EndLookup = Pick<Estate, 'get' | 'tier'>

/** Reads an end as the schema's format `flow-end` admits it. */
export function flowEnd(estate: EndLookup, text: string): FlowEnd {
  if (text.startsWith('service:')) {
    const name = text.slice('service:'.length)
    const service = estate.get('SharedService', name)
    return { type: 'service', name, service, placed: service === undefined ? undefined : estate.tier(service.system, service.tier) }
  }
  if (text.startsWith('node:')) {
    const name = text.slice('node:'.length)
    return { type: 'node', name, node: estate.get('NetworkNode', name) }
  }
  const [system = '', tier = ''] = text.split('/')
  if (/^[a-z][a-z0-9-]*$/.test(system) && !text.includes(':') && !/^[0-9]+$/.test(tier)) return { type: 'tier', system, tier, placed: estate.tier(system, tier) }
  return { type: 'network', cidr: text }
}

/** The tier behind an end, where it is one of ours. */
export const placedEnd = (end: FlowEnd): PlacedTier | undefined => (end.type === 'tier' || end.type === 'service' ? end.placed : undefined)

/** The system that answers for an end; null for nodes and addresses. */
export const ownerOfEnd = (end: FlowEnd): DocumentOf<'System'> | null => placedEnd(end)?.system ?? null

/** Borders that a flow crosses. `outside`: one end is no system of this cloud (a node, an address). */
export type Border = 'department' | 'zone' | 'level' | 'outside'

export function bordersOf(estate: Estate, flow: DocumentOf<'Flow'>): readonly Border[] {
  const from = placedEnd(flowEnd(estate, flow.from))?.place
  const to = placedEnd(flowEnd(estate, flow.to))?.place
  if (from === undefined || to === undefined) return ['outside']
  const borders: Border[] = []
  if (from.department !== to.department) borders.push('department')
  if (from.zone !== to.zone) borders.push('zone')
  if (from.level !== to.level) borders.push('level')
  return borders
}

export type FlowApproval = 'target-owner' | 'bureau'

/**
 * Approvals that the flow's borders ask for and that do not hold. Empty = the flow may be compiled.
 * Inside one department, zone and level nothing is asked; what leaves the cloud has no target owner but the bureau.
 */
export function missingApprovals(estate: Estate, flow: DocumentOf<'Flow'>): readonly FlowApproval[] {
  if (bordersOf(estate, flow).length === 0) return []
  const needed: readonly FlowApproval[] = placedEnd(flowEnd(estate, flow.to)) === undefined ? ['bureau'] : ['target-owner', 'bureau']
  const given = new Set(estate.approvalsOf(flow).map((a) => a.as))
  return needed.filter((as) => !given.has(as))
}
