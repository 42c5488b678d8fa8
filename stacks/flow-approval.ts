/**
 * Which approvals a Flow needs before it is built: inside one department, zone and level none; across any of them,
 * the owner of the target and the bureau (design: the estate, Flow).
 */
import type { DocumentOf } from '../policies/estate/document.ts'
import type { Text } from '../policies/text.ts'
import type { FlowDocument, FlowEnd } from './flow-ends.ts'

type Approval = DocumentOf<'Approval'>

/** True where the two ends lie in different departments, zones or levels, or one of them outside the clusters. */
export function crosses(from: FlowEnd, to: FlowEnd): boolean {
  if (from.kind !== 'tier' || to.kind !== 'tier') return true
  const a = from.placed.place
  const b = to.placed.place
  return a.department !== b.department || a.zone !== b.zone || a.level !== b.level
}

/**
 * What is still missing.
 * @param approvals the Flow's valid approvals: digest equal, approver entitled on that day
 */
export function missingApprovals(flow: FlowDocument, from: FlowEnd, to: FlowEnd, approvals: readonly Approval[]): Text[] {
  if (!crosses(from, to)) return []
  const given = new Set(approvals.map((a) => a.as))
  const missing: Text[] = []
  // Addresses outside have no owner in the estate who could agree: the bureau answers for them.
  if (to.kind === 'tier' && !given.has('target-owner')) {
    missing.push({ zh: `目标方（${to.placed.department.name}）以 target-owner 批准 Flow/${flow.name}`, en: `the target's owner (${to.placed.department.name}) as target-owner of Flow/${flow.name}` })
  }
  if (!given.has('bureau') && !given.has('leading-group')) {
    missing.push({ zh: `主管局以 bureau 批准 Flow/${flow.name}`, en: `the bureau as bureau of Flow/${flow.name}` })
  }
  return missing
}
