/** Profiles: which checks run at which level, and which clauses hang on them. `gbt-22239[:2|3|4]`, `pss:baseline|restricted`. */
import type { Level, Selection } from './audit.ts'
import type { Catalogue } from './catalogue/catalogue.ts'
import { levels } from './catalogue/clause.ts'
import type { Check } from './check.ts'
import { nearest } from './nearest.ts'

export type Profile =
  /** GB/T 22239-2019. level null: every subject at its own level from the estate, 3 where that is unknown. */
  | { readonly standard: 'gbt-22239'; readonly level: Level | null }
  /** Kubernetes Pod Security Standards; restricted holds all of baseline. */
  | { readonly standard: 'pss'; readonly profile: 'baseline' | 'restricted' }

const profiles: ReadonlyMap<string, Profile> = new Map<string, Profile>([
  ['gbt-22239', { standard: 'gbt-22239', level: null }],
  ['gbt-22239:2', { standard: 'gbt-22239', level: 2 }],
  ['gbt-22239:3', { standard: 'gbt-22239', level: 3 }],
  ['gbt-22239:4', { standard: 'gbt-22239', level: 4 }],
  ['pss:baseline', { standard: 'pss', profile: 'baseline' }],
  ['pss:restricted', { standard: 'pss', profile: 'restricted' }],
])

/** Words that --profile takes. */
export const profileNames: readonly string[] = [...profiles.keys()]

/** Level of subjects that no estate grades: most government systems are graded 3, and judging too low hides faults. */
const ungradedLevel: Level = 3

/**
 * @param word as the user typed it
 * @throws Error with the nearest word and the allowed list
 */
export function parseProfile(word: string): Profile {
  const profile = profiles.get(word)
  if (profile !== undefined) return profile
  throw new Error(unknown('--profile', word, profileNames))
}

/** The word that parseProfile reads back. */
export function profileName(profile: Profile): string {
  if (profile.standard === 'pss') return `pss:${profile.profile}`
  return profile.level === null ? 'gbt-22239' : `gbt-22239:${profile.level}`
}

export interface SelectOptions {
  readonly checks: readonly Check[]
  readonly catalogue: Catalogue
  readonly profile: Profile
  /** Check ids from --check; empty or absent = all of the profile. A check that is asked for by name runs at every level. */
  readonly only?: readonly string[]
  /** --as-level: judges every subject at this level, whatever the estate and the profile say. */
  readonly asLevel?: Level
}

/**
 * The checks that run and what hangs on them.
 * @throws Error where a check id is unknown, with the nearest id
 */
export function select(options: SelectOptions): Selection {
  const { checks, catalogue, profile } = options
  const only = new Set(options.only ?? [])
  const ids = checks.map((c) => c.id)
  for (const id of only) if (!ids.includes(id)) throw new Error(unknown('--check', id, ids))
  const fixedLevel = options.asLevel ?? (profile.standard === 'gbt-22239' ? profile.level : null)
  const judged = fixedLevel === null ? levels : [fixedLevel]
  const inProfile = (check: Check): boolean =>
    profile.standard === 'pss'
      ? check.pss !== undefined && (profile.profile === 'restricted' || check.pss.profile === 'baseline')
      : judged.some((level) => catalogue.level(level).names(check.id))
  const chosen = checks.filter((c) => (only.size === 0 ? inProfile(c) : only.has(c.id)))
  return {
    checks: chosen,
    defaultLevel: ungradedLevel,
    fixedLevel,
    clauses(check, level) {
      if (profile.standard === 'pss') return none
      const at = catalogue.level(level)
      return only.has(check) || at.names(check) ? at.idsOf(check) : null
    },
    parameter: (name, level) => catalogue.parameter(name, level),
  }
}

const none: readonly string[] = []

/** True where the profile has clauses to judge; Pod Security Standards have controls only, so they get findings and no verdicts. */
export function hasClauses(word: string): boolean {
  return parseProfile(word).standard === 'gbt-22239'
}

/** Nearest word first; the whole list where it is short, or where nothing is near. */
function unknown(option: string, word: string, allowed: readonly string[]): string {
  const near = nearest(word, allowed)
  const listed = near === undefined || allowed.length <= 12
  return (
    `${option} 不认识“${word}”${near === undefined ? '' : `，是否指 ${near}`}${listed ? `；可用：${allowed.join('、')}` : `（共 ${allowed.length} 个可用）`} / ` +
    `${option}: unknown "${word}"${near === undefined ? '' : `, did you mean ${near}?`}${listed ? ` allowed: ${allowed.join(', ')}` : ` (${allowed.length} are known)`}`
  )
}
