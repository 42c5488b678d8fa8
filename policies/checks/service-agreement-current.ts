/**
 * Restricted fields: System.parties.builders, operators in office today; Contract.
 * Allowed values: each that is not the owner itself nor a government body has a Contract with it (the one it names, else any for the
 * system or without systems), in force today, with the terms on security, confidentiality and return of data.
 */
import { agreementFaults, agreementReasons } from '../agreements.ts'
import { estateCheck, type CheckContext } from '../check.ts'
import type { DocumentOf } from '../estate/document.ts'
import { isAlive } from '../system-phase.ts'
import { inForceOn, todayOf } from '../today.ts'

export const serviceAgreementCurrent = estateCheck({
  id: 'service-agreement-current',
  severity: 'medium',
  title: { zh: '服务协议在有效期内', en: 'Service agreements are current' },
  why: { zh: '承建、运维单位接触数据，没有在有效期内的协议就没有约束；到期而人未撤，责任无处可追。', en: 'Builders and operators touch data; without an agreement in force nothing binds them.' },
  remedy: { zh: '登记或续签合同（supplier、起止、三项条款），在 parties 里用 contract 指明。', en: 'Register or renew the contract (supplier, dates, all three terms) and name it in parties.' },
  snippet:
    'operators: [{ organisation: cloud-co, contact: liu, contract: operate, from: 2025-01-01, to: 2027-12-31 }]\n---\nkind: Contract\nname: operate\nsupplier: cloud-co\nfrom: 2025-01-01\nto: 2027-12-31\nterms: { security: true, confidentiality: true, dataReturn: true }\n',
  reasons: agreementReasons,
  target: { estate: 'System' },
  applies: (system, context) => isAlive(system) && outsourced(system, context).length > 0,
  *evaluate(system, context) {
    for (const { party, path } of outsourced(system, context)) yield* agreementFaults(contractsFor(system, party, context), party.organisation, path, context)
  },
})

type System = DocumentOf<'System'>
type Party = NonNullable<System['parties']['operators']>[number]

function outsourced(system: System, context: CheckContext): readonly { readonly party: Party; readonly path: string }[] {
  const today = todayOf(context)
  return (['builders', 'operators'] as const).flatMap((list) =>
    (system.parties[list] ?? []).flatMap((party) => {
      const type = context.requireEstate().get('Organisation', party.organisation)?.type
      const outside = party.organisation !== system.parties.owner.organisation && type !== 'government' && type !== 'institution'
      return outside && inForceOn(party, today) ? [{ party, path: `parties.${list}[${party.organisation}].contract` }] : []
    }),
  )
}

function contractsFor(system: System, party: Party, context: CheckContext): readonly DocumentOf<'Contract'>[] {
  const theirs = context.requireEstate().of('Contract').filter((c) => c.supplier === party.organisation && (c.systems === undefined || c.systems.length === 0 || c.systems.includes(system.name)))
  return party.contract === undefined ? theirs : theirs.filter((c) => c.name === party.contract)
}
