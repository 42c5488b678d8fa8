/**
 * Crosswalks: another document's ids against ours. Where the other document is about objects (Pod Security Standards, CIS, multi-tenancy),
 * the checks themselves say which of its ids they judge; where it is about duties, its items name control points of level 3.
 * Read only when asked for: `ywq catalogue`, CONTROLS.md.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import type { Level } from '../audit.ts'
import type { Check } from '../check.ts'
import { packageRoot } from '../package-root.ts'
import type { Text } from '../text.ts'
import type { Catalogue } from './catalogue.ts'
import type { Clause } from './clause.ts'

export interface CrosswalkItem {
  readonly id: string
  readonly title: Text
  /** Clauses or control points of level 3, or whole chapters: `8.1.4.4.a`, `8.1.9.4`, `8.1.8`. */
  readonly clauses?: readonly string[]
  /** Why no check judges it. */
  readonly none?: Text
}

export interface Crosswalk {
  readonly id: string
  readonly title: Text
  readonly note?: Text
  /** Field of a check that names the items; absent where the items name clauses. */
  readonly by?: 'pss' | 'cis' | 'mtb'
  readonly items: readonly CrosswalkItem[]
}

/** Every crosswalk of the package, by id. @throws Error where a file is not a crosswalk of version 1 */
export function loadCrosswalks(): readonly Crosswalk[] {
  const folder = join(packageRoot(import.meta.url), 'policies', 'catalogue', 'crosswalks')
  return readdirSync(folder).filter((name) => name.endsWith('.yaml')).sort().map((name) => {
    const read = load(readFileSync(join(folder, name), 'utf8')) as Crosswalk & { readonly format?: string; readonly version?: number }
    if (read.format !== 'ywq.crosswalk' || read.version !== 1) throw new Error(`${name}: found ${String(read.format)} ${String(read.version)}, this program reads ywq.crosswalk 1`)
    return read
  })
}

/** Ids of a crosswalk's items that a check says it judges. */
export function itemsOfCheck(check: Check, by: NonNullable<Crosswalk['by']>): readonly string[] {
  if (by === 'pss') return check.pss === undefined ? [] : [`${check.pss.profile}/${check.pss.control}`]
  return check.aliases?.[by] ?? []
}

/** Checks that judge an item; none for crosswalks of clauses. */
export function checksOfItem(item: CrosswalkItem, crosswalk: Crosswalk, checks: readonly Check[]): readonly string[] {
  const { by } = crosswalk
  return by === undefined ? [] : checks.filter((check) => itemsOfCheck(check, by).includes(item.id)).map((check) => check.id)
}

/** Clauses of a level that an item names, itself or through the items of level 3 on the same subject one level up or down. */
export function clausesOfItem(item: CrosswalkItem, level: Level, catalogue: Catalogue): readonly Clause[] {
  const named = (id: string): boolean => (item.clauses ?? []).some((prefix) => id === prefix || id.startsWith(`${prefix}.`))
  const atThree = catalogue.level(3).clauses.filter((c) => named(c.id))
  if (level === 3) return atThree
  if (level === 2) return catalogue.level(2).clauses.filter((c) => named(c.above))
  const above = new Set(atThree.map((c) => c.above))
  return catalogue.level(4).clauses.filter((c) => above.has(c.id))
}
