/**
 * The stored form of a sketch: byte for byte what Redis keeps for a HyperLogLog (redis.io, "HyperLogLog"), so that SET, PFMERGE and PFCOUNT
 * take ours and we take theirs. 16 bytes of header (`HYLL`, encoding, 3 unused, cached count), then runs (sparse) or 6-bit registers (dense).
 */
import { newRegisters, registerCount, type Registers } from './hyperloglog.ts'

const headerLength = 16
const denseLength = headerLength + (registerCount * 6) / 8
/** Redis' own limit (hll-sparse-max-bytes): beyond it sparse costs more time than it saves memory. */
const sparseLimit = 3000
/** The run-length code has five bits for a value. */
const largestSparseValue = 32

/** Sparse while that is short, else dense. The cached count is marked stale, so that PFCOUNT computes it. */
export function encodeSketch(registers: Registers): Uint8Array {
  return encodeSparse(registers) ?? encodeDense(registers)
}

function header(length: number, encoding: 0 | 1): Uint8Array {
  const bytes = new Uint8Array(length)
  bytes.set([0x48, 0x59, 0x4c, 0x4c, encoding])
  bytes[15] = 0x80
  return bytes
}

function encodeSparse(registers: Registers): Uint8Array | null {
  const bytes = header(sparseLimit, 1)
  let length = headerLength
  for (let at = 0; at < registerCount; ) {
    const value = registers[at] ?? 0
    if (value > largestSparseValue || length + 2 > sparseLimit) return null
    const most = value === 0 ? registerCount : 4
    let run = 1
    while (run < most && at + run < registerCount && registers[at + run] === value) run++
    if (value > 0) bytes[length++] = 0x80 | ((value - 1) << 2) | (run - 1)
    else if (run <= 64) bytes[length++] = run - 1
    else {
      bytes[length++] = 0x40 | ((run - 1) >> 8)
      bytes[length++] = (run - 1) & 0xff
    }
    at += run
  }
  return bytes.slice(0, length)
}

function encodeDense(registers: Registers): Uint8Array {
  const bytes = header(denseLength, 0)
  for (let at = 0, byte = headerLength; at < registerCount; at += 4, byte += 3) {
    const bits = (registers[at] ?? 0) | ((registers[at + 1] ?? 0) << 6) | ((registers[at + 2] ?? 0) << 12) | ((registers[at + 3] ?? 0) << 18)
    bytes[byte] = bits & 0xff
    bytes[byte + 1] = (bits >> 8) & 0xff
    bytes[byte + 2] = bits >> 16
  }
  return bytes
}

/**
 * @throws Error where the bytes are no HyperLogLog of Redis, or do not cover exactly 16384 registers
 */
export function decodeSketch(bytes: Uint8Array): Registers {
  const registers = newRegisters()
  uniteSketch(registers, bytes)
  return registers
}

/**
 * Stored registers united with others; a sparse sketch costs its runs, not its 16384 registers.
 * @throws Error where the bytes are no HyperLogLog of Redis, or do not cover exactly 16384 registers
 */
export function uniteSketch(into: Registers, bytes: Uint8Array): void {
  const bad = (zh: string, en: string): Error => new Error(`${zh} / ${en}`)
  if (bytes.length < headerLength || bytes[0] !== 0x48 || bytes[1] !== 0x59 || bytes[2] !== 0x4c || bytes[3] !== 0x4c) {
    throw bad('不是 HyperLogLog：应以 HYLL 开头', 'not a HyperLogLog: it should begin with HYLL')
  }
  const raise = (at: number, value: number): void => {
    if (value > (into[at] ?? 0)) into[at] = value
  }
  if (bytes[4] === 0) {
    if (bytes.length !== denseLength) throw bad(`密集格式应为 ${denseLength} 字节，得到 ${bytes.length}`, `a dense sketch has ${denseLength} bytes, got ${bytes.length}`)
    for (let at = 0, byte = headerLength; at < registerCount; at += 4, byte += 3) {
      const bits = (bytes[byte] ?? 0) | ((bytes[byte + 1] ?? 0) << 8) | ((bytes[byte + 2] ?? 0) << 16)
      for (let i = 0; i < 4; i++) raise(at + i, (bits >> (6 * i)) & 63)
    }
    return
  }
  if (bytes[4] !== 1) throw bad(`编码应为 0（密集）或 1（稀疏），得到 ${bytes[4] ?? '无'}`, `encoding should be 0 (dense) or 1 (sparse), got ${bytes[4] ?? 'none'}`)
  let at = 0
  for (let i = headerLength; i < bytes.length; i++) {
    const code = bytes[i] ?? 0
    if ((code & 0x80) !== 0) {
      const end = at + (code & 3) + 1
      for (; at < end; at++) if (at < registerCount) raise(at, ((code >> 2) & 31) + 1)
    } else if ((code & 0x40) === 0) at += (code & 63) + 1
    else at += (((code & 63) << 8) | (bytes[++i] ?? 0)) + 1
  }
  if (at !== registerCount) throw bad(`稀疏格式应覆盖 ${registerCount} 个寄存器，得到 ${at}`, `a sparse sketch covers ${registerCount} registers, got ${at}`)
}
