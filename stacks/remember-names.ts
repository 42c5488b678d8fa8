/** The lock beside the estate after a synth, written by `ywq synth` and the cdktf program alike. */
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Estate } from '../policies/estate/estate.ts'
import { renderLock } from '../policies/estate/lock.ts'
import { lockFileName } from '../policies/estate/read-files.ts'

/**
 * Writes the lock where it says something new: names and phases, to be committed with the estate. A single file as estate has none.
 * The file is whole or as it was: the text goes into a neighbour first, which is then renamed over.
 * @throws Error of the file system (full disk, no permission)
 */
export function rememberNames(folder: string, estate: Estate): void {
  if (!statSync(folder).isDirectory()) return
  const path = join(folder, lockFileName)
  const text = renderLock(estate)
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return
  const neighbour = `${path}.${process.pid}.tmp`
  try {
    writeFileSync(neighbour, text)
    renameSync(neighbour, path)
  } catch (error) {
    rmSync(neighbour, { force: true })
    throw error
  }
}
