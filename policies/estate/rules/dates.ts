/** A period that ends before it begins is a slip of the pen. (What has merely expired is a finding of a check, never an input error.) */
import type { EstateDocument } from '../document.ts'
import type { Path } from '../yaml-node.ts'
import type { Rule } from './rule.ts'

type Pair = readonly [from: string | undefined, to: string | undefined, path: Path]

function* pairs(d: EstateDocument): Generator<Pair> {
  switch (d.kind) {
    case 'Contract': case 'Project': yield [d.from, d.to, ['to']]; break
    case 'Waiver': yield [d.from, d.expires, ['expires']]; break
    case 'Record': yield [d.issued, d.expires, ['expires']]; break
    case 'Rectification': yield [d.opened, d.due, ['due']]; break
    case 'Request': yield [d.access?.from, d.access?.to, ['access', 'to']]; break
    case 'Person':
      for (const [i, role] of d.roles.entries()) yield [role.from, role.to, ['roles', i, 'to']]
      for (const [i, key] of (d.keys ?? []).entries()) yield [key.from, key.to, ['keys', i, 'to']]
      break
    case 'System':
      yield [d.parties.owner.from, d.parties.owner.to, ['parties', 'owner', 'to']]
      for (const list of ['builders', 'operators'] as const) for (const [i, party] of (d.parties[list] ?? []).entries()) yield [party.from, party.to, ['parties', list, i, 'to']]
      yield [d.security?.planned, d.security?.built ?? d.security?.used, ['security', d.security?.built === undefined ? 'used' : 'built']]
      yield [d.security?.built, d.security?.used, ['security', 'used']]
      yield [d.crypto?.assessed, d.crypto?.expires, ['crypto', 'expires']]
      break
  }
}

export const dates: Rule = function* (input) {
  for (const document of input.documents) {
    for (const [from, to, path] of pairs(document)) {
      // Both are YYYY-MM-DD: the order of the texts is the order of the days.
      if (from === undefined || to === undefined || from <= to) continue
      yield { code: 'reversed-dates', document, path, text: { zh: `日期颠倒：${to} 早于 ${from}`, en: `dates reversed: ${to} is before ${from}` } }
    }
  }
}
