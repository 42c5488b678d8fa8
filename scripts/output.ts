/** Writing results: standard output that may be a closed pipe, files that are whole or not there at all. */
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { UsageError } from './command.ts'

/** Pieces joined to about a megabyte: a report of a province is longer than a string may be. */
function* batches(pieces: Iterable<string>): Generator<string> {
  let batch: string[] = []
  let length = 0
  for (const piece of pieces) {
    batch.push(piece)
    length += piece.length
    if (length < 1 << 20) continue
    yield batch.join('')
    batch = []
    length = 0
  }
  if (length > 0) yield batch.join('')
}

/** Pieces to standard output, waiting for the reader. */
export async function printPieces(pieces: Iterable<string>): Promise<void> {
  for (const part of batches(pieces)) {
    await new Promise<void>((resolve, reject) => {
      process.stdout.write(part, (error) => (error ? reject(error) : resolve()))
    })
  }
}

/** Text for a person or a pipe. Waits for the reader; a reader that has gone away ends the run quietly (see onBrokenPipe). */
export async function print(text: string): Promise<void> {
  if (text === '') return
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(text.endsWith('\n') ? text : `${text}\n`, (error) => (error ? reject(error) : resolve()))
  })
}

/** Diagnostics and progress. */
export function note(text: string): void {
  process.stderr.write(text.endsWith('\n') ? text : `${text}\n`)
}

/** Progress on one line, on a terminal only. `done()` clears it. */
export function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${text}`)
}
export function progressDone(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[2K')
}

/**
 * Writes a file whole: into a neighbour first, then renamed over. On failure (full disk, no permission) the neighbour is
 * removed, an older file stays as it was, and the message says so.
 */
export async function writeWhole(path: string, content: string | Uint8Array | Iterable<string>): Promise<void> {
  const folder = dirname(path)
  const temporary = join(folder, `.${basename(path)}.${process.pid}.tmp`)
  try {
    await mkdir(folder, { recursive: true })
    const file = await open(temporary, 'w')
    try {
      if (typeof content === 'string' || content instanceof Uint8Array) await file.writeFile(content)
      else for (const part of batches(content)) await file.writeFile(part)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    const why = error instanceof Error ? error.message : String(error)
    throw new UsageError(`写不了 ${path}：${why}（没有留下半个文件）`, `cannot write ${path}: ${why} (no half-written file is left)`)
  }
}
