/**
 * Plain files in byte ranges: each range owns the lines that begin in it, so that threads take ranges in any order and count every line once.
 */
import { closeSync, openSync, readSync } from 'node:fs'
import { longestLine } from './line.ts'
import type { Counter, Hours } from './tally.ts'

/** Bytes of a range. */
export const rangeLength = 4 << 20
const feed = 0x0a

export interface InputFile {
  readonly path: string
  /** Bytes; what is appended while we read is left for the next run. */
  readonly size: number
}

export const rangesOf = ({ size }: InputFile): number => Math.ceil(size / rangeLength)

/** Counts ranges of files; the buffer is used again for each. */
export interface RangeCounter {
  /** @returns the hours of this range */
  count(file: number, range: number): Hours
  close(): void
}

/** @throws the error of the operating system where a file cannot be opened or read */
export function rangeCounter(files: readonly InputFile[], counter: Counter): RangeCounter {
  const buffer = Buffer.allocUnsafe(rangeLength + longestLine + 4)
  const open = new Map<number, number>()
  const fill = (fd: number, at: number, length: number, position: number): number => {
    let got = 0
    while (got < length) {
      const n = readSync(fd, buffer, at + got, length - got, position + got)
      if (n === 0) break
      got += n
    }
    return got
  }
  return {
    count(index, range) {
      const file = files[index]
      if (file === undefined) throw new Error(`no file ${index}`)
      const fd = open.get(index) ?? openSync(file.path, 'r')
      open.set(index, fd)
      const from = range * rangeLength
      // One byte before the range tells whether its first line begins in it.
      const before = range === 0 ? 0 : 1
      const until = Math.min(from + rangeLength, file.size)
      let length = fill(fd, 0, until - from + before, from - before)
      const whole = before + (until - from)
      let start = 0
      if (before === 1) start = buffer[0] === feed ? 1 : buffer.subarray(0, length).indexOf(feed, 1) + 1
      if (before === 1 && start === 0) return counter.lines(buffer, 0, 0)
      if (start >= length) return counter.lines(buffer, 0, 0)
      // The last line of the range ends behind it.
      let end = length
      if (buffer[length - 1] !== feed) {
        const more = length < whole ? 0 : fill(fd, length, Math.min(longestLine + 2, file.size - until), until)
        const close = buffer.subarray(0, length + more).indexOf(feed, length)
        if (close >= 0) end = close + 1
        else if (more > longestLine) {
          // No end within the bound: this line is counted as too long and its rest belongs to nobody.
          end = buffer.lastIndexOf(feed, length - 1) + 1
          counter.bad('too-long')
        } else {
          // The file's last line has no line feed.
          length += more
          buffer[length] = feed
          end = length + 1
        }
      }
      return counter.lines(buffer, start, Math.max(start, end))
    },
    close() {
      for (const fd of open.values()) closeSync(fd)
    },
  }
}
