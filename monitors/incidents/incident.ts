/** What an incident is: one row of the ledger, and one act in its history. Instants are RFC 3339 in UTC (`…Z`), so that they sort as text. */

/** How it came to light: 监测 monitoring, 用户 a user, 热线 the hotline (12345), 检查 an inspection, 通报 a notice from outside. */
export const detections = ['monitoring', 'user', 'hotline', 'inspection', 'notice'] as const
export type Detection = (typeof detections)[number]

export const incidentStates = ['open', 'acknowledged', 'recovered', 'closed'] as const
export type IncidentState = (typeof incidentStates)[number]

/** 1 特别重大, 2 重大, 3 较大, 4 一般. */
export const grades = [1, 2, 3, 4] as const
export type Grade = (typeof grades)[number]

export interface Incident {
  /** `20261121-7f3a9c` */
  readonly id: string
  readonly title: string
  /** '' where it has none. */
  readonly cluster: string
  readonly department: string
  /** '' where it concerns none in particular. */
  readonly system: string
  readonly detectedBy: Detection
  readonly state: IncidentState
  readonly occurredAt: string
  readonly detectedAt: string
  readonly acknowledgedAt: string | null
  readonly recoveredAt: string | null
  readonly closedAt: string | null
  /** People hit, as counted or told; null = unknown, never 0. */
  readonly affectedUsers: number | null
  /** Confirmed by a person; null = only suggested so far. */
  readonly grade: Grade | null
  readonly gradedBy: string | null
  /** When it was reported to whom it must be reported to. */
  readonly reportedAt: string | null
  /** The incident of the shared service that this one follows from. */
  readonly parent: string | null
  /** Person of the operator (运维单位) who resolved it, and of the owner (建设单位) who confirmed. */
  readonly resolvedBy: string | null
  readonly confirmedBy: string | null
  readonly cause: string | null
  /** What users saw first needs a new or changed alert rule, or the reason why none. */
  readonly rule: string | null
  readonly noRuleReason: string | null
  /** It began inside a declared maintenance window: counted apart. */
  readonly maintenance: boolean
}

export interface IncidentEvent {
  readonly incident: string
  readonly at: string
  /** Name of the Person, or `alertmanager`. */
  readonly actor: string
  readonly act: string
  readonly detail: string
}
