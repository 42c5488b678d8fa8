/** Which system a waiver is about, as far as its match says. */
import type { DocumentOf } from '../estate/document.ts'
import type { Estate } from '../estate/estate.ts'

/** @returns undefined where the match names neither a system nor a namespace that the estate places */
export function systemOfWaiver({ match }: DocumentOf<'Waiver'>, estate: Estate): DocumentOf<'System'> | undefined {
  if (match.system !== undefined) return estate.get('System', match.system)
  if (match.namespace === undefined) return undefined
  return estate.tiers.find((t) => t.namespace === match.namespace && (match.cluster === undefined || t.tier.cluster === match.cluster))?.system
}
