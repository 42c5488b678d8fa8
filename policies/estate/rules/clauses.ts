/** Clauses that documents name are clauses of the catalogue: a Record over a number that does not exist proves nothing. */
import { theCatalogue } from '../../catalogue/catalogue.ts'
import { levels } from '../../catalogue/clause.ts'
import type { EstateDocument } from '../document.ts'
import type { Path } from '../yaml-node.ts'
import { unknownReference } from './references.ts'
import type { Complaint, Rule } from './rule.ts'

export const clauses: Rule = function* (input) {
  for (const record of input.of('Record')) for (const [i, clause] of record.covers.entries()) yield* known(record, ['covers', i], clause)
  for (const document of input.of('Applicability')) yield* known(document, ['clause'], document.clause)
  for (const document of input.of('Rectification')) if (document.clause !== undefined) yield* known(document, ['clause'], document.clause)
}

function* known(document: EstateDocument, path: Path, clause: string): Iterable<Complaint> {
  const catalogue = theCatalogue()
  if (catalogue.clause(clause) === undefined) yield unknownReference(document, path, '条款（GB/T 22239-2019）', clause, levels.flatMap((level) => catalogue.level(level).clauses.map((c) => c.id)))
}
