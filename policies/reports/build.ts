/** Findings, verdicts and inputs → AuditReport: summed up and sorted once, for every format. */
import type { Clause } from '../catalogue/clause.ts'
import type { Estate } from '../estate/estate.ts'
import { fingerprint, isViolation, severities, type Result, type Severity } from '../finding.ts'
import type { AuditReport, CheckSummary, DepartmentSummary, ReportMaterial, SeverityCount, SeverityCounts, Summary, UnitSummary, Violation } from '../report.ts'
import type { Subject } from '../subject.ts'
import type { Text } from '../text.ts'
import { countByWord, worst, type Unit, type Verdict, type WordCounts } from '../verdict/words.ts'
import { departmentOf } from './department.ts'

/** Sums up and sorts. Pure: the same material gives the same report. */
export function buildReport(material: ReportMaterial): AuditReport {
  const { findings, judgement, checks, estate, catalogue } = material
  const violations = findings.filter(isViolation).map((finding): Violation => ({ finding, fingerprint: fingerprint(finding), department: departmentOf(finding.subject, estate) }))
  violations.sort(worstFirst)
  const clauses = new Map<string, Clause>()
  for (const { clause } of judgement.verdicts) {
    const known = clauses.has(clause) ? undefined : catalogue.clause(clause)
    if (known !== undefined) clauses.set(clause, known)
  }
  return {
    tool: material.tool,
    now: new Date(material.now).toISOString().replace('.000Z', 'Z'),
    inputs: material.inputs,
    profile: material.profile,
    approvals: material.approvals,
    summary: summarize(material, violations),
    findings,
    violations,
    verdicts: judgement.verdicts,
    omitted: judgement.omitted,
    clauses,
    checks: new Map(checks.map((c) => [c.id, c])),
    unreadable: material.unreadable,
    estate,
  }
}

function summarize({ findings, judgement, checks, estate }: ReportMaterial, violations: readonly Violation[]): Summary {
  const judged = new Set<Subject>()
  const counts: Record<Result, number> = { pass: 0, fail: 0, skip: 0, error: 0 }
  const byCheck = new Map(checks.map((check) => [check.id, { check, counts: { pass: 0, fail: 0, skip: 0, error: 0 }, waived: 0 }]))
  for (const finding of findings) {
    counts[finding.result]++
    if (finding.result !== 'skip') judged.add(finding.subject)
    const row = byCheck.get(finding.check)
    if (row === undefined) continue
    row.counts[finding.result]++
    if (finding.waiver !== undefined) row.waived++
  }
  const byUnit = new Map<Unit, Verdict[]>()
  for (const verdict of judgement.verdicts) {
    const list = byUnit.get(verdict.unit)
    if (list === undefined) byUnit.set(verdict.unit, [verdict])
    else list.push(verdict)
  }
  const units = [...byUnit].map(([unit, list]): UnitSummary => ({ unit, city: cityOf(unit, estate), counts: countByWord(list), worst: worst(list.map((v) => v.verdict)) }))
  return {
    subjects: judged.size,
    findings: counts,
    waived: violations.filter((v) => v.finding.waiver !== undefined).length,
    violations: countSeverities(violations),
    verdicts: sumWords(units.map((u) => u.counts)),
    worst: worst(units.map((u) => u.worst)),
    units,
    departments: departmentSummaries(estate, violations, units),
    clusters: (estate?.of('Cluster') ?? []).map(({ name, city }) => ({ name, city })),
    checks: [...byCheck.values()].sort((a, b) => Number(violationsOf(b) > 0) - Number(violationsOf(a) > 0) || rank(a.check.severity) - rank(b.check.severity) || violationsOf(b) - violationsOf(a) || compare(a.check.id, b.check.id)),
  }
}

/** Of its first cluster: a system stands in one city, a second cluster is its backup. */
function cityOf(unit: Unit, estate: Estate | null): string {
  const cluster = unit.kind === 'system' ? estate?.get('System', unit.name)?.tiers[0]?.cluster : unit.kind === 'platform' ? estate?.get('GradingObject', unit.name)?.members.platforms?.[0] : undefined
  return cluster === undefined ? '' : (estate?.get('Cluster', cluster)?.city ?? '')
}

function departmentSummaries(estate: Estate | null, violations: readonly Violation[], units: readonly UnitSummary[]): readonly DepartmentSummary[] {
  const titles = new Map((estate?.of('Department') ?? []).map((d) => [d.name, { zh: d.title.zh, en: d.title.en ?? d.name }]))
  const byDepartment = new Map<string, Violation[]>([...titles.keys()].map((name) => [name, []]))
  for (const violation of violations) {
    const list = byDepartment.get(violation.department)
    if (list === undefined) byDepartment.set(violation.department, [violation])
    else list.push(violation)
  }
  const platform: Text = { zh: '平台及未归属', en: 'platform and unassigned' }
  return [...byDepartment]
    .sort(([a], [b]) => compare(a, b))
    .map(([name, list]) => ({
      name,
      title: name === '' ? platform : (titles.get(name) ?? { zh: name, en: name }),
      violations: countSeverities(list),
      verdicts: sumWords(units.filter((u) => (u.unit.department ?? '') === name).map((u) => u.counts)),
    }))
}

function countSeverities(violations: readonly Violation[]): SeverityCounts {
  const of = (severity: Severity): SeverityCount => {
    const list = violations.filter((v) => v.finding.severity === severity)
    return { total: list.length, waived: list.filter((v) => v.finding.waiver !== undefined).length }
  }
  return { critical: of('critical'), high: of('high'), medium: of('medium'), low: of('low') }
}

function sumWords(all: readonly WordCounts[]): WordCounts {
  const sum = countByWord([])
  return all.reduce((a, b) => ({ 'not-met': a['not-met'] + b['not-met'], 'partially-met': a['partially-met'] + b['partially-met'], 'not-assessed': a['not-assessed'] + b['not-assessed'], met: a.met + b.met, 'not-applicable': a['not-applicable'] + b['not-applicable'] }), sum)
}

function violationsOf(row: CheckSummary): number {
  return row.counts.fail + row.counts.error
}

/** Not waived before waived, severe before mild, then by check, place and offender. */
function worstFirst(a: Violation, b: Violation): number {
  const [x, y] = [a.finding, b.finding]
  return (
    Number(x.waiver !== undefined) - Number(y.waiver !== undefined) ||
    rank(x.severity) - rank(y.severity) ||
    compare(x.check, y.check) ||
    compare(x.subject.cluster, y.subject.cluster) ||
    compare(x.subject.namespace, y.subject.namespace) ||
    compare(x.subject.kind, y.subject.kind) ||
    compare(x.subject.name, y.subject.name) ||
    compare(x.path, y.path) ||
    compare(x.reason, y.reason) ||
    compare(a.fingerprint, b.fingerprint)
  )
}

function rank(severity: Severity): number {
  return severities.indexOf(severity)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
