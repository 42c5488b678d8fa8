/**
 * Fixtures of checks: test/checks/<check-id>/{pass,fail}*.yaml, each judged by every check over the shared base estate.
 * Leading comments steer: `# breaks: other-check (why), …`, `# pss: 1.35`, `# level: 4`, `# now: 2026-06-30T12:00:00+08:00`,
 * `# evidence: PATH TEXT` (an evidence file that is there, with its text).
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import { audit, type Level, type Selection } from '../../policies/audit.ts'
import { theCatalogue } from '../../policies/catalogue/catalogue.ts'
import type { Check } from '../../policies/check.ts'
import { checks } from '../../policies/checks/index.ts'
import type { Estate, Problem } from '../../policies/estate/estate.ts'
import type { DigestFile } from '../../policies/estate/evidence.ts'
import { loadFiles } from '../../policies/estate/load.ts'
import type { Finding } from '../../policies/finding.ts'
import { readDeclaration } from '../../policies/sources/declaration.ts'
import { parseManifests } from '../../policies/sources/manifests.ts'
import type { Snapshot, Unreadable } from '../../policies/subject.ts'

export const folder = import.meta.dirname
export const defaultNow = '2026-06-30T12:00:00+08:00'

export interface Fixture {
  readonly check: string
  /** `<check>/<name>.yaml`, for the reader of a failure. */
  readonly path: string
  readonly wants: 'pass' | 'fail'
  /** Other checks that it must break too, with the reasons given. */
  readonly breaks: readonly { readonly check: string; readonly why: string }[]
  readonly text: string
}

/** Folders that are named like checks; those that begin with `_` are shared. */
export function fixtureFolders(): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).filter((e) => e.isDirectory() && !e.name.startsWith('_')).map((e) => e.name).sort()
}

/** Every file of every fixture folder. @throws Error where a file is neither pass*.yaml nor fail*.yaml */
export function fixtures(): readonly Fixture[] {
  return fixtureFolders().flatMap((check) =>
    readdirSync(join(folder, check)).sort().map((name): Fixture => {
      const wants = /^(pass|fail)[a-z0-9-]*\.yaml$/.exec(name)?.[1]
      if (wants !== 'pass' && wants !== 'fail') throw new Error(`${check}/${name} is neither pass*.yaml nor fail*.yaml`)
      const text = readFileSync(join(folder, check, name), 'utf8')
      const listed = [...(steer(text, 'breaks') ?? '').matchAll(/([a-z0-9-]+) \(([^)]+)\)/g)]
      return { check, path: `${check}/${name}`, wants, breaks: listed.map(([, id = '', why = '']) => ({ check: id, why })), text }
    }),
  )
}

export interface Outcome {
  readonly findings: readonly Finding[]
  readonly unreadable: readonly Unreadable[]
  /** Faults of the estate with the fixture's documents in it. */
  readonly problems: readonly Problem[]
  /** The base estate with the fixture's documents in it; null where it has faults. */
  readonly estate: Estate | null
}

/** A fixture read: what is judged at which level. */
export interface Prepared {
  readonly fixture: Fixture
  readonly estate: Estate | null
  readonly problems: readonly Problem[]
  readonly unreadable: readonly Unreadable[]
  readonly parts: readonly Part[]
  /** The Kubernetes objects once more, as an audit without an estate reads them. */
  readonly withoutEstate: readonly Part[]
}

interface Part {
  readonly snapshots: readonly Snapshot[]
  readonly fixedLevel: Level | null
}

/** `given`: as a file. `whole`: as if every kind had been listed to its end, so that absence counts. `alone`: without an estate. */
export const readings = ['given', 'whole', 'alone'] as const
export type Reading = (typeof readings)[number]

/** Reads a fixture and its estate. */
export function prepare(fixture: Fixture): Prepared {
  const documents = split(fixture.text)
  const declared = documents.filter((d) => !d.kubernetes)
  const { estate, problems } = declared.length === 0 ? base() : estateWith(declared, fixture)
  if (estate === null) return { fixture, estate, problems, unreadable: [], parts: [], withoutEstate: [] }
  const now = nowOf(fixture)
  const level = steer(fixture.text, 'level')
  const fixed = level === undefined ? null : levelOf(level)
  const objects: Snapshot[] = []
  // Blank lines instead of estate documents keep the line numbers.
  const manifests = documents.map((d) => (d.kubernetes ? d.text : d.text.replace(/[^\n]/g, ''))).join('---\n')
  if (declared.length < documents.length) objects.push(parseManifests(manifests, fixture.path, { readAt: now, estate }))
  const withoutEstate = objects.length === 0 ? [] : [{ snapshots: [parseManifests(manifests, fixture.path, { readAt: now })], fixedLevel: fixed }]
  const declaration = declared.length > 0 ? [readDeclaration(estate, { readAt: now })] : []
  // The level asked for is that of the Kubernetes objects; beside them the base estate keeps its own levels.
  const parts = fixed === null
    ? [{ snapshots: [...objects, ...declaration], fixedLevel: null }]
    : [{ snapshots: objects, fixedLevel: fixed }, { snapshots: declaration, fixedLevel: objects.length > 0 ? null : fixed }]
  return { fixture, estate, problems, unreadable: objects.flatMap((s) => s.unreadable), parts, withoutEstate }
}

