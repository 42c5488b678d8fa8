/** Drift for programs. JSON does not depend on the language. */
import type { Drift, DriftReport } from '../drift.ts'

/** @returns one document; `location` of live objects is their UID */
export function renderDriftJson(reports: readonly DriftReport[], tool: { readonly name: string; readonly version: string }): string {
  return `${JSON.stringify({ format: 'ywq.drift', version: 1, tool, clusters: reports.map(({ cluster, readAt, compared, drifts }) => ({ cluster, readAt, compared, drifts: drifts.map(entry) })) }, null, 2)}\n`
}

function entry({ state, subject, declaredAt, department, fields, lastWriter, lastAct }: Drift): object {
  const { group, kind, namespace, name, location } = subject
  return { state, group, kind, namespace, name, location: state === 'missing' || state === 'unknown' ? '' : location, declaredAt, department, fields, lastWriter, lastAct }
}
