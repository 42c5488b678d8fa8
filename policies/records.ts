/** Records that prove a fact about a System on the day: its own, its grading object's, its owner's, or the whole estate's. */
import type { CheckContext } from './check.ts'
import type { DocumentOf } from './estate/document.ts'
import type { Estate } from './estate/estate.ts'
import { inForceOn, todayOf } from './today.ts'

type RecordDocument = DocumentOf<'Record'>

/** Grading object that a cluster is a member of. */
export function gradingObjectOfCluster(cluster: string, estate: Estate): DocumentOf<'GradingObject'> | undefined {
  return estate.of('GradingObject').find((object) => object.members.platforms?.includes(cluster))
}

/**
 * Records of any of the types that speak for the system and are in force, with a result that proves something.
 * A Record with result 不符合 proves that the fact is missing.
 */
export function recordsFor(system: DocumentOf<'System'>, types: readonly RecordDocument['type'][], context: CheckContext): readonly RecordDocument[] {
  const estate = context.requireEstate()
  const today = todayOf(context)
  return estate.of('Record').filter((record) => types.includes(record.type) && record.result !== '不符合' && inForceOn({ from: record.issued, to: record.expires }, today) && speaksFor(record.scope, system, estate))
}

function speaksFor(scope: RecordDocument['scope'], system: DocumentOf<'System'>, estate: Estate): boolean {
  if ('system' in scope) return scope.system === system.name
  if ('gradingObject' in scope) return estate.get('GradingObject', scope.gradingObject)?.members.systems?.includes(system.name) ?? false
  if ('organisation' in scope) return scope.organisation === system.parties.owner.organisation
  return true
}
