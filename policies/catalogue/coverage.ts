/** How much of a level is proved by checks: numbers by status and by group of clauses. Recounted from the rows, never written down. */
import { domainText, statuses, type Clause, type Status } from './clause.ts'

/**
 * `technical`: the technical chapters without the facility chapter. `facility`: 安全物理环境 of the general part, which the machine
 * room's own assessment proves. `management`: the five management chapters.
 */
export const groups = ['technical', 'facility', 'management'] as const
export type Group = (typeof groups)[number]

const domains = Object.keys(domainText)
const firstManagement = domains.indexOf('安全管理制度')

export function groupOf(clause: Clause): Group {
  if (clause.part === 'general' && clause.domain === '安全物理环境') return 'facility'
  return domains.indexOf(clause.domain) < firstManagement ? 'technical' : 'management'
}

export interface Coverage {
  readonly total: number
  readonly byStatus: Readonly<Record<Status, number>>
  /** automated + partial: at least one check decides. */
  readonly judged: number
}

export function coverageOf(clauses: readonly Clause[]): Coverage {
  const count = (status: Status): number => clauses.filter((c) => c.status === status).length
  const byStatus = { automated: count('automated'), partial: count('partial'), manual: count('manual'), inherited: count('inherited'), 'not-applicable': count('not-applicable') }
  return { total: statuses.reduce((n, s) => n + byStatus[s], 0), byStatus, judged: byStatus.automated + byStatus.partial }
}

export function coverageByGroup(clauses: readonly Clause[]): Readonly<Record<Group, Coverage>> {
  const of = (group: Group): Coverage => coverageOf(clauses.filter((c) => groupOf(c) === group))
  return { technical: of('technical'), facility: of('facility'), management: of('management') }
}
