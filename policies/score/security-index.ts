/**
 * The security index (网络安全指数): achieved ÷ applicable weight of the clauses that a unit answers for, in per cent. Sums of counts:
 * a department or city is the sum of its units, so every number can be reckoned again from the rows below it.
 * Objects that run undeclared lower the city: nobody answers for them, so nothing about them is proved.
 */
import type { Catalogue } from '../catalogue/catalogue.ts'
import { levels, type Responsibility } from '../catalogue/clause.ts'
import type { Text } from '../text.ts'
import { bases, countByWord, verdictWords, type Basis, type Unit, type Verdict, type VerdictWord } from '../verdict/words.ts'
import { clauseWeights, type IndexWeights } from './weights.ts'

export const indexNotice: Text = { zh: '内部指数，非等级测评结论', en: 'Internal index, not the conclusion of a graded protection assessment' }

/** What the index reads of a verdict: an audit's own, or a row of its JSON report. */
export type ScoredVerdict = Pick<Verdict, 'clause' | 'verdict' | 'basis'> & { readonly unit: Pick<Unit, 'kind' | 'name' | 'department' | 'level'> }

export interface IndexInput {
  readonly verdicts: Iterable<ScoredVerdict>
  /** City of a unit; '' = unknown. */
  readonly cityOf: (unit: ScoredVerdict['unit']) => string
  /** Namespaces that run and are declared, and those that are not, by city. */
  readonly declared: ReadonlyMap<string, Declared>
}

export interface Declared {
  readonly declared: number
  readonly undeclared: number
}

/** Weights by what the verdict says; all in shares of one level's clauses. */
export interface Tally {
  readonly applicable: number
  readonly achieved: number
  /** Assessed weight by basis; what is 未测评 is in none. */
  readonly assessed: Readonly<Record<Basis, number>>
  readonly words: Readonly<Record<VerdictWord, number>>
}

export interface Score extends Tally {
  readonly kind: 'system' | 'platform' | 'estate' | 'department' | 'city'
  readonly name: string
  /** 0–100, one decimal; null where nothing is applicable. */
  readonly index: number | null
  /** Assessed ÷ applicable weight, 0–1. */
  readonly coverage: number
  readonly comparable: boolean
  /** Units of the same level mix and size are compared. */
  readonly peers: string
  /** 1 = best of the comparable ones of its peers; null where it is not comparable. */
  readonly rank: number | null
  readonly department?: string
  readonly city?: string
  /** Of a city: what runs undeclared. */
  readonly undeclared?: Declared
}

/** A clause that costs a unit something. */
export interface Loss {
  readonly clause: string
  readonly verdict: VerdictWord
  readonly basis: Basis
  /** Points (of 100) that the unit would win with the clause met. */
  readonly points: number
}

export interface SecurityIndex {
  readonly weights: { readonly format: string; readonly version: number }
  readonly scores: readonly Score[]
  /** Of systems and platforms, dearest first; key `kind/name`. */
  readonly losses: ReadonlyMap<string, readonly Loss[]>
  /** Verdicts on clauses that this catalogue does not have (a report of another version): they count for nothing. */
  readonly unknown: number
}

/** Whose clauses count: what a system's owner answers for, and what the platform's operator does. */
const answers: Readonly<Record<Unit['kind'], readonly Responsibility[]>> = {
  system: ['tenant', 'shared', 'organisation'],
  platform: ['platform', 'shared', 'organisation', 'facility'],
  estate: ['platform', 'tenant', 'shared', 'organisation', 'facility'],
}

/** @throws Error where the weights do not sum to 1 */
export function securityIndex(input: IndexInput, catalogue: Catalogue, weights: IndexWeights): SecurityIndex {
  const weightOf = new Map(levels.flatMap((level) => [...clauseWeights(catalogue.level(level), weights)]))
  const units = new Map<string, { readonly unit: ScoredVerdict['unit']; readonly tally: MutableTally; readonly losses: Omit<Loss, 'points'>[] }>()
  let unknown = 0
  for (const verdict of input.verdicts) {
    const { unit } = verdict
    const key = `${unit.kind}/${unit.name}`
    const known = units.get(key) ?? { unit, tally: emptyTally(), losses: [] }
    units.set(key, known)
    const clause = catalogue.clause(verdict.clause)
    const weight = weightOf.get(verdict.clause)
    if (clause === undefined || weight === undefined) {
      unknown++
      continue
    }
    if (!answers[unit.kind].includes(clause.responsibility)) continue
    const won = count(known.tally, verdict, weight, weights)
    if (won < weight && verdict.verdict !== 'not-applicable') known.losses.push({ clause: verdict.clause, verdict: verdict.verdict, basis: verdict.basis })
  }
  const scored = [...units.values()]
  const own = scored.map(({ unit, tally }): Score => finish({ kind: unit.kind, name: unit.name, ...(unit.department === undefined ? {} : { department: unit.department }), city: input.cityOf(unit), peers: `${unit.kind}/${unit.level}` }, tally, weights))
  const departments = grouped(scored, (u) => (u.unit.kind === 'system' ? (u.unit.department ?? '') : null)).map(([name, list]) => finish({ kind: 'department', name, peers: peerGroup('department', list) }, sum(list), weights))
  const cities = grouped(scored, (u) => input.cityOf(u.unit)).map(([name, list]) => finish({ kind: 'city', name, peers: peerGroup('city', list), ...(input.declared.has(name) ? { undeclared: input.declared.get(name) ?? { declared: 0, undeclared: 0 } } : {}) }, sum(list), weights))
  const losses = new Map(
    [...units].map(([key, { tally, losses: list }]) => [key, list.map((l): Loss => ({ ...l, points: round((100 * (weightOf.get(l.clause) ?? 0) * (1 - earned(l.verdict, weights))) / (tally.applicable === 0 ? 1 : tally.applicable)) })).sort((a, b) => b.points - a.points || (a.clause < b.clause ? -1 : 1))]),
  )
  return { weights: { format: weights.format, version: weights.version }, scores: ranked([...cities, ...departments, ...own]), losses, unknown }
}

