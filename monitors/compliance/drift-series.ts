/** Drift of a cluster → its series: how many objects, by department and state. */
import type { DriftReport } from '../../policies/drift.ts'
import type { SeriesSet } from './series.ts'

/** Adds the series of one comparison; a state with no object has none. */
export function addDrift(series: SeriesSet, { cluster, readAt, drifts }: DriftReport): void {
  for (const { department, state } of drifts) series.add('ywq_drift_objects', { cluster, department, state }, 1)
  series.set('ywq_drift_last_success_timestamp_seconds', { cluster }, Date.parse(readAt) / 1000)
}
