/**
 * `ywq.report` version 1: the report as JSON. Never depends on the language of the reader.
 * In pieces as well, because the findings of thousands of systems do not fit one string.
 */
import { fingerprint, isViolation, type Finding } from '../finding.ts'
import { approvalsUnverified, disclaimer, type AuditReport } from '../report.ts'
import type { Verdict } from '../verdict/words.ts'

export const reportFormat = { format: 'ywq.report', version: 1 } as const

/** The whole report: one object, a finding or verdict a line. */
export function renderJson(report: AuditReport): string {
  return [...jsonPieces(report)].join('')
}

/** The same in pieces. */
export function* jsonPieces(report: AuditReport): Generator<string> {
  const head = JSON.stringify({ ...reportFormat, ...headOf(report) })
  yield `${head.slice(0, -1)},\n"findings":[`
  yield* list(report.findings, findingJson)
  yield '],\n"verdicts":['
  yield* list(report.verdicts, verdictJson)
  yield ']}\n'
}

/** Everything but findings and verdicts. */
export function headOf(report: AuditReport): Readonly<Record<string, unknown>> {
  const { summary, tool, now, inputs, profile, approvals, omitted, unreadable } = report
  return {
    tool, now, inputs, profile,
    notes: [disclaimer, ...(approvals === 'none' ? [approvalsUnverified] : [])],
    approvals,
    summary: {
      subjects: summary.subjects, findings: summary.findings, waived: summary.waived, violations: summary.violations, verdicts: summary.verdicts,
      worst: summary.worst,
      checks: summary.checks.map(({ check, counts, waived }) => ({ check: check.id, severity: check.severity, title: check.title, ...counts, waived })),
      departments: summary.departments,
      clusters: summary.clusters,
      units: summary.units.map(({ unit, city, counts, worst }) => ({ ...unit, ...(city === '' ? {} : { city }), verdicts: counts, worst })),
    },
    omitted, unreadable,
  }
}

/** A finding as the report writes it. */
export function findingJson(finding: Finding): Readonly<Record<string, unknown>> {
  const { subject } = finding
  return {
    check: finding.check, result: finding.result, severity: finding.severity,
    subject: {
      group: subject.group, kind: subject.kind, namespace: subject.namespace, name: subject.name, cluster: subject.cluster, source: subject.source, location: subject.location,
      ...(subject.estateLocation === undefined ? {} : { estateLocation: subject.estateLocation }),
      ...(subject.place === undefined ? {} : { department: subject.place.department, system: subject.place.system }),
    },
    reason: finding.reason, detail: finding.detail, ...(finding.path === '' ? {} : { path: finding.path }), clauses: finding.clauses,
    ...(finding.waiver === undefined ? {} : { waiver: finding.waiver }),
    fingerprint: fingerprint(finding),
  }
}

/** A verdict as the report writes it; `findings` are the fingerprints of what decided. */
export function verdictJson(verdict: Verdict): Readonly<Record<string, unknown>> {
  const { unit } = verdict
  return {
    clause: verdict.clause, level: verdict.level,
    unit: { kind: unit.kind, name: unit.name, ...(unit.department === undefined ? {} : { department: unit.department }) },
    verdict: verdict.verdict, basis: verdict.basis, why: verdict.why,
    findings: verdict.findings.filter((f) => isViolation(f) || f.result === 'skip').map(fingerprint),
  }
}

/** Items a piece. */
export const batch = 500

function* list<T>(items: readonly T[], shape: (item: T) => unknown): Generator<string> {
  for (let i = 0; i < items.length; i += batch) {
    yield `${i === 0 ? '\n' : ',\n'}${items
      .slice(i, i + batch)
      .map((item) => JSON.stringify(shape(item)))
      .join(',\n')}`
  }
}
