/** Every waiver with what it is worth today: for `ywq waivers`. */
import type { DocumentOf } from '../estate/document.ts'
import type { Estate } from '../estate/estate.ts'
import { isViolation, type Finding } from '../finding.ts'
import { daysBetween } from '../time.ts'
import { waiverState } from '../waivers.ts'
import { renewalsOf } from './renewals.ts'

/** One word a waiver; what else is wrong with it stands in `faults`. */
export const waiverWords = ['in-force', 'expiring', 'not-yet', 'expired', 'unapproved', 'never-waivable', 'matches-everything'] as const
export type WaiverWord = (typeof waiverWords)[number]

export interface WaiverRow {
  readonly waiver: DocumentOf<'Waiver'>
  readonly word: WaiverWord
  /** To the end of its last day; negative once expired. */
  readonly daysLeft: number
  readonly renewals: number
  /** Violations of this run that it accepts; null where the run did not look at what it names. */
  readonly accepts: number | null
  /** Reasons of the checks on waivers that it fails: `unused`, `matches-nothing`, `covers-passing`, `renewed` … */
  readonly faults: readonly { readonly check: string; readonly reason: string; readonly detail: Finding['detail'] }[]
}

export interface ListOptions {
  readonly estate: Estate
  /** Of one run over the estate and whatever inputs there were, waivers applied. */
  readonly findings: readonly Finding[]
  readonly now: number
  readonly today: string
  /** A waiver that ends within so many days is `expiring`. */
  readonly expiringDays: number
}

/** Sorted by last day, then name: what comes next stands first. */
export function listWaivers({ estate, findings, now, today, expiringDays }: ListOptions): readonly WaiverRow[] {
  const accepted = new Map<string, number>()
  const about = new Map<string, Finding[]>()
  for (const finding of findings) {
    if (finding.waiver !== undefined) accepted.set(finding.waiver, (accepted.get(finding.waiver) ?? 0) + 1)
    if (finding.subject.group !== 'ywq' || finding.subject.kind !== 'Waiver') continue
    const list = about.get(finding.subject.name)
    if (list === undefined) about.set(finding.subject.name, [finding])
    else list.push(finding)
  }
  const rows = estate.of('Waiver').map((waiver): WaiverRow => {
    const own = about.get(waiver.name) ?? []
    const faults = own.filter(isViolation).map(({ check, reason, detail }) => ({ check, reason, detail }))
    const state = waiverState(waiver, estate, now)
    const daysLeft = daysBetween(today, waiver.expires)
    const never = faults.some((f) => f.reason === 'never-waivable')
    const looked = own.some((f) => f.check === 'waiver-in-use' && (f.result === 'pass' || f.result === 'fail'))
    return {
      waiver,
      word: state !== '' ? state : never ? 'never-waivable' : daysLeft <= expiringDays ? 'expiring' : 'in-force',
      daysLeft,
      renewals: renewalsOf(waiver, estate),
      accepts: accepted.get(waiver.name) ?? (looked ? 0 : null),
      faults,
    }
  })
  return rows.sort((a, b) => compare(a.waiver.expires, b.waiver.expires) || compare(a.waiver.name, b.waiver.name))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
