// Hashes and signatures in plain JavaScript, for a browser that has none of them: SHA-256 and SHA-512 (FIPS 180-4), SM3 (GB/T 32905),
// Ed25519 (RFC 8032) and SM2 with the default identity (GM/T 0003.2, 0009). Verifying only.
'use strict'

const rotate = (x, n) => (x << (n & 31)) | (x >>> ((32 - n) & 31))
const hexOf = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
const bytesOf = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (h) => parseInt(h, 16))
const toInteger = (bytes) => BigInt('0x' + (hexOf(bytes) || '0'))
const fromInteger = (value) => bytesOf(value.toString(16).padStart(64, '0'))
const joined = (...parts) => {
  const all = new Uint8Array(parts.reduce((sum, p) => sum + p.length, 0))
  let at = 0
  for (const part of parts) { all.set(part, at); at += part.length }
  return all
}

/** Merkle-Damgård padding with the length in bits at the end of the last block. */
function padded(message, block) {
  const lengthBytes = block / 8
  const all = new Uint8Array(Math.ceil((message.length + 1 + lengthBytes) / block) * block)
  all.set(message)
  all[message.length] = 0x80
  const view = new DataView(all.buffer)
  view.setUint32(all.length - 8, Math.floor(message.length / 0x20000000))
  view.setUint32(all.length - 4, (message.length << 3) >>> 0)
  return view
}

const primes = []
for (let n = 2; primes.length < 80; n++) if (primes.every((p) => n % p !== 0)) primes.push(n)
/** First 64 bits of the fractional part of a root of a prime. */
function fraction(prime, root) {
  const scaled = BigInt(prime) << BigInt(64 * root)
  let low = 0n
  let high = 1n << 68n
  while (low < high) {
    const middle = (low + high + 1n) >> 1n
    if (middle ** BigInt(root) <= scaled) low = middle
    else high = middle - 1n
  }
  return low & 0xffffffffffffffffn
}
const cubes = primes.map((p) => fraction(p, 3))
const squares = primes.slice(0, 8).map((p) => fraction(p, 2))

const k256 = Int32Array.from(cubes.slice(0, 64), (c) => Number(BigInt.asIntN(32, c >> 32n)))
function sha256(message) {
  const view = padded(message, 64)
  const h = Int32Array.from(squares, (s) => Number(BigInt.asIntN(32, s >> 32n)))
  const w = new Int32Array(64)
  for (let at = 0; at < view.byteLength; at += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getInt32(at + 4 * i)
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15], y = w[i - 2]
      w[i] = (w[i - 16] + (rotate(x, 25) ^ rotate(x, 14) ^ (x >>> 3)) + w[i - 7] + (rotate(y, 15) ^ rotate(y, 13) ^ (y >>> 10))) | 0
    }
    let [a, b, c, d, e, f, g, l] = h
    for (let i = 0; i < 64; i++) {
      const t = (l + (rotate(e, 26) ^ rotate(e, 21) ^ rotate(e, 7)) + ((e & f) ^ (~e & g)) + k256[i] + w[i]) | 0
      const u = ((rotate(a, 30) ^ rotate(a, 19) ^ rotate(a, 10)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
      ;[l, g, f, e, d, c, b, a] = [g, f, e, (d + t) | 0, c, b, a, (t + u) | 0]
    }
    for (const [i, v] of [a, b, c, d, e, f, g, l].entries()) h[i] = (h[i] + v) | 0
  }
  return wordsOut(h)
}

function wordsOut(words) {
  const out = new DataView(new ArrayBuffer(words.length * 4))
  for (let i = 0; i < words.length; i++) out.setInt32(4 * i, words[i])
  return new Uint8Array(out.buffer)
}

