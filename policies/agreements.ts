/** Contracts that bind a supplier on the day: who works on a system or runs the cloud needs one with all its terms. */
import type { CheckContext, Offence } from './check.ts'
import type { DocumentOf } from './estate/document.ts'
import { inForceOn, todayOf } from './today.ts'
import type { Text } from './text.ts'

type Contract = DocumentOf<'Contract'>

export const agreementReasons = {
  'no-agreement': { zh: '没有登记与该单位的合同', en: 'no contract with the organisation is registered' },
  'not-in-force': { zh: '与该单位的合同今天不在有效期内', en: 'no contract with the organisation is in force today' },
  'term-missing': { zh: '合同没有写明安全责任、保密或数据返还与销毁', en: 'the contract lacks a term on security, confidentiality or the return of data' },
} as const satisfies Readonly<Record<string, Text>>

/**
 * @param contracts those that could bind the supplier for the matter at hand
 * @param path of the party in the document
 */
export function* agreementFaults(contracts: readonly Contract[], supplier: string, path: string, context: CheckContext): Iterable<Offence> {
  const today = todayOf(context)
  const inForce = contracts.filter((c) => inForceOn(c, today))
  const [latest] = [...contracts].sort((a, b) => (a.to < b.to ? 1 : -1))
  const complete = inForce.some((c) => missingTerms(c).length === 0)
  const [first] = inForce
  if (latest === undefined) yield { reason: 'no-agreement', path, found: supplier }
  else if (first === undefined) yield { reason: 'not-in-force', path, found: `${latest.name} ${latest.from} – ${latest.to}` }
  else if (!complete) yield { reason: 'term-missing', path, found: `${first.name} terms.${missingTerms(first).join(', terms.')}: false` }
}

function missingTerms(contract: Contract): readonly string[] {
  return Object.entries(contract.terms).filter(([, written]) => !written).map(([term]) => term)
}
