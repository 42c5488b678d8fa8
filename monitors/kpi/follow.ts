/**
 * Follows log files as they grow: whole lines only, rename-and-create rotation (the old file is read to its end first), truncation, and the
 * place where a state left off. Polling: inotify does not work on network volumes, and a quarter of a second is soon enough.
 */
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { longestLine } from './line.ts'
import type { Offset } from './state-file.ts'

const pieceLength = 1 << 20
const feed = 0x0a

export interface Followed {
  /** Reads what is there. @returns bytes read; call again soon where it is not 0 */
  poll(): number
  /** How far whole lines were taken; null before the file was first seen. */
  offset(): Offset | null
  close(): void
}

/**
 * @param take bytes[start, end) with whole lines
 * @param from where to go on; without it (or with another inode there) the file is read from its beginning
 */
export function follow(path: string, from: Offset | null, take: (bytes: Uint8Array, start: number, end: number) => void, tooLong: () => void): Followed {
  const buffer = Buffer.allocUnsafe(longestLine + pieceLength)
  let fd: number | null = null
  let inode = 0
  let taken = 0
  let passing = false

  const open = (): boolean => {
    try {
      fd = openSync(path, 'r')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
      throw error
    }
    const stat = fstatSync(fd)
    inode = stat.ino
    taken = from?.inode === inode && from.offset <= stat.size ? from.offset : 0
    passing = false
    return true
  }
  const rotated = (): boolean => {
    try {
      return statSync(path).ino !== inode
    } catch {
      return false // Between rename and create: the new one is not there yet.
    }
  }
  const read = (): number => {
    if (fd === null) return 0
    if (fstatSync(fd).size < taken) taken = 0
    const length = readSync(fd, buffer, 0, buffer.length, taken)
    const end = buffer.subarray(0, length).lastIndexOf(feed) + 1
    if (end === 0) {
      if (length <= longestLine) return 0
      // A line beyond the bound: told once, its rest is passed over.
      if (!passing) tooLong()
      passing = true
      taken += length
      return length
    }
    const start = passing ? buffer.indexOf(feed) + 1 : 0
    passing = false
    if (end > start) take(buffer, start, end)
    taken += end
    return end
  }
  return {
    poll() {
      if (fd === null && !open()) return 0
      const got = read()
      if (got > 0 || fd === null || !rotated()) return got
      closeSync(fd)
      fd = null
      return open() ? read() : 0
    },
    offset: () => (inode === 0 ? from : { inode, offset: taken }),
    close() {
      if (fd !== null) closeSync(fd)
      fd = null
    },
  }
}
