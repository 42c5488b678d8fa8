/** One whole run: audit, waivers, verdicts, report. What `ywq audit` and `ywq serve` both do, so that they say the same. */
import { audit, levelOf, type Selection } from './audit.ts'
import type { Catalogue } from './catalogue/catalogue.ts'
import type { Estate } from './estate/estate.ts'
import { hasClauses } from './profile.ts'
import { buildReport, type AuditReport, type ReportInput } from './report.ts'
import type { Snapshot } from './subject.ts'
import { judgeClauses } from './verdict.ts'
import { applyWaivers, type ApprovalMode } from './waivers.ts'

export interface RunOptions {
  readonly tool: AuditReport['tool']
  /** Milliseconds since the epoch to judge at. */
  readonly now: number
  readonly pssMinor: number
  readonly estate: Estate | null
  readonly catalogue: Catalogue
  readonly selection: Selection
  /** Word of --profile, as reports print it. */
  readonly profile: string
  readonly approvals: ApprovalMode
  /** Name of an input as the user gave it, by snapshot. @default the snapshot's source */
  readonly nameOf?: (snapshot: Snapshot) => string
}

/** Pure: the same snapshots and options give the same report. */
export function runAudit(snapshots: readonly Snapshot[], options: RunOptions): AuditReport {
  const { estate, catalogue, selection, now } = options
  const findings = applyWaivers(audit(snapshots, options), estate, now, (subject) => levelOf(subject, options))
  const judgement = !hasClauses(options.profile) ? { verdicts: [], omitted: [] } : judgeClauses({ findings, checks: selection.checks, snapshots, catalogue, estate, fixedLevel: selection.fixedLevel, inputLevel: selection.defaultLevel, now })
  const inputs = snapshots.map((s): ReportInput => ({ name: options.nameOf?.(s) ?? s.source, source: s.source, cluster: s.cluster, subjects: s.subjects.length }))
  return buildReport({
    tool: options.tool,
    now,
    inputs,
    profile: options.profile,
    approvals: options.approvals,
    findings,
    judgement,
    checks: selection.checks,
    catalogue,
    estate,
    unreadable: snapshots.flatMap((s) => s.unreadable),
  })
}
