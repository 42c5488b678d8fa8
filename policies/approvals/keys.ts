/** Public keys of a Person: what they are for, and what is wrong with one. */
import { createPublicKey } from 'node:crypto'
import type { DocumentOf } from '../estate/document.ts'
import type { Text } from '../text.ts'
import { sm2PublicKey } from './sm2.ts'

export type PersonKey = NonNullable<DocumentOf<'Person'>['keys']>[number]

/** SPKI DER of a PEM, with or without its first and last line. */
export function derOf(pem: string): Buffer {
  return Buffer.from(pem.replace(/-----(?:BEGIN|END) PUBLIC KEY-----/g, '').replace(/\s+/g, ''), 'base64')
}

/** Algorithm and base64 of an OpenSSH public key line, without its comment; null where it is none. */
export function sshKeyOf(line: string): string | null {
  const [, algorithm = '', blob = ''] = /^(ssh-ed25519|ecdsa-sha2-nistp(?:256|384|521)|ssh-rsa|sk-ssh-ed25519@openssh\.com|sk-ecdsa-sha2-nistp256@openssh\.com) ([A-Za-z0-9+/]+={0,2})(?: [^\n\r]*)?$/.exec(line.trim()) ?? []
  // The blob begins with the algorithm's name, four bytes of length before it (RFC 4253, 6.6).
  const bytes = Buffer.from(blob, 'base64')
  return algorithm !== '' && bytes.length > algorithm.length + 4 && bytes.subarray(4, 4 + algorithm.length).toString('latin1') === algorithm ? `${algorithm} ${blob}` : null
}

/** @returns null where the text is a public key of its type; never quotes it, as it might be a private one */
export function keyFault({ type, public: text }: Pick<PersonKey, 'type' | 'public'>): Text | null {
  if (text.includes('PRIVATE KEY')) return { zh: '这是私钥；声明里只放公钥，并请立即作废这把私钥', en: 'this is a private key: only public keys stand in an estate; revoke it at once' }
  switch (type) {
    case 'ssh':
      return sshKeyOf(text) === null ? { zh: '不是 OpenSSH 公钥；应为一行，如 ssh-ed25519 AAAA…（~/.ssh/id_ed25519.pub 的内容）', en: 'not an OpenSSH public key: one line such as ssh-ed25519 AAAA… (the content of ~/.ssh/id_ed25519.pub)' } : null
    case 'ed25519':
      return isEd25519(text) ? null : { zh: '不是 Ed25519 公钥；应为 openssl pkey -pubout 输出的 PEM', en: 'not an Ed25519 public key: the PEM that openssl pkey -pubout prints' }
    case 'sm2':
      return sm2PublicKey(derOf(text)) === null ? { zh: '不是 SM2 公钥；应为 openssl pkey -pubout 输出的 PEM，未压缩的点', en: 'not an SM2 public key: the PEM that openssl pkey -pubout prints, with an uncompressed point' } : null
  }
}

function isEd25519(text: string): boolean {
  try {
    return createPublicKey({ key: derOf(text), format: 'der', type: 'spki' }).asymmetricKeyType === 'ed25519'
  } catch {
    return false
  }
}
