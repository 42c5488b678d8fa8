/**
 * Reads one catalogue file: YAML → Clauses, every fault listed as `file:line: …` in one run.
 * By hand and not by a JSON Schema: the file is read at every start, and loading a schema compiler costs more than all the rest.
 */
import { load, YAMLException } from 'js-yaml'
import type { Level } from '../audit.ts'
import { nearest } from '../nearest.ts'
import { dimensions, levels, parts, responsibilities, statuses, wallAxes, type Clause, type Part, type WallCell } from './clause.ts'

type Row = Readonly<Record<string, unknown>>

const rowKeys = ['ids', 'domain', 'point', 'summary', 'responsibility', 'wall', 'dimension', 'status', 'residual', 'checks', 'related', 'planned', 'parameters', 'assess', 'above']
const clausePattern: Readonly<Record<Level, Readonly<Record<Part, RegExp>>>> = {
  2: { general: /^7\.1(\.\d{1,2}){2,3}(\.[a-z])?$/, cloud: /^7\.2(\.\d{1,2}){2,3}(\.[a-z])?$/ },
  3: { general: /^8\.1(\.\d{1,2}){2,3}(\.[a-z])?$/, cloud: /^8\.2(\.\d{1,2}){2,3}(\.[a-z])?$/ },
  4: { general: /^9\.1(\.\d{1,2}){2,3}(\.[a-z])?$/, cloud: /^9\.2(\.\d{1,2}){2,3}(\.[a-z])?$/ },
}
const word = /^[a-z0-9]+(-[a-z0-9]+)*$/

/**
 * @param text content of a catalogue file (`format: ywq.catalogue`, `version: 1`)
 * @param file name for messages
 * @returns the clauses of every level in the file's order
 * @throws Error listing every fault with its line
 */
export function readCatalogue(text: string, file: string): readonly Clause[] {
  const lines = rowLines(text)
  const faults: string[] = []
  const fault = (line: number, message: string): number => faults.push(`${file}:${line}: ${message}`)
  const document = record(parse(text, file))
  if (document?.['format'] !== 'ywq.catalogue') fault(1, `format: found ${show(document?.['format'])}, allowed: ywq.catalogue`)
  if (document?.['version'] !== 1) fault(1, `version: found ${show(document?.['version'])}, this program reads version 1`)
  const part = oneOf(document?.['part'], parts)
  if (part === undefined) fault(1, `part: found ${show(document?.['part'])}, allowed: ${parts.join(', ')}`)
  const rows = Array.isArray(document?.['clauses']) ? (document['clauses'] as readonly unknown[]) : []
  if (rows.length === 0) fault(1, 'clauses: the list is missing or empty')
  const clauses = rows.flatMap((raw, i) => {
    const line = lines[i] ?? 1
    const row = record(raw)
    if (row === undefined) {
      fault(line, `clauses[${i}]: found ${show(raw)}, allowed: an object`)
      return []
    }
    return readRow(row, part ?? 'general', (message) => void fault(line, message))
  })
  if (faults.length > 0) throw new Error(`条款目录有错 / the catalogue is faulty:\n${faults.join('\n')}`)
  return clauses
}

function parse(text: string, file: string): unknown {
  try {
    return load(text)
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    throw new Error(`条款目录不是合法的 YAML / the catalogue is not valid YAML:\n${file}:${(error.mark?.line ?? 0) + 1}: ${error.reason}`)
  }
}

