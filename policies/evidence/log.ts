/**
 * The evidence log: entries in a chain, one canonical JSON line each. An entry names by digest everything that it rests on, the hash of the
 * entry before it, and its own hash; a signature, where there is one, is over that hash.
 */
import { createHash } from 'node:crypto'
import { canonicalJson } from '../estate/digest.ts'
import type { PublicSigner, Signer } from './signer.ts'

export const logFormat = 'ywq.evidence'
export const logVersion = 1

export const hashAlgorithms = ['sm3', 'sha256'] as const
export type HashAlgorithm = (typeof hashAlgorithms)[number]

/** `sm3:` or `sha256:` and 64 hexadecimal digits. */
export type Digest = string

export function digestOf(algorithm: HashAlgorithm, content: string | Uint8Array): Digest {
  return `${algorithm}:${createHash(algorithm).update(content).digest('hex')}`
}

/** What the store says of itself, in its own file: every entry holds that file's digest. */
export interface StoreDescription {
  readonly format: 'ywq.evidence-store'
  readonly version: number
  readonly hash: HashAlgorithm
  /** Days that nothing of the store may be removed: the catalogue's retention of audit records. */
  readonly retentionDays: number
}

/** What an entry records of an audit. */
export interface AuditRecord {
  readonly kind: 'audit'
  readonly tool: { readonly name: string; readonly version: string }
  /** Digest of the catalogue that gave the verdicts. */
  readonly catalogue: Digest
  readonly profile: string
  /** Instant judged at (--now). */
  readonly now: string
  readonly inputs: readonly { readonly name: string; readonly source: string; readonly cluster: string; readonly subjects: number; readonly digest: Digest }[]
  /** Parts of inputs that could not be read. */
  readonly unreadable: number
  /** Findings by result. */
  readonly counts: Readonly<Record<string, number>>
  /** Blobs: a finding, a verdict a line. */
  readonly findings: Digest
  readonly verdicts: Digest
}

/** A last entry that a crash left unfinished: set aside whole, named by its digest. */
export interface TornRecord {
  readonly kind: 'torn'
  readonly bytes: number
  readonly digest: Digest
}

export interface EntryBody {
  readonly format: typeof logFormat
  readonly version: number
  /** 1, 2, 3 … */
  readonly n: number
  /** Hash of the entry before; '' for the first. */
  readonly previous: Digest
  /** Instant of writing, RFC 3339. */
  readonly time: string
  /** Digest of the store's description. */
  readonly store: Digest
  readonly record: AuditRecord | TornRecord
  readonly signer?: PublicSigner
}
export type Entry = EntryBody & { readonly hash: Digest; readonly signature?: string }

/** What ties a line to its place: kept apart, it proves the tail. */
export interface Head {
  readonly format: 'ywq.evidence-head'
  readonly version: number
  readonly count: number
  readonly hash: Digest
  readonly time: string
  readonly signer?: PublicSigner
}
export type SignedHead = Head & { readonly digest: Digest; readonly signature?: string }

const publicOf = ({ algorithm, publicKey }: PublicSigner): PublicSigner => ({ algorithm, publicKey })

/** Hashes and signs an entry. */
export function seal(body: Omit<EntryBody, 'format' | 'version' | 'signer'>, algorithm: HashAlgorithm, signer: Signer | null): Entry {
  const whole: EntryBody = { format: logFormat, version: logVersion, ...body, ...(signer === null ? {} : { signer: publicOf(signer) }) }
  const hash = digestOf(algorithm, canonicalJson(whole))
  return { ...whole, hash, ...(signer === null ? {} : { signature: signer.sign(hash) }) }
}

/** The head after an entry. */
export function headAfter({ n, hash, time }: Entry, algorithm: HashAlgorithm, signer: Signer | null): SignedHead {
  const head: Head = { format: 'ywq.evidence-head', version: logVersion, count: n, hash, time, ...(signer === null ? {} : { signer: publicOf(signer) }) }
  const digest = digestOf(algorithm, canonicalJson(head))
  return { ...head, digest, ...(signer === null ? {} : { signature: signer.sign(digest) }) }
}

/** What the hash of an entry, or the digest of a head, is taken of. */
export function unsealed(value: Readonly<Record<string, unknown>>, hashField: 'hash' | 'digest'): string {
  return canonicalJson(Object.fromEntries(Object.entries(value).filter(([key]) => key !== hashField && key !== 'signature')))
}
