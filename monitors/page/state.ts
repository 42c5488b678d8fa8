/**
 * What the operations page shows, as plain data (`/api/state`): the estate as a tree with verdicts, the wall as a grid, what is wrong now,
 * and how old all of it is. The page holds no facts of its own; unknown stays unknown (null), never 0.
 */
import { wallAxes } from '../../policies/catalogue/clause.ts'
import type { WatchedState } from '../compliance/live-audit.ts'
import type { DriftReport, DriftState } from '../../policies/drift.ts'
import type { Severity } from '../../policies/finding.ts'
import { disclaimer, type AuditReport, type SeverityCounts, type UnitSummary } from '../../policies/report.ts'
import type { Text } from '../../policies/text.ts'
import { countByWord, type Verdict, type VerdictWord, type WordCounts } from '../../policies/verdict/words.ts'

/** Bump when a field changes its meaning: an open page of an older exporter reloads itself. */
const version = 1
/** Violations on the page, worst first; the report holds all of them. */
const shownViolations = 200

export interface PageInput {
  readonly version: string
  /** Milliseconds since the epoch. */
  readonly now: number
  /** In the order of the command line. */
  readonly clusters: readonly WatchedState[]
  /** One line a reason; empty = everything was audited whole and lately. */
  readonly notReady: readonly string[]
}

export interface PageState {
  readonly format: 'ywq.page'
  readonly version: number
  readonly tool: string
  /** RFC 3339 */
  readonly now: string
  readonly notReady: readonly string[]
  readonly disclaimer: Text
  readonly clusters: readonly ClusterState[]
}

export interface ClusterState {
  readonly name: string
  readonly city: string
  /** RFC 3339; null: not audited yet. */
  readonly auditedAt: string | null
  readonly summary: { readonly subjects: number; readonly violations: SeverityCounts; readonly verdicts: WordCounts } | null
  readonly departments: readonly DepartmentState[]
  readonly platforms: readonly UnitState[]
  readonly wall: readonly WallCellState[]
  readonly violations: readonly ViolationState[]
  readonly violationsLeftOut: number
  /** Objects by state; null where nothing is declared to compare. */
  readonly drift: Readonly<Record<DriftState, number>> | null
}

export interface UnitState {
  readonly name: string
  readonly title: Text
  readonly level: number
  readonly worst: VerdictWord
  readonly verdicts: WordCounts
}

export interface DepartmentState {
  /** '' = the platform, or nobody the estate knows. */
  readonly name: string
  readonly title: Text
  readonly violations: SeverityCounts
  readonly systems: readonly UnitState[]
}

/** One cell of the wall: a layer at a phase, its means summed up. */
export interface WallCellState {
  readonly layer: string
  readonly phase: string
  readonly verdicts: WordCounts
  /** Clauses of the cell that some unit does not meet, worst first; at most 12. */
  readonly notMet: readonly string[]
}

export interface ViolationState {
  readonly check: string
  readonly title: Text
  readonly severity: Severity
  readonly department: string
  readonly object: string
  readonly detail: Text
  readonly remedy: Text
  readonly clauses: readonly string[]
  readonly waiver: string | null
  readonly fingerprint: string
}

/** Pure: the same input gives the same page. */
export function pageState(input: PageInput): PageState {
  return {
    format: 'ywq.page', version, tool: input.version, now: instant(input.now), notReady: input.notReady, disclaimer,
    clusters: input.clusters.map(clusterState),
  }
}

function clusterState({ name, report, auditedAt, drift }: WatchedState): ClusterState {
  const none = { departments: [], platforms: [], wall: [], violations: [], violationsLeftOut: 0 }
  const base = { name, auditedAt: auditedAt === null ? null : instant(auditedAt * 1000), drift: drift === null ? null : countDrift(drift) }
  if (report === null) return { ...base, city: '', summary: null, ...none }
  const { summary, violations } = report
  const systemsOf = (department: string): readonly UnitState[] => summary.units.filter((u) => u.unit.kind === 'system' && (u.unit.department ?? '') === department).map(unitState)
  return {
    ...base,
    city: summary.clusters.find((c) => c.name === name)?.city ?? '',
    summary: { subjects: summary.subjects, violations: summary.violations, verdicts: summary.verdicts },
    departments: summary.departments.map((d) => ({ name: d.name, title: d.title, violations: d.violations, systems: systemsOf(d.name) })),
    platforms: summary.units.filter((u) => u.unit.kind !== 'system').map(unitState),
    wall: wallOf(report),
    violations: violations.slice(0, shownViolations).map((v) => violationState(v, report)),
    violationsLeftOut: Math.max(0, violations.length - shownViolations),
  }
}

function unitState({ unit, worst, counts }: UnitSummary): UnitState {
  return { name: unit.name, title: unit.title, level: unit.level, worst, verdicts: counts }
}

function wallOf(report: AuditReport): readonly WallCellState[] {
  const cells = new Map(wallAxes.layer.flatMap((layer) => wallAxes.phase.map((phase) => [`${layer} ${phase}`, { layer, phase, verdicts: [] as Verdict[] }])))
  for (const verdict of report.verdicts) {
    const wall = report.clauses.get(verdict.clause)?.wall
    if (wall !== undefined) cells.get(`${wall.layer} ${wall.phase}`)?.verdicts.push(verdict)
  }
  return [...cells.values()].map(({ layer, phase, verdicts }) => ({
    layer, phase, verdicts: countByWord(verdicts),
    notMet: [...new Set(verdicts.filter((v) => v.verdict === 'not-met').map((v) => v.clause))].slice(0, 12),
  }))
}

function violationState({ finding, fingerprint, department }: AuditReport['violations'][number], report: AuditReport): ViolationState {
  const { kind, namespace, name } = finding.subject
  const check = report.checks.get(finding.check)
  const unknown: Text = { zh: finding.check, en: finding.check }
  return {
    check: finding.check, title: check?.title ?? unknown, remedy: check?.remedy ?? unknown, severity: finding.severity, department,
    object: `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`, detail: finding.detail, clauses: finding.clauses, waiver: finding.waiver ?? null, fingerprint,
  }
}

function countDrift({ drifts }: DriftReport): Readonly<Record<DriftState, number>> {
  const counts: Record<DriftState, number> = { missing: 0, changed: 0, undeclared: 0, unknown: 0 }
  for (const { state } of drifts) counts[state]++
  return counts
}

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString()

