/**
 * Waivers: accepted risk. A waiver changes exit code, alerting and admission only; finding, verdict and index stay what they are.
 * It waives from its first day to the end of its last, with a valid Approval, exactly what its `match` names.
 */
import type { DocumentOf } from './estate/document.ts'
import type { Estate } from './estate/estate.ts'
import { fingerprint, isViolation, severities, type Finding, type Severity } from './finding.ts'
import type { Level } from './audit.ts'
import type { Subject } from './subject.ts'
import { dayOf } from './time.ts'
import { neverWaivable } from './waivers/never-waivable.ts'

type Waiver = DocumentOf<'Waiver'>

/** How the signatures under Approvals were checked; `none`: reports say 审批未核验. */
export type ApprovalMode = 'git' | 'signature' | 'none'

/** Why a waiver waives nothing today; '' = it does. */
export type WaiverState = '' | 'not-yet' | 'expired' | 'unapproved' | 'matches-everything'

/**
 * Whether a waiver is in force on a day.
 * @param now milliseconds since the epoch; `from` and `expires` are days in the estate's time zone, both included
 */
export function waiverState(waiver: Waiver, estate: Estate, now: number): WaiverState {
  const today = dayOf(now, estate.timezone)
  if (waiver.expires < today) return 'expired'
  if (waiver.from > today) return 'not-yet'
  const { system, namespace, fingerprint: print } = waiver.match
  if (system === undefined && namespace === undefined && print === undefined) return 'matches-everything'
  return estate.approvalsOf(waiver).length === 0 ? 'unapproved' : ''
}

/**
 * Marks the violations that a waiver in force accepts. Where several do, the first by name. What nobody may waive at the level that
 * the finding was judged at is never marked (waivers/never-waivable.ts).
 * @param levelAt level that a subject was judged at
 * @returns the findings in the same order; those not waived are the same objects
 */
export function applyWaivers(findings: readonly Finding[], estate: Estate | null, now: number, levelAt: (subject: Subject) => Level): readonly Finding[] {
  const waivers = estate === null ? [] : estate.of('Waiver').filter((w) => waiverState(w, estate, now) === '')
  if (waivers.length === 0) return findings
  const byCheck = new Map<string, Waiver[]>()
  for (const waiver of [...waivers].sort((a, b) => (a.name < b.name ? -1 : 1))) byCheck.set(waiver.check, [...(byCheck.get(waiver.check) ?? []), waiver])
  return findings.map((finding) => {
    if (!isViolation(finding)) return finding
    const waiver = byCheck.get(finding.check)?.find((w) => matches(w, finding))
    if (waiver !== undefined && neverWaivable(finding.check, levelAt(finding.subject)) !== null) return finding
    return waiver === undefined ? finding : { ...finding, waiver: waiver.name }
  })
}

/** Every field that `match` names must be equal, character by character; a field left out says nothing. */
function matches(waiver: Waiver, finding: Finding): boolean {
  return matchesSubject(waiver, finding.subject) && (waiver.match.fingerprint === undefined || waiver.match.fingerprint === fingerprint(finding))
}

/** The same for an object alone: whatever the waiver's check finds on it, the fingerprint apart. */
export function matchesSubject({ match }: Waiver, subject: Subject): boolean {
  const systemOf = subject.place?.system ?? (subject.group === 'ywq' && subject.kind === 'System' ? subject.name : undefined)
  return (
    equal(match.cluster, subject.cluster) &&
    equal(match.namespace, subject.group === '' && subject.kind === 'Namespace' ? subject.name : subject.namespace) &&
    equal(match.kind, subject.kind) &&
    equal(match.name, subject.name) &&
    equal(match.system, systemOf)
  )
}

function equal(wanted: string | undefined, found: string | undefined): boolean {
  return wanted === undefined || wanted === found
}

export type FailOn = Severity | 'none'

export interface ExitInput {
  readonly findings: Iterable<Finding>
  /** How many inputs or parts of inputs could not be read. */
  readonly unreadable: number
  readonly failOn: FailOn
  /** Violations that a baseline accepts. @default none */
  readonly accepts?: (finding: Finding) => boolean
}

/**
 * | what happened                                             | exit |
 * | something could not be read, whatever --fail-on says      | 2    |
 * | no subject was judged: nothing passed, failed or broke    | 2    |
 * | a violation at or above --fail-on that neither a waiver   |      |
 * | nor the baseline accepts                                  | 1    |
 * | otherwise                                                 | 0    |
 *
 * An `error` finding that stands for an unreadable object (reason `unreadable`) is unreadable input, too.
 */
export function exitCode({ findings, unreadable, failOn, accepts = () => false }: ExitInput): 0 | 1 | 2 {
  const limit = failOn === 'none' ? -1 : severities.indexOf(failOn)
  let judged = 0
  let broken = unreadable > 0
  let violated = false
  for (const finding of findings) {
    if (finding.result !== 'skip') judged++
    if (finding.result === 'error' && finding.reason === 'unreadable') broken = true
    if (!violated && finding.waiver === undefined && isViolation(finding) && rank(finding.severity) <= limit && !accepts(finding)) violated = true
  }
  return broken || judged === 0 ? 2 : violated ? 1 : 0
}

function rank(severity: Severity): number {
  return severities.indexOf(severity)
}
