/**
 * The state on disk: one file, written beside and renamed over, so that it is whole or the one before. First line: format, version, how far
 * each followed file was read. Then one line a system and key; sketches as Redis stores them, in base64. Last line: how many lines there are.
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { bucketOf, newWindows, settle, systemOf, type Bucket, type Windows } from './windows.ts'

const format = 'ywq.kpi-state'
const version = 1

/** How far a followed file was read, and which file it was. */
export interface Offset {
  readonly inode: number
  readonly offset: number
}

export interface KpiState {
  readonly windows: readonly Windows[]
  readonly offsets: Readonly<Record<string, Offset>>
}

type StoredBucket = readonly [transactions: number, failed: number, identified: number, active: string, affected: string]

/** The whole state as text, made at one instant: offsets and counts agree. */
export function encodeState({ windows, offsets }: KpiState): readonly string[] {
  const lines = [JSON.stringify({ format, version, offsets })]
  for (const { keyId, systems } of windows) {
    for (const [name, { hours, days, months }] of systems) lines.push(JSON.stringify({ key: keyId, system: name, hours: stored(hours), days: stored(days), months: stored(months) }))
  }
  lines.push(JSON.stringify({ lines: lines.length }))
  return lines
}

function stored<K extends string | number>(buckets: ReadonlyMap<K, Bucket>): Readonly<Record<string, StoredBucket>> {
  return Object.fromEntries([...buckets].map(([key, b]): [string, StoredBucket] => [String(key), [b.transactions, b.failed, b.identified, base64(settle(b.active)), base64(settle(b.affected))]]))
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/**
 * @throws Error where the file is of a newer version, or is not whole
 */
export function decodeState(text: string, path: string): KpiState {
  const lines = text.split('\n').filter((line) => line !== '')
  const bad = (zh: string, en: string): Error => new Error(`${path} ${zh} / ${path} ${en}`)
  const head = parse(lines[0]) as { readonly format?: unknown; readonly version?: unknown; readonly offsets?: Readonly<Record<string, Offset>> } | null
  if (head?.format !== format) throw bad(`不是 ${format} 文件，移走它再启动`, `is no ${format} file: move it away`)
  if (head.version !== version) throw bad(`的版本是 ${String(head.version)}，本程序只认 ${version}`, `has version ${String(head.version)}; this program reads ${version}`)
  const last = parse(lines.at(-1)) as { readonly lines?: unknown } | null
  if (last?.lines !== lines.length - 1) throw bad('不完整', 'is not whole')
  const windows = new Map<string, Windows>()
  for (const line of lines.slice(1, -1)) {
    const { key, system, ...buckets } = parse(line) as { readonly key: string; readonly system: string; readonly hours: Readonly<Record<string, StoredBucket>>; readonly days: Readonly<Record<string, StoredBucket>>; readonly months: Readonly<Record<string, StoredBucket>> }
    const into = windows.get(key) ?? newWindows(key)
    windows.set(key, into)
    const { hours, days, months } = systemOf(into, system)
    for (const [hour, b] of Object.entries(buckets.hours)) load(bucketOf(hours, Number(hour)), b)
    for (const [day, b] of Object.entries(buckets.days)) load(bucketOf(days, day), b)
    for (const [month, b] of Object.entries(buckets.months)) load(bucketOf(months, month), b)
  }
  return { windows: [...windows.values()], offsets: head.offsets ?? {} }
}

function load(bucket: Bucket, [transactions, failed, identified, active, affected]: StoredBucket): void {
  bucket.transactions = transactions
  bucket.failed = failed
  bucket.identified = identified
  bucket.active.stored = Buffer.from(active, 'base64')
  bucket.affected.stored = Buffer.from(affected, 'base64')
  // What a shared store has of it is not known.
  bucket.changed = true
}

function parse(line: string | undefined): unknown {
  try {
    return JSON.parse(line ?? '')
  } catch {
    return null
  }
}

/** State of a file; null where there is none yet. */
export function readState(path: string): KpiState | null {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  return decodeState(text, path)
}

/** Writes the state so that a crash at any moment leaves the old one or the new one. */
export async function writeState(path: string, state: KpiState): Promise<void> {
  const lines = encodeState(state)
  mkdirSync(dirname(path), { recursive: true })
  const temporary = `${path}.tmp`
  const file = await open(temporary, 'w', 0o600)
  try {
    for (const line of lines) await file.write(`${line}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, path)
}
