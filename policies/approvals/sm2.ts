/**
 * SM2 signatures verified and made (GM/T 0003.2-2012, curve of GM/T 0003.5-2012, default identity of GM/T 0009-2012). Node has the curve and SM3
 * but no way to set the identity that the digest begins with. Signing is for evidence on one's own machine: its time is not constant.
 */
import { createHash, createHmac } from 'node:crypto'

const p = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn
const a = p - 3n
const b = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n
const n = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n
type Point = readonly [x: bigint, y: bigint]
const generator: Point = [0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n, 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n]

/** DER of SubjectPublicKeyInfo up to the point: id-ecPublicKey 1.2.840.10045.2.1, sm2 1.2.156.10197.1.301, uncompressed. */
const spkiHead = Buffer.from('3059301306072a8648ce3d020106082a811ccf5501822d03420004', 'hex')

/** @returns the point of a public key in SPKI DER; null where it is no SM2 key, or its point is not on the curve */
export function sm2PublicKey(spki: Uint8Array): Point | null {
  const bytes = Buffer.from(spki)
  if (bytes.length !== spkiHead.length + 64 || !bytes.subarray(0, spkiHead.length).equals(spkiHead)) return null
  const x = toInteger(bytes.subarray(spkiHead.length, spkiHead.length + 32))
  const y = toInteger(bytes.subarray(spkiHead.length + 32))
  return x < p && y < p && mod(y * y - (x * x * x + a * x + b)) === 0n ? [x, y] : null
}

/**
 * @param signature DER (SEQUENCE of r and s) or r and s of 32 bytes each
 * @param key from sm2PublicKey
 */
export function verifySm2(message: Uint8Array, signature: Uint8Array, key: Point): boolean {
  const pair = readSignature(Buffer.from(signature))
  if (pair === null) return false
  const [r, s] = pair
  if (r <= 0n || r >= n || s <= 0n || s >= n) return false
  const t = (r + s) % n
  if (t === 0n) return false
  const point = add(multiply(s, generator), multiply(t, key))
  const digest = toInteger(createHash('sm3').update(identityDigest(key)).update(message).digest())
  return point !== null && (digest + point[0]) % n === r
}

/**
 * Signs with the default identity.
 * @param secret private key, 1 … n − 2
 * @returns r and s of 32 bytes each. The nonce is made of key and message as in RFC 6979 (with HMAC-SHA-512 over twice the length), so the
 *   same message gives the same bytes and no bad random source can betray the key
 */
export function signSm2(message: Uint8Array, secret: bigint): Buffer {
  const key = multiply(secret, generator)
  if (key === null) throw new Error('不是 SM2 私钥 / not an SM2 private key')
  const digest = createHash('sm3').update(identityDigest(key)).update(message).digest()
  const e = toInteger(digest)
  for (let counter = 0; ; counter++) {
    const k = toInteger(createHmac('sha512', toBytes(secret)).update(digest).update(Buffer.of(counter)).digest()) % n
    const point = k === 0n ? null : multiply(k, generator)
    if (point === null) continue
    const r = (e + point[0]) % n
    const s = (((k - r * secret) % n) + n) * inverse(1n + secret, n) % n
    if (r !== 0n && r + k !== n && s !== 0n) return Buffer.concat([toBytes(r), toBytes(s)])
  }
}

/** Z of GM/T 0003.2: binds the signature to the signer's identity, the curve and the key. */
function identityDigest([x, y]: Point): Buffer {
  const identity = Buffer.from('1234567812345678')
  const bits = Buffer.alloc(2)
  bits.writeUInt16BE(identity.length * 8)
  const hash = createHash('sm3').update(bits).update(identity)
  for (const value of [a, b, ...generator, x, y]) hash.update(toBytes(value))
  return hash.digest()
}

function readSignature(bytes: Buffer): readonly [bigint, bigint] | null {
  if (bytes.length === 64) return [toInteger(bytes.subarray(0, 32)), toInteger(bytes.subarray(32))]
  if (bytes[0] !== 0x30 || bytes[1] !== bytes.length - 2) return null
  const first = readInteger(bytes, 2)
  const second = first === null ? null : readInteger(bytes, first.end)
  return first !== null && second !== null && second.end === bytes.length ? [first.value, second.value] : null
}

function readInteger(bytes: Buffer, at: number): { readonly value: bigint; readonly end: number } | null {
  const length = bytes[at + 1] ?? 0
  const end = at + 2 + length
  return bytes[at] === 0x02 && length > 0 && length <= 33 && end <= bytes.length ? { value: toInteger(bytes.subarray(at + 2, end)), end } : null
}

const toBytes = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(64, '0'), 'hex')
const toInteger = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex')}`)
const mod = (value: bigint): bigint => ((value % p) + p) % p

/** Inverse modulo a prime by the extended Euclidean algorithm. */
function inverse(value: bigint, prime = p): bigint {
  let [low, high, x, y] = [((value % prime) + prime) % prime, prime, 1n, 0n]
  while (low > 1n) {
    const q = high / low
    ;[low, high, x, y] = [high - q * low, low, y - q * x, x]
  }
  return ((x % prime) + prime) % prime
}

/** null is the point at infinity. */
function add(left: Point | null, right: Point | null): Point | null {
  if (left === null || right === null) return left ?? right
  const [x1, y1] = left
  const [x2, y2] = right
  if (x1 === x2 && mod(y1 + y2) === 0n) return null
  const slope = x1 === x2 ? mod((3n * x1 * x1 + a) * inverse(2n * y1)) : mod((y2 - y1) * inverse(x2 - x1))
  const x = mod(slope * slope - x1 - x2)
  return [x, mod(slope * (x1 - x) - y1)]
}

function multiply(factor: bigint, point: Point): Point | null {
  let result: Point | null = null
  for (const bit of factor.toString(2)) {
    result = add(result, result)
    if (bit === '1') result = add(result, point)
  }
  return result
}