function readRow(row: Row, part: Part, fault: (message: string) => void): Clause[] {
  for (const key of Object.keys(row)) {
    if (rowKeys.includes(key)) continue
    const near = nearest(key, rowKeys)
    fault(`unknown key ${key}${near === undefined ? '' : `, did you mean ${near}?`} allowed: ${rowKeys.join(', ')}`)
  }
  const ids = record(row['ids']) ?? {}
  if (Object.keys(ids).length === 0) fault('ids: missing; allowed: {2: 7.…, 3: 8.…, 4: 9.…}, at least one')
  const choice = <T extends string>(key: string, allowed: readonly T[], fallback: T): T => {
    const value = oneOf(row[key], allowed)
    if (value === undefined) fault(`${key}: found ${show(row[key])}, allowed: ${allowed.join(', ')}`)
    return value ?? fallback
  }
  const text = (key: string, required: boolean): string => {
    const value = row[key]
    if (value === undefined && !required) return ''
    if (typeof value === 'string' && value !== '') return value
    fault(`${key}: found ${show(value)}, allowed: a text that is not empty`)
    return ''
  }
  const both = (key: string): { zh: string; en: string } => {
    const value = record(row[key])
    const { zh, en } = value ?? {}
    if (typeof zh === 'string' && typeof en === 'string' && zh !== '' && en !== '') return { zh, en }
    fault(`${key}: found ${show(row[key])}, allowed: {zh: …, en: …}`)
    return { zh: '', en: '' }
  }
  const names = (key: string): readonly string[] => {
    const value = row[key] ?? []
    const list = Array.isArray(value) ? (value as readonly unknown[]) : [value]
    const good = list.filter((item): item is string => typeof item === 'string' && word.test(item))
    if (good.length < list.length) fault(`${key}: found ${show(value)}, allowed: a list of check ids`)
    if (new Set(good).size < good.length) fault(`${key}: ${show(value)} names a check twice`)
    return good
  }
  const shared = {
    part,
    domain: text('domain', true),
    point: both('point'),
    summary: both('summary'),
    responsibility: choice('responsibility', responsibilities, 'organisation'),
    wall: cell(row['wall'], fault),
    dimension: choice('dimension', dimensions, '安全保障'),
    status: choice('status', statuses, 'manual'),
    residual: text('residual', false),
    checks: names('checks'),
    related: names('related'),
    planned: names('planned'),
    assess: text('assess', false),
  }
  for (const message of contradictions(shared)) fault(message)
  const numbers = new Map(Object.entries(record(row['parameters']) ?? {}))
  for (const [name, value] of numbers) {
    const given = record(value)
    const ok = given === undefined ? typeof value === 'number' : Object.entries(given).every(([l, n]) => isLevel(Number(l)) && typeof n === 'number')
    if (!ok || !word.test(name)) fault(`parameters.${name}: found ${show(value)}, allowed: a number, or a number by level {2: …, 3: …, 4: …}`)
  }
  return Object.entries(ids).flatMap(([key, id]): Clause[] => {
    const level = Number(key)
    if (!isLevel(level) || typeof id !== 'string' || !clausePattern[level][part].test(id)) {
      fault(`ids: found ${key}: ${show(id)}, allowed: level 2, 3 or 4 and a clause number of that level and part (7.1, 8.2 …)`)
      return []
    }
    const next = ids[String(level + 1)] ?? row['above']
    return [{ id, level, ...shared, parameters: parametersAt(numbers, level), above: typeof next === 'string' ? next : '' }]
  })
}

/** A status must not claim more than the checks named can hold. */
function contradictions(clause: Pick<Clause, 'status' | 'residual' | 'checks' | 'related' | 'planned'>): readonly string[] {
  const { status, residual, checks, related, planned } = clause
  const found: string[] = []
  if ((status === 'automated' || status === 'partial') && checks.length === 0) found.push(`status ${status} needs at least one check`)
  if (status === 'automated' && planned.length > 0) found.push(`status automated, yet checks are only planned: ${planned.join(', ')}; write partial`)
  if (status === 'automated' && residual !== '') found.push('status automated, yet a residual is written; write partial')
  if ((status === 'partial' || status === 'manual') && residual === '') found.push(`status ${status} needs a residual: what evidence is asked for`)
  if ((status === 'inherited' || status === 'not-applicable') && checks.length > 0) found.push(`status ${status} takes no checks`)
  const twice = [...checks, ...related, ...planned].filter((id, i, all) => all.indexOf(id) < i)
  if (twice.length > 0) found.push(`named twice in checks, related and planned: ${twice.join(', ')}`)
  return found
}

/** A number holds at its level and, where a higher level does not set its own, above. */
/** `[网, 事中, 技防]`. */
function cell(value: unknown, fault: (message: string) => void): WallCell {
  const [first, second, third, ...more] = Array.isArray(value) ? (value as readonly unknown[]) : []
  const [layer, phase, means] = [oneOf(first, wallAxes.layer), oneOf(second, wallAxes.phase), oneOf(third, wallAxes.means)]
  if (layer !== undefined && phase !== undefined && means !== undefined && more.length === 0) return { layer, phase, means }
  fault(`wall: found ${show(value)}, allowed: [${Object.values(wallAxes).map((words) => words.join('|')).join(', ')}]`)
  return { layer: '云', phase: '事前', means: '技防' }
}

function parametersAt(numbers: ReadonlyMap<string, unknown>, level: Level): Readonly<Record<string, number>> {
  const at: Record<string, number> = {}
  for (const [name, value] of numbers) {
    if (typeof value === 'number') at[name] = value
    const byLevel = record(value)
    for (const l of levels) {
      const n = byLevel?.[String(l)]
      if (l <= level && typeof n === 'number') at[name] = n
    }
  }
  return at
}

/** 1-based line on which each row of `clauses:` begins. */
function rowLines(text: string): readonly number[] {
  const lines = text.split('\n')
  return lines.flatMap((line, i) => (line.startsWith('- ') || line.startsWith('  - ids:') ? [i + 1] : []))
}

function record(value: unknown): Row | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : undefined
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[]): T | undefined {
  return allowed.find((item) => item === value)
}

function isLevel(value: number): value is Level {
  return value === 2 || value === 3 || value === 4
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value)
}
