/**
 * One judgement of one check on one subject, at one offender. Passes are kept: they are the evidence.
 */
import { createHash } from 'node:crypto'
import type { Subject } from './subject.ts'
import type { Text } from './text.ts'

export type Result = 'pass' | 'fail' | 'skip' | 'error'

/** Highest first: index in this list is the rank. */
export const severities = ['critical', 'high', 'medium', 'low'] as const
export type Severity = (typeof severities)[number]

export interface Finding {
  /** Check id. */
  readonly check: string
  readonly result: Result
  readonly severity: Severity
  readonly subject: Subject
  /**
   * fail: a key of the check's `reasons`. skip: `incomplete`, `unknown-until-apply`, `no-estate`, `unsupported`.
   * error: `check-failed`, `unreadable`. pass: ''.
   */
  readonly reason: string
  readonly detail: Text
  /** Offender inside the object, stable under reordering: `spec.containers[app].securityContext.privileged`. '' = the object. */
  readonly path: string
  /** Ids of the clauses (at the subject's level) that hang on the check. */
  readonly clauses: readonly string[]
  /** Name of the Waiver that accepts the risk. Changes exit code, alerting and admission only. */
  readonly waiver?: string
}

/**
 * Identity of a finding across runs: hash of check, cluster, kind, namespace, name, reason code and offender path.
 * No line, language or time in it, so that moving text or waiting changes nothing.
 * @returns 32 hexadecimal characters (the first half of a SHA-256)
 */
export function fingerprint(finding: Finding): string {
  const s = finding.subject
  return createHash('sha256')
    .update([finding.check, s.cluster, s.group, s.kind, s.namespace, s.name, finding.reason, finding.path].join('\u0000'))
    .digest('hex')
    .slice(0, 32)
}

/** True where the finding is as bad as a fail: failed, or the check could not be carried out because it broke. */
export function isViolation(finding: Finding): boolean {
  return finding.result === 'fail' || finding.result === 'error'
}
