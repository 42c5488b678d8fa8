/** Figures over the ledger: how long it took, how it came to light, what is owed, whom it hit. */
import type { Incident } from './incident.ts'
import { deadlines, minutesBetween, type Duty, type GradeLimit } from './limits.ts'
import type { SeriesSet } from '../compliance/series.ts'

/** Means and shares are of incidents that began in the last 30 days. */
export const daysCounted = 30

/** People hit by an incident and those linked under it: how many at least (the largest count) and at most (all different). */
export interface Affected {
  readonly atLeast: number
  readonly atMost: number
}

/** @returns null where nobody counted: unknown, not 0 */
export function affectedTogether(incidents: readonly Pick<Incident, 'affectedUsers'>[]): Affected | null {
  const counts = incidents.flatMap((i) => (i.affectedUsers === null ? [] : [i.affectedUsers]))
  return counts.length === 0 ? null : { atLeast: Math.max(...counts), atMost: counts.reduce((sum, n) => sum + n, 0) }
}

/** Stage → from when to when, as far as it has come. */
const stages: Readonly<Record<string, (i: Incident) => readonly [from: string, to: string | null]>> = {
  detect: (i) => [i.occurredAt, i.detectedAt],
  acknowledge: (i) => [i.detectedAt, i.acknowledgedAt],
  recover: (i) => [i.occurredAt, i.recoveredAt],
}

/**
 * Adds the series of the ledger.
 * @param incidents all that are not closed, and the closed ones of the last 30 days
 * @param now RFC 3339 in UTC
 */
export function addIncidents(series: SeriesSet, incidents: readonly Incident[], now: string, limits: readonly GradeLimit[]): void {
  const groups = new Map<string, { readonly place: { readonly cluster: string; readonly department: string }; readonly incidents: Incident[] }>()
  for (const incident of incidents) {
    const place = { cluster: incident.cluster === '' ? 'none' : incident.cluster, department: incident.department }
    const key = `${place.cluster}/${place.department}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { place, incidents: [incident] })
    else group.incidents.push(incident)
  }
  for (const { place, incidents: all } of groups.values()) {
    for (const { state } of all) if (state !== 'closed') series.add('ywq_incidents', { ...place, state }, 1)
    addDeadlines(series, place, all, now, limits)
    const lately = all.filter((i) => minutesBetween(i.occurredAt, now) <= daysCounted * 1440)
    for (const { maintenance } of lately) if (maintenance) series.add('ywq_incidents_in_maintenance', place, 1)
    addMeans(series, place, lately.filter((i) => !i.maintenance))
  }
}

type PlaceLabels = { readonly cluster: string; readonly department: string }

function addDeadlines(series: SeriesSet, place: PlaceLabels, incidents: readonly Incident[], now: string, limits: readonly GradeLimit[]): void {
  const nearest = new Map<Duty, string>()
  for (const { duty, due, overdue } of incidents.flatMap((i) => deadlines(i, now, limits))) {
    if (overdue) series.add('ywq_incidents_overdue', { ...place, duty }, 1)
    if (due < (nearest.get(duty) ?? '~')) nearest.set(duty, due)
  }
  for (const [duty, due] of nearest) series.set('ywq_incident_deadline_timestamp_seconds', { ...place, duty }, Date.parse(due) / 1000)
}

function addMeans(series: SeriesSet, place: PlaceLabels, incidents: readonly Incident[]): void {
  for (const [stage, span] of Object.entries(stages)) {
    const minutes = incidents.flatMap((i) => {
      const [from, to] = span(i)
      return to === null ? [] : [minutesBetween(from, to)]
    })
    if (minutes.length > 0) series.set('ywq_incident_mean_seconds', { ...place, stage }, (minutes.reduce((a, b) => a + b, 0) / minutes.length) * 60)
  }
  for (const { detectedBy } of incidents) series.add('ywq_incidents_detected', { ...place, detected_by: detectedBy }, 1)
  if (incidents.length > 0) series.set('ywq_incident_proactive_ratio', place, incidents.filter((i) => i.detectedBy === 'monitoring').length / incidents.length)
}
