/** Looking clauses up: by filters, and one by its number, whose typo is answered with the nearest. */
import type { Level } from '../audit.ts'
import { nearest } from '../nearest.ts'
import type { Text } from '../text.ts'
import type { Catalogue } from './catalogue.ts'
import { domainText, levels, type Clause } from './clause.ts'

export interface Filter {
  readonly levels: readonly Level[]
  readonly part?: string
  readonly status?: string
  readonly responsibility?: string
  readonly dimension?: string
  /** Chinese heading or English title of a domain, whole or in part. */
  readonly domain?: string
  /** Clauses that name the check, deciding, related or planned. */
  readonly check?: string
}

/** Clauses that fit every filter given, level by level in the order of the standard. */
export function findClauses(catalogue: Catalogue, filter: Filter): readonly Clause[] {
  return filter.levels.flatMap((level) => catalogue.level(level).clauses).filter((clause) =>
    fits(filter.part, clause.part) && fits(filter.status, clause.status) && fits(filter.responsibility, clause.responsibility) && fits(filter.dimension, clause.dimension) &&
    (filter.domain === undefined || inDomain(clause, filter.domain)) &&
    (filter.check === undefined || [...clause.checks, ...clause.related, ...clause.planned].includes(filter.check)))
}

const fits = (wanted: string | undefined, value: string): boolean => wanted === undefined || wanted === value

function inDomain(clause: Clause, words: string): boolean {
  return clause.domain.includes(words) || (domainText[clause.domain]?.en.toLowerCase().includes(words.toLowerCase()) ?? false)
}

/** The same item at every level that has it, lowest first. */
export function family(clause: Clause, catalogue: Catalogue): readonly Clause[] {
  let lowest = clause
  for (let below = under(lowest, catalogue); below !== undefined; below = under(lowest, catalogue)) lowest = below
  const out = [lowest]
  for (let next = catalogue.clause(lowest.above); next !== undefined; next = catalogue.clause(next.above)) out.push(next)
  return out
}

function under(clause: Clause, catalogue: Catalogue): Clause | undefined {
  return levels.flatMap((level) => catalogue.level(level).clauses).find((c) => c.above === clause.id)
}

/**
 * One clause, or the clauses of a control point or chapter (`8.1.4.2`).
 * @returns why there is none, where there is none: a letter that the point has not, a level that the item has not, the nearest number
 */
export function findById(id: string, catalogue: Catalogue): readonly Clause[] | Text {
  const exact = catalogue.clause(id)
  if (exact !== undefined) return [exact]
  const all = levels.flatMap((level) => catalogue.level(level).clauses)
  const below = all.filter((c) => c.id.startsWith(`${id}.`))
  if (below.length > 0) return below
  const point = id.replace(/\.[a-z]$/, '')
  const letters = all.filter((c) => c.id === point || (c.id.startsWith(`${point}.`) && /\.[a-z]$/.test(c.id) && c.id.length === point.length + 2))
  if (point !== id && letters.length > 0) {
    const last = letters.map((c) => c.id).join('、')
    return { zh: `目录里没有 ${id}；${point} 有：${last}`, en: `the catalogue has no ${id}; ${point} has: ${last.replaceAll('、', ', ')}` }
  }
  const near = nearest(id, all.map((c) => c.id))
  return {
    zh: `目录里没有 ${id}${near === undefined ? '；条款号如 8.1.4.2.d（二级 7.、三级 8.、四级 9.；.1 通用，.2 云）' : `，是不是 ${near}？`}`,
    en: `the catalogue has no ${id}${near === undefined ? '; a number looks like 8.1.4.2.d (level 2: 7., 3: 8., 4: 9.; .1 general, .2 cloud)' : `; did you mean ${near}?`}`,
  }
}
