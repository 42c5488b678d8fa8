/** The five words of a verdict, what a verdict rests on, and how many verdicts are summed up: counts by word and the worst. */
import type { Level } from '../audit.ts'
import type { Finding } from '../finding.ts'
import type { Text } from '../text.ts'

/**
 * Worst first. `not-assessed` stands between: nothing is known to be wrong, nothing is proved.
 * `not-applicable` needs an Applicability document.
 */
export const verdictWords = ['not-met', 'partially-met', 'not-assessed', 'met', 'not-applicable'] as const
export type VerdictWord = (typeof verdictWords)[number]

export const verdictText: Readonly<Record<VerdictWord, Text>> = {
  'not-met': { zh: '不符合', en: 'not met' },
  'partially-met': { zh: '部分符合', en: 'partially met' },
  'not-assessed': { zh: '未测评', en: 'not assessed' },
  met: { zh: '符合', en: 'met' },
  'not-applicable': { zh: '不适用', en: 'not applicable' },
}

/** What decided: checks of this run, a Record judged by oneself (or by an inspection), by an assessor, or somebody else's verdict. */
export const bases = ['measured', 'self-check', 'assessment', 'inherited'] as const
export type Basis = (typeof bases)[number]

export const basisText: Readonly<Record<Basis, Text>> = {
  measured: { zh: '实测', en: 'measured' },
  'self-check': { zh: '自查', en: 'self-check' },
  assessment: { zh: '测评', en: 'assessment' },
  inherited: { zh: '继承', en: 'inherited' },
}

/** What a clause is judged on: a government system, a platform's grading object, or (without an estate) the whole input. */
export interface Unit {
  readonly kind: 'system' | 'platform' | 'estate'
  /** Name of the System or GradingObject; '' for the whole input. */
  readonly name: string
  /** Department of a system. */
  readonly department?: string
  readonly title: Text
  readonly level: Level
}

export interface Verdict {
  readonly clause: string
  readonly level: Level
  readonly unit: Unit
  readonly verdict: VerdictWord
  readonly basis: Basis
  readonly why: Text
  /** What decided: the fails, or else the skips and errors. Passes are found by clause and subject among the findings. */
  readonly findings: readonly Finding[]
}

/** The worst of some words; `not-applicable` only where all are. Of none: `not-assessed`, because nothing is proved. */
export function worst(words: Iterable<VerdictWord>): VerdictWord {
  let rank: number = verdictWords.length
  for (const word of words) rank = Math.min(rank, verdictWords.indexOf(word))
  return verdictWords[rank] ?? 'not-assessed'
}

export type WordCounts = Readonly<Record<VerdictWord, number>>

/** How many verdicts have each word. */
export function countByWord(verdicts: Iterable<Pick<Verdict, 'verdict'>>): WordCounts {
  const counts: Record<VerdictWord, number> = { 'not-met': 0, 'partially-met': 0, 'not-assessed': 0, met: 0, 'not-applicable': 0 }
  for (const { verdict } of verdicts) counts[verdict]++
  return counts
}
