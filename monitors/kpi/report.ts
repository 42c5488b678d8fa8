/**
 * `ywq kpi report`: one count over whole inputs. Plain files are cut into ranges for several threads; standard input, pipes and gzip are
 * read from front to back. Counts do not depend on how many threads there were.
 */
import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { Worker } from 'node:worker_threads'
import { createGunzip } from 'node:zlib'
import { packageRoot } from '../../policies/package-root.ts'
import type { Plan } from './plan.ts'
import { rangesOf, type InputFile } from './ranges.ts'
import { countStream } from './stream.ts'
import { counter, lateOf, mergeTally, newTally, type Tally } from './tally.ts'
import { countRanges, type Done, type Work } from './worker.ts'

/** Fewer ranges are counted before a thread has started. */
const rangesPerThread = 4
const mostThreads = 16

export interface Counted {
  readonly tally: Tally
  /** Events that came after their hour and the next were over, file by file. */
  readonly late: number
}

/** An input that cannot be read: the edge says which. */
export class InputError extends Error {
  readonly path: string
  constructor(path: string, why: string) {
    super(why)
    this.path = path
  }
}

/**
 * @param inputs paths, or `-` for standard input
 * @param threads at most so many; @default the machine's cores
 * @throws InputError where an input cannot be read
 */
export async function countInputs(inputs: readonly string[], plan: Plan, standardInput: Readable, threads = availableParallelism()): Promise<Counted> {
  const kinds = inputs.map((path) => ({ path, plain: path === '-' ? null : plainFile(path) }))
  const files = kinds.flatMap(({ plain }) => (plain === null ? [] : [plain]))
  const tally = newTally()
  let late = 0
  const done = await countPlain({ plan, files, next: new Int32Array(new SharedArrayBuffer(4)) }, threads)
  for (const each of done) mergeTally(tally, each.tally)
  const parts = done.flatMap((each) => each.parts).sort((a, b) => a.range - b.range)
  for (const index of files.keys()) late += lateOf(parts.filter(({ file }) => file === index).map(({ hours }) => hours))
  for (const { path, plain } of kinds) {
    if (plain !== null) continue
    const counting = counter(plan)
    try {
      late += lateOf(await countStream(opened(path, standardInput), counting))
    } catch (error) {
      throw new InputError(path, error instanceof Error ? error.message : String(error))
    }
    mergeTally(tally, counting.tally)
  }
  return { tally, late }
}

async function countPlain(work: Work, threads: number): Promise<readonly Done[]> {
  const ranges = work.files.reduce((sum, file) => sum + rangesOf(file), 0)
  const wanted = Math.min(threads, mostThreads, Math.floor(ranges / rangesPerThread))
  if (wanted < 2) return [countRanges(work)]
  // Beside the bundle and beside the sources alike: a thread needs a file of its own.
  const program = join(packageRoot(import.meta.url), 'dist', 'monitors', 'kpi', 'worker.js')
  return Promise.all(Array.from({ length: wanted }, () => new Promise<Done>((resolve, reject) => {
    const worker = new Worker(program, { workerData: work })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('a counting thread ended early')))
  })))
}

/** Null for gzip, pipes and whatever else has no size to cut. */
function plainFile(path: string): InputFile | null {
  try {
    const stat = statSync(path)
    if (stat.isDirectory()) throw new Error('是目录，不是日志文件 / a folder, not a log file')
    if (!stat.isFile()) return null
    const fd = openSync(path, 'r')
    try {
      const magic = Buffer.alloc(2)
      return readSync(fd, magic, 0, 2, 0) === 2 && isGzip(magic) ? null : { path, size: stat.size }
    } finally {
      closeSync(fd)
    }
  } catch (error) {
    throw new InputError(path, error instanceof Error ? error.message : String(error))
  }
}

/** RFC 1952 §2.3.1. */
const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

async function* opened(path: string, standardInput: Readable): AsyncGenerator<Buffer> {
  const source: Readable = path === '-' ? standardInput : createReadStream(path, { highWaterMark: 1 << 20 })
  const pieces: AsyncIterator<Buffer> = (source as AsyncIterable<Buffer>)[Symbol.asyncIterator]()
  let head: Buffer = Buffer.alloc(0)
  while (head.length < 2) {
    const next = await pieces.next()
    if (next.done === true) break
    head = Buffer.concat([head, next.value])
  }
  const whole = async function* (): AsyncGenerator<Buffer> {
    if (head.length > 0) yield head
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value
  }
  if (!isGzip(head)) {
    yield* whole()
    return
  }
  const gunzip = createGunzip({ chunkSize: 1 << 20 })
  const feeding = (async () => {
    for await (const piece of whole()) if (!gunzip.write(piece)) await new Promise((resolve) => gunzip.once('drain', resolve))
    gunzip.end()
  })()
  feeding.catch((error: unknown) => gunzip.destroy(error instanceof Error ? error : new Error(String(error))))
  yield* gunzip as AsyncIterable<Buffer>
}
