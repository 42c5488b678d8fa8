/** Every Rectification with how it stands today. Closed only when its check passes again, or by a Record where no check exists. */
import type { DocumentOf } from '../estate/document.ts'
import type { Estate } from '../estate/estate.ts'
import { fingerprint, isViolation, type Finding } from '../finding.ts'
import { daysBetween } from '../time.ts'

export const rectificationWords = ['overdue', 'due-soon', 'open', 'unknown', 'passes', 'closed'] as const
/** `passes`: its check finds nothing any more, the document may be deleted. `unknown`: not yet due, and the inputs do not show it. */
export type RectificationWord = (typeof rectificationWords)[number]

export interface RectificationRow {
  readonly rectification: DocumentOf<'Rectification'>
  readonly word: RectificationWord
  /** To the end of its due day; negative once overdue. */
  readonly daysLeft: number
  /** Violations that it is about; null where it names no check, or the inputs do not show it. */
  readonly failing: number | null
}

/** @param findings of one run over the estate and whatever inputs there were */
export function listRectifications(estate: Estate, findings: readonly Finding[], today: string, soonDays: number): readonly RectificationRow[] {
  const rows = estate.of('Rectification').map((rectification): RectificationRow => {
    const daysLeft = daysBetween(today, rectification.due)
    const failing = failingOf(rectification, estate, findings)
    return { rectification, daysLeft, failing, word: wordOf(rectification, estate, failing, daysLeft, soonDays) }
  })
  const order = (row: RectificationRow): string => `${rectificationWords.indexOf(row.word)} ${row.rectification.due} ${row.rectification.name}`
  return rows.sort((a, b) => (order(a) < order(b) ? -1 : 1))
}

function wordOf({ check, fingerprint: print, closedBy }: DocumentOf<'Rectification'>, estate: Estate, failing: number | null, daysLeft: number, soonDays: number): RectificationWord {
  const ofCheck = check !== undefined || print !== undefined
  if (ofCheck && failing === 0) return 'passes'
  const record = closedBy === undefined ? undefined : estate.get('Record', closedBy)
  if (!ofCheck && record !== undefined && record.result !== '不符合') return 'closed'
  if (daysLeft < 0) return 'overdue'
  if (daysLeft <= soonDays) return 'due-soon'
  return ofCheck && failing === null ? 'unknown' : 'open'
}

/** Silence proves nothing: without a single judged object of its check (and system) the answer is null, and a fingerprint alone is proved by its return only. */
function failingOf({ check, fingerprint: print, system }: DocumentOf<'Rectification'>, estate: Estate, findings: readonly Finding[]): number | null {
  if (check === undefined && print === undefined) return null
  let judged = false
  let failing = 0
  for (const finding of findings) {
    if (check !== undefined && finding.check !== check) continue
    if (system !== undefined && systemOf(finding, estate) !== system) continue
    if (finding.result === 'skip') return null
    if (isViolation(finding)) {
      if (print === undefined || fingerprint(finding) === print) failing++
    }
    judged = true
  }
  return failing > 0 ? failing : judged && check !== undefined ? 0 : null
}

function systemOf({ subject }: Finding, estate: Estate): string | undefined {
  if (subject.place !== undefined) return subject.place.system
  if (subject.group !== 'ywq') return undefined
  return estate.get('System', subject.name) !== undefined && subject.kind === 'System' ? subject.name : undefined
}
