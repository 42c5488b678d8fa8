/**
 * HyperLogLog with 2^14 registers, one byte each in memory: registers and estimate agree with Redis' PFADD and PFCOUNT.
 * Standard error 1.04/√16384 = 0.81 %. Estimator: Ertl, "New cardinality estimation algorithms for HyperLogLog sketches" (arXiv:1702.01284).
 */
import type { Hash64 } from './murmur.ts'

export const registerCount = 1 << 14
/** Bits of the hash that are left for the run of zeros. */
const q = 64 - 14
/** 1 / (2 ln 2). */
const alpha = 0.5 / Math.LN2

export type Registers = Uint8Array

export const newRegisters = (): Registers => new Uint8Array(registerCount)

/** Register of a hash: its low 14 bits. */
export const registerOf = (hash: Hash64): number => hash.low & (registerCount - 1)

/** Position of the first one bit (1–51) among the other 50 bits of a hash. */
export function rankOf(hash: Hash64): number {
  const rest = hash.low >>> 14
  if (rest !== 0) return 32 - Math.clz32(rest & -rest)
  return hash.high === 0 ? q + 1 : 18 + 32 - Math.clz32(hash.high & -hash.high)
}

/** @returns whether the estimate may have changed */
export function addHash(registers: Registers, hash: Hash64): boolean {
  const at = registerOf(hash)
  const rank = rankOf(hash)
  if (rank <= (registers[at] ?? 0)) return false
  registers[at] = rank
  return true
}

/** Union: the larger of each two registers, into `target`. */
export function mergeRegisters(target: Registers, other: Registers): void {
  for (let i = 0; i < registerCount; i++) {
    const value = other[i] ?? 0
    if (value > (target[i] ?? 0)) target[i] = value
  }
}

/** Estimated number of distinct elements, as Redis' PFCOUNT rounds it. */
export function countRegisters(registers: Registers): number {
  const histogram = new Float64Array(64)
  for (const value of registers) histogram[value] = (histogram[value] ?? 0) + 1
  let z = registerCount * tau((registerCount - (histogram[q + 1] ?? 0)) / registerCount)
  for (let k = q; k >= 1; k--) z = 0.5 * (z + (histogram[k] ?? 0))
  z += registerCount * sigma((histogram[0] ?? 0) / registerCount)
  return Math.round((alpha * registerCount * registerCount) / z)
}

function sigma(start: number): number {
  if (start === 1) return Infinity
  let x = start
  let y = 1
  let z = x
  for (let before = NaN; before !== z; ) {
    before = z
    x *= x
    z += x * y
    y += y
  }
  return z
}

function tau(start: number): number {
  if (start === 0 || start === 1) return 0
  let x = start
  let y = 1
  let z = 1 - x
  for (let before = NaN; before !== z; ) {
    before = z
    x = Math.sqrt(x)
    y *= 0.5
    z -= (1 - x) ** 2 * y
  }
  return z / 3
}
