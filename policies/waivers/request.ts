/** The stub of a Waiver for one finding: as narrow as the finding, for a term, in the department's name. */
import type { DocumentOf } from '../estate/document.ts'
import type { Estate } from '../estate/estate.ts'
import { fingerprint, type Finding } from '../finding.ts'
import { departmentOf } from '../report.ts'

export interface WaiverRequest {
  readonly finding: Finding
  /** True: only this very finding; false: whatever the check finds on this object. */
  readonly byFingerprint: boolean
  readonly name: string | undefined
  readonly reason: string
  readonly measure: string
  /** Name of a Person. @default the department's owner */
  readonly owner: string | undefined
  readonly from: string
  readonly expires: string
}

/** @returns the document; whether the estate accepts it is the loader's to say */
export function waiverFor(estate: Estate, request: WaiverRequest): DocumentOf<'Waiver'> {
  const { finding, byFingerprint } = request
  const { subject, check } = finding
  const answers = departmentOf(subject, estate)
  // The platform's findings are the bureau's to answer for.
  const department = answers === '' ? estate.root.bureau : answers
  const print = fingerprint(finding)
  const isSystem = subject.group === 'ywq' && subject.kind === 'System'
  const object = {
    ...(subject.cluster === '' ? {} : { cluster: subject.cluster }),
    ...(isSystem ? { system: subject.name } : subject.namespace === '' ? {} : { namespace: subject.namespace }),
    kind: subject.kind, name: subject.name,
  }
  return {
    kind: 'Waiver', name: request.name ?? `${check.slice(0, 50).replace(/-$/, '')}-${print.slice(0, 6)}`, check,
    // A cluster-scoped object has neither system nor namespace that the match could name.
    match: byFingerprint || (!isSystem && subject.namespace === '') ? { fingerprint: print } : object,
    department, reason: request.reason, measure: request.measure, owner: request.owner ?? estate.get('Department', department)?.owner ?? '',
    from: request.from, expires: request.expires,
  }
}