function sm3(message) {
  const view = padded(message, 64)
  const v = Int32Array.of(0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e)
  const w = new Int32Array(68)
  for (let at = 0; at < view.byteLength; at += 64) {
    for (let j = 0; j < 16; j++) w[j] = view.getInt32(at + 4 * j)
    for (let j = 16; j < 68; j++) {
      const x = w[j - 16] ^ w[j - 9] ^ rotate(w[j - 3], 15)
      w[j] = x ^ rotate(x, 15) ^ rotate(x, 23) ^ rotate(w[j - 13], 7) ^ w[j - 6]
    }
    let [a, b, c, d, e, f, g, h] = v
    for (let j = 0; j < 64; j++) {
      const a12 = rotate(a, 12)
      const s1 = rotate((a12 + e + rotate(j < 16 ? 0x79cc4519 : 0x7a879d8a, j % 32)) | 0, 7)
      const t1 = ((j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c)) + d + (s1 ^ a12) + (w[j] ^ w[j + 4])) | 0
      const t2 = ((j < 16 ? e ^ f ^ g : (e & f) | (~e & g)) + h + s1 + w[j]) | 0
      ;[d, c, b, a] = [c, rotate(b, 9), a, t1]
      ;[h, g, f, e] = [g, rotate(f, 19), e, t2 ^ rotate(t2, 9) ^ rotate(t2, 17)]
    }
    for (const [i, x] of [a, b, c, d, e, f, g, h].entries()) v[i] ^= x
  }
  return wordsOut(v)
}

const mask64 = 0xffffffffffffffffn
const right64 = (x, n) => ((x >> n) | (x << (64n - n))) & mask64
function sha512(message) {
  const view = padded(message, 128)
  const h = squares.slice()
  const w = []
  for (let at = 0; at < view.byteLength; at += 128) {
    for (let i = 0; i < 16; i++) w[i] = view.getBigUint64(at + 8 * i)
    for (let i = 16; i < 80; i++) {
      const x = w[i - 15], y = w[i - 2]
      w[i] = (w[i - 16] + (right64(x, 1n) ^ right64(x, 8n) ^ (x >> 7n)) + w[i - 7] + (right64(y, 19n) ^ right64(y, 61n) ^ (y >> 6n))) & mask64
    }
    let [a, b, c, d, e, f, g, l] = h
    for (let i = 0; i < 80; i++) {
      const t = (l + (right64(e, 14n) ^ right64(e, 18n) ^ right64(e, 41n)) + ((e & f) ^ (~e & mask64 & g)) + cubes[i] + w[i]) & mask64
      const u = ((right64(a, 28n) ^ right64(a, 34n) ^ right64(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c))) & mask64
      ;[l, g, f, e, d, c, b, a] = [g, f, e, (d + t) & mask64, c, b, a, (t + u) & mask64]
    }
    for (const [i, v] of [a, b, c, d, e, f, g, l].entries()) h[i] = (h[i] + v) & mask64
  }
  return bytesOf(h.map((v) => v.toString(16).padStart(16, '0')).join(''))
}

const modulo = (value, m) => ((value % m) + m) % m
function inverse(value, m) {
  let [low, high, x, y] = [modulo(value, m), m, 1n, 0n]
  while (low > 1n) {
    const q = high / low
    ;[low, high, x, y] = [high - q * low, low, y - q * x, x]
  }
  return modulo(x, m)
}
function power(base, exponent, m) {
  let result = 1n
  for (let b = modulo(base, m); exponent > 0n; exponent >>= 1n, b = (b * b) % m) if (exponent & 1n) result = (result * b) % m
  return result
}
/** Sum of a point taken `factor` times, by a curve's own addition. */
function times(factor, point, add, zero) {
  let result = zero
  for (const bit of factor.toString(2)) {
    result = add(result, result)
    if (bit === '1') result = add(result, point)
  }
  return result
}

