/**
 * MurmurHash64A (Austin Appleby, public domain) in 32-bit halves: the hash of Redis' HyperLogLog, so that our sketches and PFADD
 * put the same bytes into the same register. Not a keyed hash: whoever stores results hides the user id first (pseudonym.ts).
 */

/** Seed that Redis uses for PFADD (redis.io, HyperLogLog). */
const seed = 0xadc83b19
const mHigh = 0xc6a4a793
const mLow = 0x5bd1e995
const m0 = mLow & 0xffff
const m1 = mLow >>> 16

/** The 64 bits of one hash; reused from call to call where speed matters. */
export interface Hash64 {
  high: number
  low: number
}

/** `out` × m modulo 2^64. */
function multiply(out: Hash64): void {
  const { high, low } = out
  const a0 = low & 0xffff
  const a1 = low >>> 16
  const low0 = Math.imul(a0, m0) >>> 0
  const middle = (Math.imul(a1, m0) >>> 0) + (low0 >>> 16)
  const middle2 = (Math.imul(a0, m1) >>> 0) + (middle & 0xffff)
  // `middle` stays below 2^32: (2^16-1)² + 2^16-1.
  const carry = (Math.imul(a1, m1) >>> 0) + (middle >>> 16) + (middle2 >>> 16)
  out.high = (carry + Math.imul(low, mHigh) + Math.imul(high, mLow)) | 0
  out.low = Math.imul(low, mLow)
}

const block: Hash64 = { high: 0, low: 0 }

/**
 * Hash of bytes[start, end) into `out` (signed 32-bit halves).
 * @param end not beyond bytes.length
 */
export function murmur64(bytes: Uint8Array, start: number, end: number, out: Hash64): void {
  const length = end - start
  block.high = 0
  block.low = length
  multiply(block)
  out.high = block.high
  out.low = block.low ^ seed
  let at = start
  for (const last = start + (length & ~7); at < last; at += 8) {
    block.low = word(bytes, at)
    block.high = word(bytes, at + 4)
    multiply(block)
    // k ^= k >>> 47
    block.low ^= block.high >>> 15
    multiply(block)
    out.high ^= block.high
    out.low ^= block.low
    multiply(out)
  }
  const tail = end - at
  if (tail > 0) {
    for (let i = tail - 1; i >= 0; i--) {
      const byte = bytes[at + i] ?? 0
      if (i >= 4) out.high ^= byte << (8 * (i - 4))
      else out.low ^= byte << (8 * i)
    }
    multiply(out)
  }
  out.low ^= out.high >>> 15
  multiply(out)
  out.low ^= out.high >>> 15
}

function word(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)
}
