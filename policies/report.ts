/** An audit as data: what every report format reads (built by reports/build.ts). */
import type { Clause } from './catalogue/clause.ts'
import type { Catalogue } from './catalogue/catalogue.ts'
import type { Check } from './check.ts'
import type { Estate } from './estate/estate.ts'
import type { Finding, Result, Severity } from './finding.ts'
import type { SourceName, Unreadable } from './subject.ts'
import type { Text } from './text.ts'
import type { Judgement } from './verdict.ts'
import type { Omitted } from './verdict/units.ts'
import type { Unit, Verdict, VerdictWord, WordCounts } from './verdict/words.ts'
import type { ApprovalMode } from './waivers.ts'

export interface ReportInput {
  /** As the user named it: a path, `-`, a context. */
  readonly name: string
  readonly source: SourceName
  /** '' where the input does not say. */
  readonly cluster: string
  readonly subjects: number
}

/** A fail or error, with what every format needs of it. */
export interface Violation {
  readonly finding: Finding
  readonly fingerprint: string
  /** Department that answers for the subject; '' = the platform, or nobody the estate knows. */
  readonly department: string
}

export interface SeverityCount {
  readonly total: number
  readonly waived: number
}
export type SeverityCounts = Readonly<Record<Severity, SeverityCount>>

export interface UnitSummary {
  readonly unit: Unit
  /** City whose cloud it runs on; '' = unknown. */
  readonly city: string
  readonly counts: WordCounts
  readonly worst: VerdictWord
}

export interface DepartmentSummary {
  /** '' = the platform, or nobody the estate knows. */
  readonly name: string
  readonly title: Text
  readonly violations: SeverityCounts
  /** Verdicts of the department's systems by word. */
  readonly verdicts: WordCounts
}

export interface CheckSummary {
  readonly check: Check
  readonly counts: Readonly<Record<Result, number>>
  readonly waived: number
}

export interface Summary {
  /** Subjects that at least one check judged (pass, fail or error). */
  readonly subjects: number
  readonly findings: Readonly<Record<Result, number>>
  /** Violations that a waiver accepts; they are among the findings, too. */
  readonly waived: number
  /** Fails and errors by severity. */
  readonly violations: SeverityCounts
  /** Verdicts of every unit by word; and the worst. */
  readonly verdicts: WordCounts
  readonly worst: VerdictWord
  readonly units: readonly UnitSummary[]
  readonly departments: readonly DepartmentSummary[]
  /** Clusters of the estate and whose cloud they are. */
  readonly clusters: readonly { readonly name: string; readonly city: string }[]
  /** Checks that ran, worst first. */
  readonly checks: readonly CheckSummary[]
}

export interface AuditReport {
  readonly tool: { readonly name: string; readonly version: string }
  /** RFC 3339 instant judged at. */
  readonly now: string
  readonly inputs: readonly ReportInput[]
  /** Word of --profile. */
  readonly profile: string
  readonly approvals: ApprovalMode
  readonly summary: Summary
  /** Every finding, passes too, in the order of the engine (snapshots, checks, subjects). */
  readonly findings: readonly Finding[]
  /** Fails and errors, worst first. */
  readonly violations: readonly Violation[]
  readonly verdicts: readonly Verdict[]
  /** Systems and platforms without verdicts, and why. */
  readonly omitted: readonly Omitted[]
  /** Clauses that the verdicts name. */
  readonly clauses: ReadonlyMap<string, Clause>
  /** Checks that ran, by id. */
  readonly checks: ReadonlyMap<string, Check>
  readonly unreadable: readonly Unreadable[]
  /** What the inputs were judged against; null without one. */
  readonly estate: Estate | null
}

export interface ReportMaterial {
  readonly tool: AuditReport['tool']
  readonly now: number
  readonly inputs: readonly ReportInput[]
  readonly profile: string
  readonly approvals: ApprovalMode
  /** After waivers were applied. */
  readonly findings: readonly Finding[]
  readonly judgement: Judgement
  readonly checks: readonly Check[]
  readonly catalogue: Catalogue
  readonly estate: Estate | null
  readonly unreadable: readonly Unreadable[]
}

/** What every report says of itself. */
export const disclaimer: Text = { zh: '内部自查，不是等级测评结论', en: 'Internal self-check, not the conclusion of a graded protection assessment' }
export const approvalsUnverified: Text = { zh: '审批未核验：没有核对批准人的签名', en: 'approvals not verified: nobody checked who signed them' }

/** Both in one line, for formats with one place to say what they are. */
export function natureOf({ approvals }: Pick<AuditReport, 'approvals'>): Text {
  return approvals === 'none' ? { zh: `${disclaimer.zh}；${approvalsUnverified.zh}`, en: `${disclaimer.en}; ${approvalsUnverified.en}` } : disclaimer
}

export { buildReport } from './reports/build.ts'
export { departmentOf } from './reports/department.ts'
