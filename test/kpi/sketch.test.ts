/** Sketches: exact while small, within the stated error when large, independent of order and parts, stored as Redis stores them. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDistinct, countDistinct, exactLimit, mergeDistinct, newDistinct, registersOf, type Distinct } from '../../monitors/kpi/distinct.ts'
import { addHash, countRegisters, mergeRegisters, newRegisters, registerCount } from '../../monitors/kpi/hyperloglog.ts'
import { murmur64, type Hash64 } from '../../monitors/kpi/murmur.ts'
import { decodeSketch, encodeSketch } from '../../monitors/kpi/sketch-format.ts'

const hashOf = (text: string): Hash64 => {
  const bytes = Buffer.from(text)
  const hash: Hash64 = { high: 0, low: 0 }
  murmur64(bytes, 0, bytes.length, hash)
  return hash
}
const distinctOf = (texts: Iterable<string>): Distinct => {
  const d = newDistinct()
  for (const text of texts) addDistinct(d, hashOf(text))
  return d
}
const users = (from: number, to: number): readonly string[] => Array.from({ length: to - from }, (_, i) => `user-${from + i}`)

describe('MurmurHash64A', () => {
  // A second implementation in 64-bit integers, from the published algorithm.
  const slow = (bytes: Uint8Array): bigint => {
    const [m, mask] = [0xc6a4a7935bd1e995n, (1n << 64n) - 1n]
    let h = (0xadc83b19n ^ (BigInt(bytes.length) * m)) & mask
    const whole = bytes.length - (bytes.length % 8)
    for (let i = 0; i < whole; i += 8) {
      let k = Buffer.from(bytes).readBigUInt64LE(i)
      k = (k * m) & mask
      k ^= k >> 47n
      k = (k * m) & mask
      h = ((h ^ k) * m) & mask
    }
    if (bytes.length > whole) {
      bytes.subarray(whole).forEach((byte, i) => void (h ^= BigInt(byte) << BigInt(8 * i)))
      h = (h * m) & mask
    }
    h ^= h >> 47n
    h = (h * m) & mask
    return h ^ (h >> 47n)
  }
  it('agrees with 64-bit arithmetic on any bytes at any offset', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), fc.nat(9), (bytes, offset) => {
        const moved = new Uint8Array(offset + bytes.length)
        moved.set(bytes, offset)
        const hash: Hash64 = { high: 0, low: 0 }
        murmur64(moved, offset, moved.length, hash)
        expect((BigInt(hash.high >>> 0) << 32n) | BigInt(hash.low >>> 0)).toBe(slow(bytes))
      }),
      { numRuns: 500 },
    ))
})

describe('distinct', () => {
  it.each([0, 1, 2, 100, exactLimit - 1, exactLimit])('%i are counted exactly, each given three times', (n) => {
    expect(countDistinct(distinctOf([...users(0, n), ...users(0, n), ...users(0, n)]))).toBe(n)
  })
  it.each([exactLimit + 1, 10_000, 50_000, 200_000, 1_000_000])('%i lie within four standard errors', (n) => {
    const estimate = countDistinct(distinctOf(users(0, n)))
    expect(Math.abs(estimate - n) / n).toBeLessThan(4 * 0.0081)
  })
  it('the error over many sets is what the theory says', () => {
    const n = 20_000
    const errors = Array.from({ length: 30 }, (_, i) => countDistinct(distinctOf(users(i * n, (i + 1) * n))) / n - 1)
    const rms = Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length)
    expect(rms).toBeGreaterThan(0.004)
    expect(rms).toBeLessThan(0.0125)
  })
  it('is the same in any order and any parts, also across the limit', () =>
    fc.assert(
      fc.property(fc.array(fc.record({ from: fc.nat(9000), length: fc.nat(5000) }), { minLength: 1, maxLength: 4 }), (runs) => {
        const parts = runs.map(({ from, length }) => users(from, from + length))
        const whole = distinctOf(parts.flat())
        const merged = newDistinct()
        for (const part of parts.toReversed()) mergeDistinct(merged, distinctOf(part))
        expect(countDistinct(merged)).toBe(countDistinct(whole))
        expect(Buffer.compare(registersOf(merged), registersOf(whole))).toBe(0)
        const exact = new Set(parts.flat()).size
        if (exact <= exactLimit) expect(countDistinct(whole)).toBe(exact)
      }),
      { numRuns: 25 },
    ))
})

describe('stored form', () => {
  it.each([[0, 'sparse'], [1, 'sparse'], [500, 'sparse'], [5000, 'dense'], [100_000, 'dense']] as const)('%i users are kept %s and read back the same', (n, encoding) => {
    const registers = registersOf(distinctOf(users(0, n)))
    const bytes = encodeSketch(registers)
    expect([String.fromCharCode(...bytes.subarray(0, 4)), bytes[4]]).toEqual(['HYLL', encoding === 'sparse' ? 1 : 0])
    if (encoding === 'sparse') expect(bytes.length).toBeLessThan(3000)
    expect(decodeSketch(bytes)).toEqual(registers)
    expect(countRegisters(decodeSketch(bytes))).toBe(countRegisters(registers))
  })
  it('any registers survive', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(registerCount - 1), fc.integer({ min: 1, max: 51 }), fc.integer({ min: 1, max: 9 })), { maxLength: 60 }), (runs) => {
        const registers = newRegisters()
        for (const [at, value, length] of runs) registers.fill(value, at, Math.min(registerCount, at + length))
        expect(Buffer.compare(decodeSketch(encodeSketch(registers)), registers)).toBe(0)
      }),
    ))
  it.each<[string, Uint8Array, string]>([
    ['other bytes', Buffer.from('not a sketch at all'), 'HYLL'],
    ['a short one', Buffer.from('HYLL'), 'HYLL'],
    ['a dense one that is cut', encodeSketch(registersOf(distinctOf(users(0, 9000)))).slice(0, 9000), '12304'],
    ['a sparse one that is cut', encodeSketch(registersOf(distinctOf(users(0, 90)))).slice(0, 40), '16384'],
    ['a sparse one with a run too many', Buffer.concat([encodeSketch(newRegisters()), Buffer.of(0x83)]), '16384'],
    ['an unknown encoding', Buffer.concat([Buffer.from('HYLL'), Buffer.of(7), Buffer.alloc(11)]), '7'],
  ])('%s is refused', (_title, bytes, says) => expect(() => decodeSketch(bytes)).toThrow(says))
  it('merging is the union', () => {
    const [a, b] = [registersOf(distinctOf(users(0, 700))), registersOf(distinctOf(users(400, 9000)))]
    mergeRegisters(a, b)
    expect(a).toEqual(registersOf(distinctOf(users(0, 9000))))
    expect(addHash(a, hashOf('user-1'))).toBe(false)
  })
})
