/** Rows of the store ↔ incidents. */
import { randomBytes } from 'node:crypto'
import type { Tables } from './database.ts'
import { detections, grades, incidentStates, type Incident, type IncidentEvent } from './incident.ts'

export function rowOf(i: Incident, key: string | null): Tables['incidents'] {
  return {
    id: i.id, title: i.title, cluster: i.cluster, department: i.department, system: i.system, detected_by: i.detectedBy, state: i.state,
    occurred_at: i.occurredAt, detected_at: i.detectedAt, acknowledged_at: i.acknowledgedAt, recovered_at: i.recoveredAt, closed_at: i.closedAt,
    affected_users: i.affectedUsers, grade: i.grade, graded_by: i.gradedBy, reported_at: i.reportedAt, parent: i.parent, resolved_by: i.resolvedBy,
    confirmed_by: i.confirmedBy, cause: i.cause, rule: i.rule, no_rule_reason: i.noRuleReason, maintenance: i.maintenance ? 1 : 0, open_key: key,
  }
}

/** @throws Error where a row holds a word that this version does not know */
export function incidentOf(r: Tables['incidents']): Incident {
  return {
    id: r.id, title: r.title, cluster: r.cluster, department: r.department, system: r.system,
    detectedBy: oneOf(detections, r.detected_by, r.id), state: oneOf(incidentStates, r.state, r.id),
    occurredAt: r.occurred_at, detectedAt: r.detected_at, acknowledgedAt: r.acknowledged_at, recoveredAt: r.recovered_at, closedAt: r.closed_at,
    affectedUsers: r.affected_users, grade: r.grade === null ? null : oneOf(grades, r.grade, r.id), gradedBy: r.graded_by, reportedAt: r.reported_at, parent: r.parent,
    resolvedBy: r.resolved_by, confirmedBy: r.confirmed_by, cause: r.cause, rule: r.rule, noRuleReason: r.no_rule_reason, maintenance: r.maintenance !== 0,
  }
}

function oneOf<T>(words: readonly T[], value: unknown, id: string): T {
  const found = words.find((w) => w === value)
  if (found === undefined) throw new Error(`事件 ${id} 的字段值 ${String(value)} 不认识；换用更新的 ywq / incident ${id} holds ${String(value)}, which this ywq does not know`)
  return found
}

export const eventRow = (event: IncidentEvent): Tables['events'] => ({ id: `${event.at}-${randomBytes(6).toString('hex')}`, ...event })
