/** Input that can only be read from front to back (standard input, a pipe, gzip): blocks of whole lines, one line's length bounded. */
import { longestLine } from './line.ts'
import type { Counter, Hours } from './tally.ts'

const feed = 0x0a

/**
 * Takes pieces of any size, gives whole lines. A line longer than the bound is passed over and told once.
 * @param take bytes[start, end) with whole lines; the buffer may be written again afterwards
 */
export function lineBlocks(take: (bytes: Uint8Array, start: number, end: number) => void, tooLong: () => void): { push(piece: Buffer): void; end(): void } {
  let rest: Buffer = Buffer.alloc(0)
  let passing = false
  return {
    push(given) {
      let piece = given
      if (passing) {
        const close = piece.indexOf(feed)
        if (close < 0) return
        passing = false
        piece = piece.subarray(close + 1)
      }
      if (rest.length > 0) {
        const close = piece.indexOf(feed)
        const head = close < 0 ? piece : piece.subarray(0, close + 1)
        if (rest.length + head.length > longestLine + 1) {
          tooLong()
          passing = close < 0
        } else if (close < 0) {
          rest = Buffer.concat([rest, head])
          return
        } else {
          const line = Buffer.concat([rest, head])
          take(line, 0, line.length)
        }
        rest = Buffer.alloc(0)
        if (close < 0) return
        piece = piece.subarray(close + 1)
      }
      const last = piece.lastIndexOf(feed) + 1
      if (last > 0) take(piece, 0, last)
      const tail = piece.subarray(last)
      if (tail.length > longestLine) {
        tooLong()
        passing = true
      } else rest = Buffer.from(tail)
    },
    end() {
      if (rest.length > 0) {
        const line = Buffer.concat([rest, Buffer.of(feed)])
        take(line, 0, line.length)
      }
      rest = Buffer.alloc(0)
    },
  }
}

/** Counts a stream. @returns the hours of its blocks in their order */
export async function countStream(stream: AsyncIterable<Buffer>, counter: Counter): Promise<readonly Hours[]> {
  const hours: Hours[] = []
  const blocks = lineBlocks((bytes, start, end) => void hours.push(counter.lines(bytes, start, end)), () => counter.bad('too-long'))
  for await (const piece of stream) blocks.push(piece)
  blocks.end()
  return hours
}
