/**
 * The catalogue: every requirement item of GB/T 22239-2019 at levels 2, 3 and 4 (general requirements and cloud extension),
 * read from the YAML files beside this one and indexed by level, clause, check and parameter.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Level } from '../audit.ts'
import { nearest } from '../nearest.ts'
import { packageRoot } from '../package-root.ts'
import { levels, type Clause } from './clause.ts'
import { compiledClauses } from './compiled.ts'
import { readCatalogue } from './read.ts'

export interface LevelCatalogue {
  readonly level: Level
  /** General requirements first, then the cloud extension, each in the order of the standard. */
  readonly clauses: readonly Clause[]
  /** Clauses that a check decides. */
  clausesOf(check: string): readonly Clause[]
  /** Ids of the same clauses. One shared list a check, so that findings can hold it. */
  idsOf(check: string): readonly string[]
  /** True where a clause of the level names the check, deciding or related. */
  names(check: string): boolean
}

export interface Catalogue {
  level(level: Level): LevelCatalogue
  clause(id: string): Clause | undefined
  clausesOf(check: string, level: Level): readonly Clause[]
  /**
   * Value of a parameter at a level: what a clause of the level sets, else what the nearest lower level sets.
   * @throws Error naming the parameters that exist
   */
  parameter(name: string, level: Level): number
  /** Names of every parameter that some clause sets, sorted. */
  readonly parameters: readonly string[]
}

export const catalogueFiles = ['gbt-22239-2019.general.yaml', 'gbt-22239-2019.cloud.yaml'] as const

/**
 * Reads and indexes the catalogue of this package.
 * @throws Error listing every fault as `file:line: …`
 */
export function loadCatalogue(): Catalogue {
  const texts = catalogueTexts()
  return createCatalogue(compiledClauses(texts) ?? readCatalogues(texts))
}

/** The YAML files of this package, in the order of catalogueFiles. */
export function catalogueTexts(): readonly string[] {
  const folder = join(packageRoot(import.meta.url), 'policies', 'catalogue')
  return catalogueFiles.map((file) => readFileSync(join(folder, file), 'utf8'))
}

/** @throws Error listing every fault as `file:line: …` */
export function readCatalogues(texts: readonly string[]): readonly Clause[] {
  return catalogueFiles.flatMap((file, i) => readCatalogue(texts[i] ?? '', `policies/catalogue/${file}`))
}

let loaded: Catalogue | undefined

/** The catalogue, read once a process. */
export function theCatalogue(): Catalogue {
  loaded ??= loadCatalogue()
  return loaded
}

/**
 * Indexes clauses.
 * @throws Error where an id stands twice, or two clauses of a level set one parameter
 */
export function createCatalogue(clauses: readonly Clause[]): Catalogue {
  const faults: string[] = []
  const byId = new Map<string, Clause>()
  for (const clause of clauses) {
    if (byId.has(clause.id)) faults.push(`clause ${clause.id} stands twice`)
    byId.set(clause.id, clause)
  }
  for (const clause of clauses) {
    if (clause.above !== '' && byId.get(clause.above)?.level !== clause.level + 1) faults.push(`clause ${clause.id}: above: ${clause.above} is not a clause of level ${clause.level + 1}`)
  }
  const byLevel = new Map(levels.map((level) => [level, indexLevel(level, clauses)]))
  const at = (level: Level): LevelCatalogue => byLevel.get(level) ?? indexLevel(level, [])
  const numbers = new Map(levels.map((level) => [level, numbersOf(at(level), faults)]))
  const names = [...new Set([...numbers.values()].flatMap((m) => [...m.keys()]))].sort()
  if (faults.length > 0) throw new Error(`条款目录有错 / the catalogue is faulty:\n${faults.join('\n')}`)
  return {
    level: at,
    clause: (id) => byId.get(id),
    clausesOf: (check, level) => at(level).clausesOf(check),
    parameters: names,
    parameter(name, level) {
      for (let l: number = level; l >= levels[0]; l--) {
        const value = levels.map((known) => (known === l ? numbers.get(known)?.get(name) : undefined)).find((n) => n !== undefined)
        if (value !== undefined) return value
      }
      const near = nearest(name, names)
      throw new Error(
        `条款目录里没有参数 ${name}${near === undefined ? '' : `，是否指 ${near}`}；现有：${names.join('、')} / ` +
          `no clause at level ${level} or below sets the parameter ${name}${near === undefined ? '' : `, did you mean ${near}?`}; known: ${names.join(', ')}`,
      )
    },
  }
}

function indexLevel(level: Level, all: readonly Clause[]): LevelCatalogue {
  const clauses = all.filter((c) => c.level === level).sort(byNumber)
  const byCheck = new Map<string, Clause[]>()
  const named = new Set<string>()
  for (const clause of clauses) {
    for (const check of clause.related) named.add(check)
    for (const check of clause.checks) {
      named.add(check)
      const list = byCheck.get(check)
      if (list === undefined) byCheck.set(check, [clause])
      else list.push(clause)
    }
  }
  const ids = new Map([...byCheck].map(([check, list]) => [check, list.map((c) => c.id)]))
  return { level, clauses, clausesOf: (check) => byCheck.get(check) ?? [], idsOf: (check) => ids.get(check) ?? [], names: (check) => named.has(check) }
}

function numbersOf(catalogue: LevelCatalogue, faults: string[]): ReadonlyMap<string, number> {
  const owners = new Map<string, string>()
  const numbers = new Map<string, number>()
  for (const clause of catalogue.clauses) {
    for (const [name, value] of Object.entries(clause.parameters)) {
      const owner = owners.get(name)
      if (owner !== undefined) faults.push(`parameter ${name} is set by ${owner} and by ${clause.id}: a number is written once`)
      owners.set(name, clause.id)
      numbers.set(name, value)
    }
  }
  return numbers
}

/** 8.1.4.2.d before 8.1.4.10.a: numbers as numbers, the letter last. */
function byNumber(a: Clause, b: Clause): number {
  const [x, y] = [a.id.split('.'), b.id.split('.')]
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const [p, q] = [x[i] ?? '', y[i] ?? '']
    if (p !== q) return /^\d+$/.test(p) && /^\d+$/.test(q) ? Number(p) - Number(q) : p < q ? -1 : 1
  }
  return 0
}
