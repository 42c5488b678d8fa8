/** Keys that sign evidence, Ed25519 or SM2, and their signatures (base64). The public key stands in every entry; trust in it comes from outside. */
import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import { derOf } from '../approvals/keys.ts'
import { signSm2, sm2PublicKey, verifySm2 } from '../approvals/sm2.ts'

export interface PublicSigner {
  readonly algorithm: 'ed25519' | 'sm2'
  /** SPKI DER, base64. */
  readonly publicKey: string
}

export interface Signer extends PublicSigner {
  /** @returns base64 */
  readonly sign: (message: string) => string
}

/**
 * @param pem private key as openssl genpkey writes it (PKCS#8, no passphrase)
 * @throws Error `中文 / English` where it is no Ed25519 or SM2 private key; never quotes it
 */
export function readSigner(pem: string): Signer {
  const key = privateKey(pem)
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' })
  if (key.asymmetricKeyType === 'ed25519') {
    return { algorithm: 'ed25519', publicKey: publicKey.toString('base64'), sign: (message) => sign(null, Buffer.from(message), key).toString('base64') }
  }
  if (sm2PublicKey(publicKey) === null) throw unusable()
  const { d } = scalarOf(key)
  return { algorithm: 'sm2', publicKey: publicKey.toString('base64'), sign: (message) => signSm2(Buffer.from(message), d).toString('base64') }
}

/** @throws Error `中文 / English` where the text is no public key of the two kinds */
export function readPublicSigner(pem: string): PublicSigner {
  const der = derOf(pem)
  if (sm2PublicKey(der) !== null) return { algorithm: 'sm2', publicKey: der.toString('base64') }
  try {
    if (!pem.includes('PRIVATE') && createPublicKey({ key: der, format: 'der', type: 'spki' }).asymmetricKeyType === 'ed25519') return { algorithm: 'ed25519', publicKey: der.toString('base64') }
  } catch {
    // Told below, like a key of another kind.
  }
  throw new Error('不是 Ed25519 或 SM2 公钥；应为 openssl pkey -pubout 输出的 PEM / not an Ed25519 or SM2 public key: the PEM that openssl pkey -pubout prints')
}

/** @returns whether the signature is the signer's; false too where key or signature cannot be read, or is not written the one way we write it */
export function signatureHolds({ algorithm, publicKey }: PublicSigner, message: string, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64')
  const der = Buffer.from(publicKey, 'base64')
  if (bytes.length !== 64 || bytes.toString('base64') !== signature || der.toString('base64') !== publicKey) return false
  if (algorithm === 'sm2') {
    const point = sm2PublicKey(der)
    return point !== null && verifySm2(Buffer.from(message), bytes, point)
  }
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ed25519' && verify(null, Buffer.from(message), key, bytes)
  } catch {
    return false
  }
}

const unusable = (): Error => new Error('不是 Ed25519 或 SM2 私钥；应为 openssl genpkey 输出的 PEM（PKCS#8，不加口令） / not an Ed25519 or SM2 private key: the PEM that openssl genpkey prints (PKCS#8, no passphrase)')

function privateKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem)
  } catch {
    throw unusable()
  }
}

/** RFC 5915: ECPrivateKey ::= SEQUENCE { INTEGER 1, OCTET STRING of 32 bytes … }, inside PKCS#8; Node exports no JWK of this curve. */
function scalarOf(key: KeyObject): { readonly d: bigint } {
  const hex = key.export({ type: 'pkcs8', format: 'der' }).toString('hex')
  const [, digits] = /0201010420([0-9a-f]{64})/.exec(hex) ?? []
  if (digits === undefined) throw unusable()
  return { d: BigInt(`0x${digits}`) }
}