interface MutableTally {
  applicable: number
  achieved: number
  readonly assessed: Record<Basis, number>
  readonly words: Record<VerdictWord, number>
}

function emptyTally(): MutableTally {
  return { applicable: 0, achieved: 0, assessed: { measured: 0, 'self-check': 0, assessment: 0, inherited: 0 }, words: { ...countByWord([]) } }
}

function earned(word: VerdictWord, weights: IndexWeights): number {
  return word === 'not-applicable' ? 0 : weights.earns[word]
}

/** Adds a verdict. @returns the weight it earned */
function count(tally: MutableTally, { verdict, basis }: ScoredVerdict, weight: number, weights: IndexWeights): number {
  tally.words[verdict]++
  if (verdict === 'not-applicable') return 0
  const won = weight * earned(verdict, weights)
  tally.applicable += weight
  tally.achieved += won
  if (verdict !== 'not-assessed') tally.assessed[basis] += weight
  return won
}

interface Counted {
  readonly unit: ScoredVerdict['unit']
  readonly tally: Tally
}

function sum(list: readonly Counted[]): Tally {
  const total = emptyTally()
  for (const { tally } of list) {
    total.applicable += tally.applicable
    total.achieved += tally.achieved
    for (const basis of bases) total.assessed[basis] += tally.assessed[basis]
    for (const word of verdictWords) total.words[word] += tally.words[word]
  }
  return total
}

/** Groups in the order of their names; null leaves a unit out. */
function grouped(list: readonly Counted[], nameOf: (counted: Counted) => string | null): readonly (readonly [string, readonly Counted[]])[] {
  const groups = new Map<string, Counted[]>()
  for (const counted of list) {
    const name = nameOf(counted)
    if (name !== null) groups.set(name, [...(groups.get(name) ?? []), counted])
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1))
}

const kindText: Readonly<Record<string, Text>> = { system: { zh: '系统', en: 'system' }, platform: { zh: '平台', en: 'platform' }, estate: { zh: '输入', en: 'input' }, department: { zh: '部门', en: 'department' }, city: { zh: '城市', en: 'city' } }

/** `department/3/≤10` as a person reads it. */
export function peersText(peers: string): Text {
  const [kind = '', level = '', size] = peers.split('/')
  const { zh, en } = kindText[kind] ?? { zh: kind, en: kind }
  if (size === undefined) return { zh: `${level} 级${zh}`, en: `${en} of level ${level}` }
  return { zh: `${zh}，最高 ${level} 级，${size} 个系统`, en: `${en}, up to level ${level}, ${size} systems` }
}

/** Level mix: the highest level there is; size: how many systems, in three steps. */
function peerGroup(kind: 'department' | 'city', list: readonly Counted[]): string {
  const systems = list.filter((c) => c.unit.kind === 'system')
  const [few, many] = kind === 'department' ? [3, 10] : [100, 400]
  return `${kind}/${Math.max(...list.map((c) => c.unit.level))}/${systems.length <= few ? `≤${few}` : systems.length <= many ? `≤${many}` : `>${many}`}`
}

function finish(head: Pick<Score, 'kind' | 'name' | 'peers' | 'department' | 'city' | 'undeclared'>, tally: Tally, weights: IndexWeights): Score {
  const known = bases.reduce((n, basis) => n + tally.assessed[basis], 0)
  const coverage = tally.applicable === 0 ? 0 : known / tally.applicable
  const { declared = 0, undeclared = 0 } = head.undeclared ?? {}
  const answered = declared + undeclared === 0 ? 1 : declared / (declared + undeclared)
  return { ...head, ...tally, index: tally.applicable === 0 ? null : round((100 * tally.achieved * answered) / tally.applicable), coverage, comparable: coverage >= weights.comparableFrom, rank: null }
}

/** Equal numbers share a rank. */
function ranked(scores: readonly Score[]): readonly Score[] {
  const groups = new Map<string, number[]>()
  for (const { peers, comparable, index } of scores) if (comparable && index !== null) groups.set(peers, [...(groups.get(peers) ?? []), index])
  return scores.map((score) => {
    const { peers, comparable, index } = score
    return comparable && index !== null ? { ...score, rank: 1 + (groups.get(peers) ?? []).filter((other) => other > index).length } : score
  })
}

/** One decimal, as it is shown. */
function round(value: number): number {
  return Math.round(value * 10) / 10
}
