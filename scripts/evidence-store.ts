/**
 * The evidence folder: appends audits. Blobs first, then the entry (one write, synced), then the head: whatever is cut short leaves a log
 * whose finished entries hold. One writer at a time. Format and what proves what: policies/evidence.
 */
import { closeSync, existsSync, fstatSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, readSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { canonicalJson } from '../policies/estate/digest.ts'
import { digestOf, headAfter, logVersion, seal, type AuditRecord, type Digest, type Entry, type HashAlgorithm, type StoreDescription, type TornRecord } from '../policies/evidence/log.ts'
import type { Signer } from '../policies/evidence/signer.ts'
import { blobPath, headFile, logFile, readDescription, readEntry, readHead, storeFile, tornPath, type StoreFiles } from '../policies/evidence/verify.ts'
import { UsageError } from './command.ts'

/** Files of a store, as verifying reads them: paths stay inside the folder. */
export function storeFiles(folder: string): StoreFiles {
  return {
    read: (path) => {
      if (path.split('/').includes('..')) return null
      const file = join(folder, path)
      return existsSync(file) ? readFileSync(file) : null
    },
  }
}

export interface AppendOptions {
  readonly folder: string
  /** For a new store; an old one keeps its own. */
  readonly algorithm: HashAlgorithm
  readonly retentionDays: number
  readonly signer: Signer | null
  /** Instant of writing, RFC 3339. */
  readonly time: string
}

export interface Appended {
  readonly entry: Entry
  /** A torn entry of an earlier run was set aside before. */
  readonly torn: TornRecord | null
}

/** What an append writes: made when the store's algorithm is known. */
export type RecordFor = (algorithm: HashAlgorithm) => { readonly record: AuditRecord; readonly blobs: ReadonlyMap<Digest, string> }

/** @throws UsageError where the folder holds something else, another writer is at work, or the log does not fit its head */
export function appendEvidence(options: AppendOptions, recordFor: RecordFor): Appended {
  const { folder } = options
  mkdirSync(folder, { recursive: true })
  const unlock = lock(folder)
  try {
    const description = openStore(options)
    const content = readFileSync(join(folder, storeFile))
    const store = digestOf(description.hash, content)
    const log = openSync(join(folder, logFile), 'a+')
    try {
      const torn = setTornAside(log, folder, description.hash)
      let last = lastEntry(log, folder)
      const add = (record: AuditRecord | TornRecord): Entry => {
        const time = last !== null && last.time > options.time ? last.time : options.time
        const entry = seal({ n: (last?.n ?? 0) + 1, previous: last?.hash ?? '', time, store, record }, description.hash, options.signer)
        writeSync(log, `${canonicalJson(entry)}\n`)
        fsyncSync(log)
        last = entry
        return entry
      }
      if (torn !== null) add(torn)
      const { record, blobs } = recordFor(description.hash)
      for (const [digest, text] of blobs) writeBlob(join(folder, blobPath(digest)), text)
      const entry = add(record)
      replace(join(folder, headFile), `${canonicalJson(headAfter(entry, description.hash, options.signer))}\n`)
      return { entry, torn }
    } finally {
      closeSync(log)
    }
  } finally {
    unlock()
  }
}

function openStore({ folder, algorithm, retentionDays }: AppendOptions): StoreDescription {
  const path = join(folder, storeFile)
  if (existsSync(path)) return readDescription(readFileSync(path))
  if (existsSync(join(folder, logFile))) throw new UsageError(`${folder} 里有 ${logFile} 却没有 ${storeFile}：不再往里写`, `${folder} holds ${logFile} and no ${storeFile}: nothing more is written to it`)
  const description: StoreDescription = { format: 'ywq.evidence-store', version: logVersion, hash: algorithm, retentionDays }
  replace(path, `${canonicalJson(description)}\n`)
  return description
}

/** What stands after the last line feed was never finished: it is moved, and told in an entry of its own. */
function setTornAside(log: number, folder: string, algorithm: HashAlgorithm): TornRecord | null {
  const { size } = fstatSync(log)
  const { start, bytes } = tail(log, size)
  if (bytes.length === 0) return null
  const digest = digestOf(algorithm, bytes)
  writeBlob(join(folder, tornPath(digest)), bytes)
  ftruncateSync(log, start)
  return { kind: 'torn', bytes: bytes.length, digest }
}

/** Bytes after the last line feed before `end`, and where they start. */
function tail(log: number, end: number): { readonly start: number; readonly bytes: Buffer } {
  const chunk = 1 << 16
  let bytes = Buffer.alloc(0)
  for (let at = end; at > 0; ) {
    const size = Math.min(chunk, at)
    const part = Buffer.alloc(size)
    readSync(log, part, 0, size, at - size)
    at -= size
    const feed = part.lastIndexOf(0x0a)
    bytes = Buffer.concat([part.subarray(feed + 1), bytes])
    if (feed >= 0) return { start: at + feed + 1, bytes }
  }
  return { start: 0, bytes }
}

/** @throws UsageError where the last line is no entry of ours, or the log is shorter than its head says */
function lastEntry(log: number, folder: string): Entry | null {
  const { size } = fstatSync(log)
  const entry = size === 0 ? null : readEntry(tail(log, size - 1).bytes.toString('utf8'))
  if (size > 0 && entry === null) throw new UsageError(`${join(folder, logFile)} 的最后一行不是本程序写下的样子：先运行 ywq evidence verify --evidence ${folder}`, `the last line of ${join(folder, logFile)} is not as this program wrote it: run ywq evidence verify --evidence ${folder} first`)
  const path = join(folder, headFile)
  const head = existsSync(path) ? readHead(readFileSync(path, 'utf8')) : null
  if (head !== null && head.count > (entry?.n ?? 0)) throw new UsageError(`证据头记着 ${head.count} 条，日志只有 ${entry?.n ?? 0} 条：末尾被截去，不再往里写`, `the head tells of ${head.count} entries, the log holds ${entry?.n ?? 0}: its tail was cut off; nothing more is written to it`)
  return entry
}

/** Content under its own digest never changes: what is there stays. */
function writeBlob(path: string, content: string | Uint8Array): void {
  if (existsSync(path)) return
  mkdirSync(dirname(path), { recursive: true })
  replace(path, content)
}

function replace(path: string, content: string | Uint8Array): void {
  const neighbour = `${path}.${process.pid}.tmp`
  try {
    writeFileSync(neighbour, content)
    renameSync(neighbour, path)
  } catch (error) {
    rmSync(neighbour, { force: true })
    throw error
  }
}

/** A lock file with the writer's process id; one whose process is gone is taken over. */
function lock(folder: string): () => void {
  const path = join(folder, 'lock')
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' })
      return () => rmSync(path, { force: true })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
      const holder = Number(readFileSync(path, 'utf8'))
      if (attempt > 0 || isAlive(holder)) throw new UsageError(`${folder} 正由进程 ${holder} 写入；等它结束再来`, `${folder} is being written by process ${holder}; try again when it has ended`)
      rmSync(path, { force: true })
    }
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
