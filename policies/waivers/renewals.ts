/** How often a waiver was renewed: what it says of itself, or what the estate shows where that is more. */
import { canonicalJson } from '../estate/digest.ts'
import type { DocumentOf } from '../estate/document.ts'
import type { Estate } from '../estate/estate.ts'

/** Earlier waivers of the same check and match count as renewals, so that a new name does not start anew. */
export function renewalsOf(waiver: DocumentOf<'Waiver'>, estate: Estate): number {
  const match = canonicalJson(waiver.match)
  const earlier = estate.of('Waiver').filter((w) => w.name !== waiver.name && w.check === waiver.check && w.from < waiver.from && canonicalJson(w.match) === match)
  return Math.max(waiver.renewals ?? 0, earlier.length)
}
