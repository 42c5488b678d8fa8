/**
 * Grades and deadlines by limits, as data. These are the project's own defaults: a city's emergency plan decides, and replaces them by a file of the
 * same shape (`--limits FILE`). A suggestion is not a grade: a person confirms it.
 */
import { grades, type Grade, type Incident } from './incident.ts'

export interface GradeLimit {
  readonly grade: Grade
  /** Reached when either is: minutes without service, people hit. */
  readonly minutes: number
  readonly users: number
  /** Minutes after detection until somebody must have taken it on, and until it must have been reported upward (null = need not be). */
  readonly acknowledgeMinutes: number
  readonly reportMinutes: number | null
}

/** Worst first; the last one holds where no other does. */
export const defaultLimits: readonly GradeLimit[] = [
  { grade: 1, minutes: 1440, users: 1_000_000, acknowledgeMinutes: 15, reportMinutes: 60 },
  { grade: 2, minutes: 480, users: 100_000, acknowledgeMinutes: 15, reportMinutes: 60 },
  { grade: 3, minutes: 120, users: 10_000, acknowledgeMinutes: 30, reportMinutes: 120 },
  { grade: 4, minutes: 0, users: 0, acknowledgeMinutes: 60, reportMinutes: null },
]

const minute = 60_000
export const minutesBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / minute

/** Grade that duration and people so far suggest. Unknown people count for nothing: the duration alone decides. */
export function suggestedGrade(incident: Pick<Incident, 'occurredAt' | 'recoveredAt' | 'affectedUsers'>, now: string, limits: readonly GradeLimit[]): Grade {
  const lasted = minutesBetween(incident.occurredAt, incident.recoveredAt ?? now)
  return limits.find((l) => lasted >= l.minutes && l.minutes > 0 || (incident.affectedUsers !== null && l.users > 0 && incident.affectedUsers >= l.users))?.grade ?? 4
}

export const duties = ['acknowledge', 'report'] as const
export type Duty = (typeof duties)[number]

export interface Deadline {
  readonly duty: Duty
  /** RFC 3339 */
  readonly due: string
  readonly overdue: boolean
}

/** What is still owed for an incident, by its confirmed grade or else the suggested one. */
export function deadlines(incident: Incident, now: string, limits: readonly GradeLimit[]): readonly Deadline[] {
  const limit = limits.find((l) => l.grade === (incident.grade ?? suggestedGrade(incident, now, limits)))
  if (limit === undefined || incident.state === 'closed' || incident.maintenance) return []
  const after = (minutes: number): string => new Date(Date.parse(incident.detectedAt) + minutes * minute).toISOString()
  const owed = (duty: Duty, minutes: number | null, done: string | null): readonly Deadline[] =>
    minutes === null || done !== null ? [] : [{ duty, due: after(minutes), overdue: after(minutes) < now }]
  // One that recovered by itself needs nobody to take it on any more.
  return [...owed('acknowledge', limit.acknowledgeMinutes, incident.acknowledgedAt ?? incident.recoveredAt), ...owed('report', limit.reportMinutes, incident.reportedAt)]
}

/**
 * @param value of a JSON file
 * @returns the limits, worst first; or what is wrong with them
 */
export function parseLimits(value: unknown): readonly GradeLimit[] | string {
  if (!Array.isArray(value)) return '应为数组 / must be an array'
  const found: GradeLimit[] = []
  for (const [i, entry] of (value as readonly unknown[]).entries()) {
    const o = typeof entry === 'object' && entry !== null ? (entry as Readonly<Record<string, unknown>>) : {}
    const grade = grades.find((g) => g === o['grade'])
    const { minutes, users, acknowledgeMinutes, reportMinutes } = o
    if (grade === undefined || !isCount(minutes) || !isCount(users) || !isCount(acknowledgeMinutes) || !(reportMinutes === null || isCount(reportMinutes))) {
      return `[${i}] 应有 grade 1–4、minutes、users、acknowledgeMinutes、reportMinutes（或 null），都不为负 / needs grade 1–4, minutes, users, acknowledgeMinutes, reportMinutes (or null), none negative`
    }
    found.push({ grade, minutes, users, acknowledgeMinutes, reportMinutes })
  }
  if (found.map((l) => l.grade).sort().join() !== '1,2,3,4') return '1 到 4 级各写一条 / one entry for each grade 1 to 4'
  return found.sort((a, b) => a.grade - b.grade)
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0
