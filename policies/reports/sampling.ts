/**
 * Which objects an assessor is proposed to look at: all with a violation, and of the rest a share that grows with the level, chosen by
 * a hash, so that nobody picks the good ones and the same input proposes the same objects.
 * The shares are this project's own; the standards ask for a fitting sample and name no number.
 */
import { createHash } from 'node:crypto'
import type { Level } from '../audit.ts'

const share: Readonly<Record<Level, { readonly part: number; readonly least: number }>> = { 2: { part: 0.1, least: 1 }, 3: { part: 0.2, least: 2 }, 4: { part: 0.3, least: 3 } }

/** How many of `n` objects of one kind are proposed at a level. */
export function sampleSize(n: number, level: Level): number {
  return Math.min(n, Math.max(share[level].least, Math.ceil(n * share[level].part)))
}

export interface Candidate {
  /** Identity of the object; the hash is taken of it. */
  readonly key: string
  readonly violated: boolean
}

/**
 * @param candidates objects of one unit and kind
 * @returns those proposed, in the order given
 */
export function sample<T extends Candidate>(candidates: readonly T[], level: Level): readonly T[] {
  const size = sampleSize(candidates.length, level)
  const violated = candidates.filter((c) => c.violated)
  const rest = candidates.filter((c) => !c.violated).map((c) => ({ c, order: createHash('sha256').update(c.key).digest('hex') }))
  rest.sort((a, b) => (a.order < b.order ? -1 : 1))
  const chosen = new Set([...violated, ...rest.slice(0, Math.max(0, size - violated.length)).map(({ c }) => c)])
  return candidates.filter((c) => chosen.has(c))
}
