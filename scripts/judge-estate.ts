/** For verbs about what was decided on paper: the estate (required), and one audit of it and the inputs given. */
import { levelOf, type Level } from '../policies/audit.ts'
import { theCatalogue } from '../policies/catalogue/catalogue.ts'
import { checks } from '../policies/checks/index.ts'
import type { Estate } from '../policies/estate/estate.ts'
import { parseProfile, profileName, select } from '../policies/profile.ts'
import type { AuditReport } from '../policies/report.ts'
import { runAudit } from '../policies/run.ts'
import type { Subject } from '../policies/subject.ts'
import { dayOf } from '../policies/time.ts'
import { approvalMode, verifiedEstate } from './approvals.ts'
import { UsageError, type Invocation } from './command.ts'
import { judgedAt } from './instant.ts'
import { estateOrFail } from './load-estate.ts'
import { newestPssMinor } from './pss-version.ts'
import { readSnapshots } from './snapshots.ts'
import { tool } from './version.ts'

export interface EstateToday {
  readonly folder: string
  readonly estate: Estate
  /** Milliseconds since the epoch, and the day in the estate's zone. */
  readonly now: number
  readonly today: string
}

/** @throws UsageError without --estate, or with the errors of the estate */
export async function estateToday({ string, lang }: Invocation): Promise<EstateToday> {
  const folder = string('estate')
  if (folder === undefined) throw new UsageError('需要 --estate DIR（声明所在目录）', '--estate DIR is needed')
  const estate = await verifiedEstate(estateOrFail(folder, lang), approvalMode(string('approvals'), folder))
  const now = judgedAt(string('now'), estate.root.asOf, estate.timezone, Date.now)
  return { folder, estate, now, today: dayOf(now, estate.timezone) }
}

export interface JudgedEstate {
  readonly report: AuditReport
  /** Level that a subject was judged at. */
  readonly levelAt: (subject: Subject) => Level
}

/** @param inputs beside the estate's own documents; may be empty */
export async function judgeEstate(invocation: Invocation, { estate, now }: EstateToday, inputs: readonly string[]): Promise<JudgedEstate> {
  const { snapshots, nameOf } = await readSnapshots(invocation, inputs, estate)
  const profile = parseProfile('gbt-22239')
  const selection = select({ checks, catalogue: theCatalogue(), profile })
  const report = runAudit(snapshots, { tool: tool(), now, pssMinor: newestPssMinor, estate, catalogue: theCatalogue(), selection, profile: profileName(profile), approvals: approvalMode(invocation.string('approvals'), invocation.string('estate')), nameOf })
  return { report, levelAt: (subject) => levelOf(subject, { estate, selection }) }
}
