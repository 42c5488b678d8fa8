/**
 * Distinct counting that is exact while it is small: a set of 64-bit hashes up to `exactLimit`, then the 2^14 registers of a HyperLogLog.
 * Both hold the same hashes, so the result does not depend on the order or on how the input was cut into parts.
 */
import { addHash, countRegisters, mergeRegisters, newRegisters, type Registers } from './hyperloglog.ts'
import type { Hash64 } from './murmur.ts'

/** Above it a set of hashes takes more memory than a sketch. */
export const exactLimit = 4096

/** Open addressing in pairs (low, high); the pair 0, 0 is an empty place. `registers` is set once the set has been given up. */
export interface Distinct {
  size: number
  places: Int32Array
  registers: Registers | null
}

export const newDistinct = (): Distinct => ({ size: 0, places: new Int32Array(16), registers: null })

/** Adds a hash. A hash of zero (one in 2^64) counts as another fixed one. */
export function addDistinct(distinct: Distinct, hash: Hash64): void {
  if (distinct.registers !== null) {
    addHash(distinct.registers, hash)
    return
  }
  const { places } = distinct
  const low = hash.low === 0 && hash.high === 0 ? 1 : hash.low
  const { high } = hash
  const mask = (places.length >> 1) - 1
  let at = (high ^ (low >>> 15)) & mask
  for (;;) {
    const there = places[2 * at]
    const thereHigh = places[2 * at + 1]
    if (there === low && thereHigh === high) return
    if (there === 0 && thereHigh === 0) break
    at = (at + 1) & mask
  }
  places[2 * at] = low
  places[2 * at + 1] = high
  distinct.size++
  if (distinct.size > exactLimit) {
    distinct.registers = registersOf(distinct)
    distinct.places = new Int32Array(0)
  } else if (2 * distinct.size > mask + 1) grow(distinct)
}

function grow(distinct: Distinct): void {
  const { places } = distinct
  distinct.places = new Int32Array(places.length * 2)
  distinct.size = 0
  eachHash(places, (hash) => addDistinct(distinct, hash))
}

function eachHash(places: Int32Array, use: (hash: Hash64) => void): void {
  const hash: Hash64 = { high: 0, low: 0 }
  for (let i = 0; i < places.length; i += 2) {
    hash.low = places[i] ?? 0
    hash.high = places[i + 1] ?? 0
    if (hash.low !== 0 || hash.high !== 0) use(hash)
  }
}

/** What was added to `other` is added to `target`. */
export function mergeDistinct(target: Distinct, other: Distinct): void {
  if (other.registers === null) {
    eachHash(other.places, (hash) => addDistinct(target, hash))
    return
  }
  target.registers ??= registersOf(target)
  target.places = new Int32Array(0)
  mergeRegisters(target.registers, other.registers)
}

/** Exact up to the limit, beyond it the estimate (standard error 0.81 %). */
export function countDistinct(distinct: Distinct): number {
  return distinct.registers === null ? distinct.size : countRegisters(distinct.registers)
}

/** The sketch of what was added (a copy). */
export function registersOf(distinct: Distinct): Registers {
  const made = newRegisters()
  uniteDistinct(made, distinct)
  return made
}

/** What was added is united with registers. */
export function uniteDistinct(into: Registers, { registers, places }: Distinct): void {
  if (registers !== null) mergeRegisters(into, registers)
  else eachHash(places, (hash) => void addHash(into, hash))
}