const q25519 = (1n << 255n) - 19n
const l25519 = (1n << 252n) + 27742317777372353535851937790883648493n
const d25519 = modulo(-121665n * inverse(121666n, q25519), q25519)
/** Extended coordinates (RFC 8032, 5.1.4). */
function addEdwards([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = modulo((y1 - x1) * (y2 - x2), q25519), b = modulo((y1 + x1) * (y2 + x2), q25519)
  const c = modulo(2n * t1 * t2 * d25519, q25519), d = modulo(2n * z1 * z2, q25519)
  const [e, f, g, h] = [b - a, d - c, d + c, b + a]
  return [modulo(e * f, q25519), modulo(g * h, q25519), modulo(f * g, q25519), modulo(e * h, q25519)]
}
function pointEdwards(bytes) {
  const reversed = Uint8Array.from(bytes).reverse()
  const sign = reversed[0] >> 7
  reversed[0] &= 0x7f
  const y = toInteger(reversed)
  if (y >= q25519) return null
  const x2 = modulo((y * y - 1n) * inverse(d25519 * y * y + 1n, q25519), q25519)
  let x = power(x2, (q25519 + 3n) / 8n, q25519)
  if (modulo(x * x - x2, q25519) !== 0n) x = modulo(x * power(2n, (q25519 - 1n) / 4n, q25519), q25519)
  if (modulo(x * x - x2, q25519) !== 0n || (x === 0n && sign === 1)) return null
  if (Number(x & 1n) !== sign) x = q25519 - x
  return [x, y, 1n, modulo(x * y, q25519)]
}
const baseEdwards = pointEdwards(bytesOf('58' + '66'.repeat(31)))
function verifyEd25519(message, signature, key) {
  const point = pointEdwards(key)
  const r = pointEdwards(signature.subarray(0, 32))
  const s = toInteger(signature.slice(32).reverse())
  if (point === null || r === null || s >= l25519) return false
  const k = toInteger(sha512(joined(signature.subarray(0, 32), key, message)).reverse()) % l25519
  const zero = [0n, 1n, 1n, 0n]
  const [x1, y1, z1] = times(s, baseEdwards, addEdwards, zero)
  const [x2, y2, z2] = addEdwards(r, times(k, point, addEdwards, zero))
  return modulo(x1 * z2 - x2 * z1, q25519) === 0n && modulo(y1 * z2 - y2 * z1, q25519) === 0n
}

const p2 = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn
const a2 = p2 - 3n
const b2 = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n
const n2 = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n
const g2 = [0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n, 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n]
function addSm2(left, right) {
  if (left === null || right === null) return left ?? right
  const [[x1, y1], [x2, y2]] = [left, right]
  if (x1 === x2 && modulo(y1 + y2, p2) === 0n) return null
  const slope = x1 === x2 ? modulo((3n * x1 * x1 + a2) * inverse(2n * y1, p2), p2) : modulo((y2 - y1) * inverse(x2 - x1, p2), p2)
  const x = modulo(slope * slope - x1 - x2, p2)
  return [x, modulo(slope * (x1 - x) - y1, p2)]
}
function verifySm2(message, signature, key) {
  const point = [toInteger(key.subarray(0, 32)), toInteger(key.subarray(32))]
  const [x, y] = point
  if (x >= p2 || y >= p2 || modulo(y * y - (x * x * x + a2 * x + b2), p2) !== 0n) return false
  const r = toInteger(signature.subarray(0, 32)), s = toInteger(signature.subarray(32))
  const t = modulo(r + s, n2)
  if (r <= 0n || r >= n2 || s <= 0n || s >= n2 || t === 0n) return false
  const identity = new TextEncoder().encode('1234567812345678')
  const z = sm3(joined(Uint8Array.of(0, 128), identity, ...[a2, b2, ...g2, ...point].map(fromInteger)))
  const sum = addSm2(times(s, g2, addSm2, null), times(t, point, addSm2, null))
  return sum !== null && modulo(toInteger(sm3(joined(z, message))) + sum[0], n2) === r
}
