/** The truth table of a verdict. Nothing is greener than what was proved; what is known to be wrong outweighs what is unknown. */
import type { Status } from '../catalogue/clause.ts'
import { worst, type VerdictWord } from './words.ts'

/** What the checks of a clause found on a unit. */
export interface Measured {
  /** Fails; and whether one of them is critical or high. */
  readonly fails: number
  readonly severe: boolean
  /** Skips and errors, and checks that this input could not show (or this run left out). */
  readonly open: number
  readonly passes: number
}

export type PaperResult = '符合' | '部分符合' | '不符合' | 'expired' | 'none'

export interface Decision {
  readonly verdict: VerdictWord
  /** What decided it. `nothing`: neither a check nor a Record. `residual`: the checks passed, the rest is not proved. */
  readonly by: 'checks' | 'residual' | 'record' | 'applicability' | 'nothing'
}

/** What a Record alone would give. */
export const paperWord = { 符合: 'met', 部分符合: 'partially-met', 不符合: 'not-met', expired: 'not-assessed', none: 'not-assessed' } as const satisfies Record<PaperResult, VerdictWord>

/**
 * | checks                     | automated     | partial                              | manual, inherited, not-applicable |
 * | fail, critical or high     | not-met       | not-met                              | not-met                           |
 * | fail, medium or low        | partially-met | partially-met                        | partially-met                     |
 * | skip, error, not readable  | not-assessed  | not-assessed                         | not-assessed                      |
 * | no subject                 | not-assessed  | not-assessed                         | the Record                        |
 * | pass                       | met           | the Record, without one partially-met | the Record                        |
 *
 * A Record in force can only lower what the checks gave; an expired one proves nothing. A fail outweighs an Applicability.
 */
export function decide(status: Status, measured: Measured, paper: PaperResult, takenAway: boolean): Decision {
  const fromPaper = paperWord[paper]
  const inForce = paper !== 'expired' && paper !== 'none'
  const lowered = (decision: Decision): Decision =>
    inForce && worst([decision.verdict, fromPaper]) === fromPaper && fromPaper !== decision.verdict ? { verdict: fromPaper, by: 'record' } : decision
  if (measured.fails > 0) return lowered({ verdict: measured.severe ? 'not-met' : 'partially-met', by: 'checks' })
  if (takenAway && (!inForce || paper === '符合')) return { verdict: 'not-applicable', by: 'applicability' }
  if (measured.open > 0) return lowered({ verdict: 'not-assessed', by: 'checks' })
  if (status === 'automated' || status === 'partial') {
    if (measured.passes === 0) return lowered({ verdict: 'not-assessed', by: 'nothing' })
    if (status === 'automated') return lowered({ verdict: 'met', by: 'checks' })
    return inForce ? lowered({ verdict: 'met', by: 'record' }) : { verdict: 'partially-met', by: 'residual' }
  }
  return inForce ? { verdict: fromPaper, by: 'record' } : { verdict: 'not-assessed', by: paper === 'expired' ? 'record' : 'nothing' }
}