/** Findings of the given checks on a fixture. */
export function judgePrepared({ estate, parts, withoutEstate, fixture }: Prepared, list: readonly Check[] = checks, reading: Reading = 'given'): readonly Finding[] {
  if (estate === null) return []
  const whole = (snapshot: Snapshot): Snapshot => ({ ...snapshot, complete: { has: () => true } })
  return (reading === 'alone' ? withoutEstate : parts).flatMap(({ snapshots, fixedLevel }) =>
    judgeSnapshots(reading === 'whole' ? snapshots.map(whole) : snapshots, reading === 'alone' ? null : estate, fixture.text, fixedLevel, list))
}

/** Judges a fixture by all checks at level 3, or at the level that the estate gives the place, or at the one it asks for. */
export function judge(fixture: Fixture): Outcome {
  const prepared = prepare(fixture)
  const { unreadable, problems, estate } = prepared
  return { findings: judgePrepared(prepared), unreadable, problems, estate }
}

/** The base estate. @throws Error where it does not load */
export function baseEstate(): Estate {
  const { estate } = base()
  if (estate === null) throw new Error('the base estate of fixtures does not load')
  return estate
}

/** The base estate alone, judged by every estate check. */
export function judgeBase(): Outcome {
  const { estate, problems } = base()
  return { findings: estate === null ? [] : judgeSnapshots([readDeclaration(estate, { readAt: defaultNow })], estate, '', null), unreadable: [], problems, estate }
}

function judgeSnapshots(snapshots: readonly Snapshot[], estate: Estate | null, text: string, fixedLevel: Level | null, list: readonly Check[] = checks): readonly Finding[] {
  return audit(snapshots, {
    now: Date.parse(steer(text, 'now') ?? defaultNow),
    pssMinor: Number((steer(text, 'pss') ?? '1.34').slice(2)),
    estate,
    selection: everyCheck(fixedLevel, list),
  })
}

function everyCheck(fixedLevel: Level | null, list: readonly Check[]): Selection {
  return { checks: list, clauses: () => [], defaultLevel: 3, fixedLevel, parameter: (name, level) => theCatalogue().parameter(name, level) }
}

/** Minor version of the Pod Security Standards that a fixture is judged at. */
export function pssMinorOf({ text }: Fixture): number {
  return Number((steer(text, 'pss') ?? '1.34').slice(2))
}

/** Instant (RFC 3339) that a fixture is judged at. */
export function nowOf({ text }: Fixture): string {
  return steer(text, 'now') ?? defaultNow
}

function levelOf(text: string): Level {
  const level = Number(text)
  if (level === 2 || level === 3 || level === 4) return level
  throw new Error(`# level: ${text} is none of 2, 3, 4`)
}

/** Value of a steering comment among the comments at the head of the file. */
function steer(text: string, word: string): string | undefined {
  for (const line of text.split('\n')) {
    if (!line.startsWith('#')) return undefined
    if (line.startsWith(`# ${word}:`)) return line.slice(word.length + 3).trim()
  }
  return undefined
}

interface Piece {
  readonly text: string
  readonly kubernetes: boolean
  /** `System/portal`: what an estate document replaces. */
  readonly key: string
}

function split(text: string): readonly Piece[] {
  return text.split(/^---.*\n/m).filter((piece, i) => i > 0 || /^[^#\s]/m.test(piece)).map((piece) => {
    const document = parseDocument(piece)
    return { text: piece, kubernetes: document.has('apiVersion'), key: `${String(document.get('kind'))}/${String(document.get('name'))}` }
  })
}

const baseFiles = ['bureau.yaml', 'departments.yaml'].map((name) => ({ path: `_estate/${name}`, text: readFileSync(join(folder, '_estate', name), 'utf8') }))
let loadedBase: { readonly estate: Estate | null; readonly problems: readonly Problem[] } | undefined

const ids = checks.map((c) => c.id)

function base(): { readonly estate: Estate | null; readonly problems: readonly Problem[] } {
  loadedBase ??= loadFiles(baseFiles, { checks: ids })
  return loadedBase
}

function estateWith(declared: readonly Piece[], { path, text }: Fixture): { readonly estate: Estate | null; readonly problems: readonly Problem[] } {
  const replaced = new Set(declared.map((d) => d.key))
  const kept = baseFiles.map((file) => ({ path: file.path, text: split(file.text).filter((d) => !replaced.has(d.key)).map((d) => d.text).join('---\n') }))
  const [, file, content = ''] = /^(\S+) (.*)$/.exec(steer(text, 'evidence') ?? '') ?? []
  const digestFile: DigestFile = (asked, algorithm) => (asked === file ? createHash(algorithm).update(content).digest('hex') : undefined)
  return loadFiles([...kept, { path, text: declared.map((d) => d.text).join('---\n') }], { checks: ids, digestFile })
}
