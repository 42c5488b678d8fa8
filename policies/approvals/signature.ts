/**
 * Signatures of approvals: who is said to have approved did sign this very Approval. Either inline (`signature`), or detached, a file
 * `<name>.sig` beside the estate file that holds the Approval: base64, or the bytes as openssl writes them.
 */
import { createPublicKey, verify } from 'node:crypto'
import { digest } from '../estate/digest.ts'
import type { DocumentOf } from '../estate/document.ts'
import type { Estate } from '../estate/estate.ts'
import type { Text } from '../text.ts'
import { inForceOn } from '../today.ts'
import { derOf, type PersonKey } from './keys.ts'
import { sm2PublicKey, verifySm2 } from './sm2.ts'

type Approval = DocumentOf<'Approval'>

/** The bytes to sign: name and digest of the Approval without its signature; the Approval itself names the digest of what it approves. */
export function signedText(approval: Approval): string {
  const unsigned = Object.fromEntries(Object.entries(approval).filter(([key]) => key !== 'signature'))
  return `ywq.approval 1\nApproval/${approval.name}\n${digest(unsigned)}\n`
}

/**
 * @param detached content of the signature file, null where there is none; an inline signature goes before it
 * @returns why the approver did not sign this; null where the signature holds
 */
export function signatureFault(estate: Estate, approval: Approval, detached: Uint8Array | null): Text | null {
  const signature = approval.signature === undefined ? detached : Buffer.from(approval.signature.value, 'base64')
  if (signature === null) return { zh: `没有签名（signature 字段，或旁边的 ${approval.name}.sig）`, en: `not signed (a signature field, or ${approval.name}.sig beside it)` }
  const algorithm = approval.signature?.algorithm
  const keys = keysOf(estate, approval, (key) => key.type !== 'ssh' && (algorithm === undefined || key.type === algorithm))
  if (keys.length === 0) return noKey(approval, algorithm ?? 'ed25519 / sm2')
  const message = Buffer.from(signedText(approval))
  if (keys.some((key) => readings(signature).some((bytes) => holds(key, message, bytes)))) return null
  return { zh: `签名与 ${approval.approver} 登记的公钥对不上，或签后又改过`, en: `the signature does not fit a registered key of ${approval.approver}, or the Approval was changed after it` }
}

/** Keys of the approver that were in force on the day of the approval. */
export function keysOf(estate: Estate, approval: Approval, wanted: (key: PersonKey) => boolean): readonly PersonKey[] {
  return (estate.get('Person', approval.approver)?.keys ?? []).filter((key) => wanted(key) && inForceOn(key, approval.approved))
}

export function noKey(approval: Approval, type: string): Text {
  return { zh: `${approval.approver} 在 ${approval.approved} 没有登记 ${type} 公钥（Person.keys）`, en: `${approval.approver} had no ${type} key registered on ${approval.approved} (Person.keys)` }
}

/** As it is, and read as base64 where it is text. */
function readings(signature: Uint8Array): readonly Uint8Array[] {
  const text = Buffer.from(signature).toString('latin1').trim()
  return /^[A-Za-z0-9+/\s]+={0,2}$/.test(text) ? [signature, Buffer.from(text, 'base64')] : [signature]
}

function holds(key: PersonKey, message: Uint8Array, signature: Uint8Array): boolean {
  const der = derOf(key.public)
  if (key.type === 'sm2') {
    const point = sm2PublicKey(der)
    return point !== null && verifySm2(message, signature, point)
  }
  return verify(null, message, createPublicKey({ key: der, format: 'der', type: 'spki' }), signature)
}
