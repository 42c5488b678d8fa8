/**
 * When an incident may be closed: the operator (运维单位) resolves, the owner (建设单位) confirms with a cause; what users saw before we did leads to a new
 * or changed alert rule, or to the reason why none; a shared service's incident waits for its dependants.
 */
import type { Estate } from '../../policies/estate/estate.ts'
import type { Text } from '../../policies/text.ts'
import type { Incident } from './incident.ts'

export interface Closing {
  readonly resolvedBy: string
  readonly confirmedBy: string
  readonly cause: string
  /** Name of the alert rule that is new or was changed. */
  readonly rule: string | null
  readonly noRuleReason: string | null
}

/** @returns every rule that closing would break; none = it may be closed */
export function closingFaults(incident: Incident, children: readonly Incident[], closing: Closing): readonly Text[] {
  const faults: Text[] = []
  const fault = (broken: boolean, zh: string, en: string): void => {
    if (broken) faults.push({ zh, en })
  }
  fault(incident.state !== 'recovered', `状态是 ${incident.state}，先恢复（recover）`, `it is ${incident.state}, recover it first`)
  fault(incident.grade === null && !incident.maintenance, '等级还没有人确认（escalate --grade）', 'nobody has confirmed its grade (escalate --grade)')
  fault(closing.cause.trim().length < 4, '没有写明原因（--cause）', 'the cause is not given (--cause)')
  fault(closing.resolvedBy === closing.confirmedBy, `处置人与确认人都是 ${closing.confirmedBy}，应是两个人`, `resolver and confirmer are both ${closing.confirmedBy}; they must be two persons`)
  fault(
    incident.detectedBy !== 'monitoring' && closing.rule === null && (closing.noRuleReason ?? '').trim().length < 8,
    '不是监测先发现的：写明新增或修改的告警规则（--rule），或为什么不需要（--no-rule 至少 8 字）',
    'monitoring did not see it first: name the new or changed rule (--rule), or why none is needed (--no-rule, 8 characters at least)',
  )
  const waiting = children.filter((c) => c.state === 'open' || c.state === 'acknowledged').map((c) => c.id)
  fault(waiting.length > 0, `下挂事件未恢复：${waiting.join('、')}`, `incidents under it have not recovered: ${waiting.join(', ')}`)
  return faults
}

/** Who may resolve and confirm, by the System's parties in force on the day. @returns what is wrong; none where the estate does not know the system */
export function partyFaults(estate: Estate, system: string, { resolvedBy, confirmedBy }: Pick<Closing, 'resolvedBy' | 'confirmedBy'>, day: string): readonly Text[] {
  const parties = estate.get('System', system)?.parties
  if (parties === undefined) return []
  const inForce = (p: { readonly from: string; readonly to?: string | undefined }): boolean => p.from <= day && (p.to === undefined || p.to >= day)
  const organisationOf = (person: string): string | undefined => estate.get('Person', person)?.organisation
  const operators = (parties.operators ?? []).filter(inForce).map((p) => p.organisation)
  const faults: Text[] = []
  if (!operators.includes(organisationOf(resolvedBy) ?? '')) faults.push({ zh: `处置人 ${resolvedBy} 不是系统 ${system} 的运维单位（${operators.join('、')}）的人`, en: `${resolvedBy} is not of the operator of ${system} (${operators.join(', ')})` })
  if (organisationOf(confirmedBy) !== parties.owner.organisation) faults.push({ zh: `确认人 ${confirmedBy} 不是建设单位 ${parties.owner.organisation} 的人`, en: `${confirmedBy} is not of the owner ${parties.owner.organisation}` })
  return faults
}
