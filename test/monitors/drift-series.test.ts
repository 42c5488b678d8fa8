/** Drift as series: exact text for a fixed state. */
import { expect, it } from 'vitest'
import { addDrift } from '../../monitors/compliance/drift-series.ts'
import { seriesSet } from '../../monitors/compliance/series.ts'
import type { Drift, DriftState } from '../../policies/drift.ts'

const drift = (state: DriftState, department: string): Drift => ({
  state, department, declaredAt: '', fields: [], lastWriter: null, lastAct: null,
  subject: { group: '', kind: 'ConfigMap', namespace: 'a', name: 'b', object: {}, source: 'live', cluster: 'c1', location: '', scope: 'tenant' },
})

it('counts objects by department and state, and says when it looked', async () => {
  const series = seriesSet()
  addDrift(series, { cluster: 'c1', readAt: '2026-11-21T00:00:00Z', compared: 9, drifts: [drift('missing', 'hr'), drift('changed', 'hr'), drift('changed', 'hr'), drift('undeclared', 'platform')] })
  const lines = (await series.render()).split('\n').filter((l) => l.startsWith('ywq_drift'))
  expect(lines).toEqual([
    'ywq_drift_objects{cluster="c1",department="hr",state="changed"} 2',
    'ywq_drift_objects{cluster="c1",department="hr",state="missing"} 1',
    'ywq_drift_objects{cluster="c1",department="platform",state="undeclared"} 1',
    'ywq_drift_last_success_timestamp_seconds{cluster="c1"} 1795219200',
  ])
})
