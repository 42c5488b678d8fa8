/** What is proved on paper: which Record speaks for a clause of a unit, and which Applicability takes the clause away. */
import type { Catalogue } from '../catalogue/catalogue.ts'
import { levels } from '../catalogue/clause.ts'
import type { DocumentOf } from '../estate/document.ts'
import type { Estate } from '../estate/estate.ts'
import { dayOf } from '../time.ts'

type RecordDocument = DocumentOf<'Record'>

export interface Proof {
  /** The Record that decides at its scope. */
  readonly record: RecordDocument
  /** False where every Record of that scope has expired: then nothing is proved, and no wider Record steps in. */
  readonly inForce: boolean
  /** True where the Record speaks for more than the unit and its grading object (an organisation, the whole estate). */
  readonly wider: boolean
}

/** Places that a Record or Applicability can speak for, as keys. */
export const scopeKeys = {
  system: (name: string) => `system/${name}`,
  gradingObject: (name: string) => `gradingObject/${name}`,
  organisation: (name: string) => `organisation/${name}`,
  estate: 'estate',
} as const

export interface Proofs {
  /**
   * The Record that speaks for a clause: of the nearest scope that has one. Records not issued yet do not count.
   * @param scopes scope keys, nearest first
   */
  of(clause: string, scopes: readonly string[]): Proof | null
  /** The Applicability that declares the clause not applicable to one of the scopes. */
  notApplicable(clause: string, scopes: readonly string[]): DocumentOf<'Applicability'> | null
  /** Drops the scopes that no document names, so that look-ups for many clauses stay short. */
  narrow(scopes: readonly string[]): readonly string[]
}

/**
 * @param now milliseconds since the epoch; a Record expires at the end of its day in the estate's time zone
 */
export function indexProofs(estate: Estate, catalogue: Catalogue, now: number): Proofs {
  const today = dayOf(now, estate.timezone)
  const provenBy = lowerClauses(catalogue)
  const records = new Map<string, Map<string, RecordDocument[]>>()
  for (const record of estate.of('Record')) {
    if (record.issued > today) continue
    const byClause = entry(records, scopeOf(record.scope), () => new Map<string, RecordDocument[]>())
    for (const covered of record.covers) for (const clause of [covered, ...(provenBy.get(covered) ?? [])]) entry(byClause, clause, () => []).push(record)
  }
  const proofs = new Map<string, Map<string, Proof>>()
  for (const [scope, byClause] of records) {
    const wider = scope === scopeKeys.estate || scope.startsWith('organisation/')
    proofs.set(scope, new Map([...byClause].map(([clause, list]) => [clause, { ...decisive(list, today), wider }])))
  }
  const takenAway = new Map<string, Map<string, DocumentOf<'Applicability'>>>()
  for (const document of estate.of('Applicability')) {
    if (document.confirmed <= today) entry(takenAway, scopeOf(document.object), () => new Map<string, DocumentOf<'Applicability'>>()).set(document.clause, document)
  }
  const named = new Set([...proofs.keys(), ...takenAway.keys()])
  return {
    of(clause, scopes) {
      for (const scope of scopes) {
        const proof = proofs.get(scope)?.get(clause)
        if (proof !== undefined) return proof
      }
      return null
    },
    notApplicable(clause, scopes) {
      for (const scope of scopes) {
        const document = takenAway.get(scope)?.get(clause)
        if (document !== undefined) return document
      }
      return null
    },
    narrow: (scopes) => scopes.filter((scope) => named.has(scope)),
  }
}

function scopeOf(scope: RecordDocument['scope'] | DocumentOf<'Applicability'>['object']): string {
  if ('system' in scope) return scopeKeys.system(scope.system)
  if ('gradingObject' in scope) return scopeKeys.gradingObject(scope.gradingObject)
  if ('organisation' in scope) return scopeKeys.organisation(scope.organisation)
  return scopeKeys.estate
}

const judgeRank = { 自查: 0, 主管部门检查: 1, 测评机构: 2 } as const
const resultRank = { 不符合: 0, 部分符合: 1, 符合: 2 } as const

/**
 * Of the Records of one scope on one clause. A later Record by a judge of the same or a higher standing replaces an earlier one
 * (re-assessment after 整改); a self-check never replaces an assessor's word. Of those left, the worst result speaks.
 */
function decisive(records: readonly RecordDocument[], today: string): { readonly record: RecordDocument; readonly inForce: boolean } {
  const [first] = [...records].sort((a, b) => compare(b.expires, a.expires) || compare(a.name, b.name))
  if (first === undefined) throw new Error('decisive() needs a Record')
  const valid = records.filter((r) => r.expires >= today)
  if (valid.length === 0) return { record: first, inForce: false }
  const left = valid.filter((r) => !valid.some((later) => later.issued > r.issued && judgeRank[later.judged.by] >= judgeRank[r.judged.by]))
  const [speaks] = left.sort((a, b) => resultRank[a.result] - resultRank[b.result] || judgeRank[b.judged.by] - judgeRank[a.judged.by] || compare(a.name, b.name))
  return { record: speaks ?? first, inForce: true }
}

/** Clause → the clauses of lower levels on the same subject: a Record on the stricter item proves them too. */
function lowerClauses(catalogue: Catalogue): ReadonlyMap<string, readonly string[]> {
  const lower = new Map<string, string[]>()
  for (const level of levels) {
    for (const { id, above } of catalogue.level(level).clauses) {
      if (above === '') continue
      entry(lower, above, () => []).push(id, ...(lower.get(id) ?? []))
    }
  }
  return lower
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key)
  if (found !== undefined) return found
  const made = make()
  map.set(key, made)
  return made
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
