/**
 * Does the evidence hold: every line, blob and file against its digest, every entry against the one before, signatures, and a head that was
 * kept apart. Pure: files come by functions. Whatever differs by one byte is told; what cannot be told (the tail, without a head) is said.
 */
import { canonicalJson } from '../estate/digest.ts'
import type { Text } from '../text.ts'
import { digestOf, hashAlgorithms, logFormat, logVersion, unsealed, type Digest, type Entry, type HashAlgorithm, type SignedHead, type StoreDescription } from './log.ts'
import { signatureHolds, type PublicSigner } from './signer.ts'

export interface StoreFiles {
  /** Bytes of a file by its path inside the store; null where it is not there. */
  readonly read: (path: string) => Uint8Array | null
}

export const storeFile = 'ywq.evidence.json'
export const logFile = 'log.ndjson'
export const headFile = 'head.json'

/** Path of a blob, by its digest. */
export function blobPath(digest: Digest): string {
  const [algorithm = '', hex = ''] = digest.split(':')
  return `objects/${algorithm}/${hex.slice(0, 2)}/${hex.slice(2)}`
}
/** Path of a torn entry that was set aside. */
export const tornPath = (digest: Digest): string => `torn/${digest.split(':')[1] ?? ''}`

export interface VerifyOptions {
  /** A head that was kept apart from the store; absent: the tail cannot be proved. */
  readonly head?: string
  /** The key that must have signed every entry and head; absent: keys are taken as the entries name them. */
  readonly key?: PublicSigner
}

export interface Verification {
  readonly problems: readonly Text[]
  readonly entries: number
  /** Blobs looked at, each once. */
  readonly blobs: number
  readonly signed: number
  /** Whether a head kept apart proved that nothing was cut off. */
  readonly tailProved: boolean
}

/** @throws Error `中文 / English` where there is no store, or it is of a newer version */
export function verifyEvidence({ read }: StoreFiles, options: VerifyOptions = {}): Verification {
  const problems: Text[] = []
  const say = (zh: string, en: string): void => void problems.push({ zh, en })
  const description = read(storeFile)
  if (description === null) throw new Error(`没有 ${storeFile}：这不是证据目录 / no ${storeFile}: this is no evidence folder`)
  const { hash: algorithm } = readDescription(description)
  const store = digestOf(algorithm, description)
  const log = read(logFile)
  if (log === null) say(`${logFile} 不见了`, `${logFile} is gone`)
  const text = Buffer.from(log ?? new Uint8Array())
  const lines = split(text)
  const blobs = new Set<Digest>()
  const blob = (digest: Digest, where: Text, path = blobPath(digest)): string | null => {
    const content = read(path)
    if (content === null) say(`${where.zh}：${path} 不见了`, `${where.en}: ${path} is gone`)
    else if (digestOf(algorithm, content) !== digest) say(`${where.zh}：${path} 被改过`, `${where.en}: ${path} was changed`)
    else {
      blobs.add(digest)
      return Buffer.from(content).toString('utf8')
    }
    blobs.add(digest)
    return null
  }
  let previous: Digest = ''
  let signed = 0
  let lastTime = ''
  const hashes: Digest[] = []
  for (const [i, line] of lines.entries()) {
    const n = i + 1
    const where: Text = { zh: `第 ${n} 条`, en: `entry ${n}` }
    const entry = readEntry(line)
    if (entry === null) {
      const isTail = i === lines.length - 1 && text.at(-1) !== 0x0a
      say(`${where.zh}：读不出来${isTail ? '（末尾不完整，下一次审计会把它另存并记录）' : '，或不是原样写下的那一行'}`, `${where.en}: unreadable${isTail ? ' (the end is torn; the next audit sets it aside and records it)' : ', or not the line as it was written'}`)
      hashes.push('')
      previous = ''
      continue
    }
    if (entry.n !== n) say(`${where.zh}：序号是 ${entry.n}，有条目被删或调换`, `${where.en}: numbered ${entry.n}: entries were removed or moved`)
    if (entry.previous !== previous) say(`${where.zh}：接不上前一条`, `${where.en}: does not follow the entry before it`)
    if (digestOf(algorithm, unsealed({ ...entry }, 'hash')) !== entry.hash) say(`${where.zh}：内容与它的散列对不上`, `${where.en}: its content does not fit its hash`)
    if (entry.store !== store) say(`${where.zh}：${storeFile} 在它之后被改过`, `${where.en}: ${storeFile} was changed after it`)
    if (entry.time < lastTime) say(`${where.zh}：时间早于前一条`, `${where.en}: earlier than the entry before it`)
    signed += checkSignature(entry, entry.hash, where, options.key, problems)
    if (entry.record.kind === 'torn') blob(entry.record.digest, where, tornPath(entry.record.digest))
    else {
      blob(entry.record.verdicts, where)
      for (const finding of (blob(entry.record.findings, where) ?? '').split('\n')) {
        const object = /"object":"([a-z0-9]+:[0-9a-f]{64})"/.exec(finding)?.[1]
        if (object !== undefined && !blobs.has(object)) blob(object, where)
      }
    }
    if (n === lines.length && text.at(-1) !== 0x0a) say(`${where.zh}：缺行尾，没有写完`, `${where.en}: its line end is missing: never finished`)
    hashes.push(entry.hash)
    previous = entry.hash
    lastTime = entry.time
  }
  const own = read(headFile)
  if (own === null) {
    if (lines.length > 0) say(`${headFile} 不见了`, `${headFile} is gone`)
  } else checkHead(Buffer.from(own).toString('utf8'), { zh: headFile, en: headFile }, hashes, algorithm, options.key, problems)
  if (options.head !== undefined) checkHead(options.head, { zh: '另存的头', en: 'the head kept apart' }, hashes, algorithm, options.key, problems)
  return { problems, entries: lines.length, blobs: blobs.size, signed, tailProved: options.head !== undefined && problems.length === 0 }
}

/** Lines with and without a last line feed. */
function split(text: Buffer): readonly string[] {
  if (text.length === 0) return []
  const lines = text.toString('latin1').split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines.map((line) => Buffer.from(line, 'latin1').toString('utf8'))
}

/** @throws Error `中文 / English` where the description cannot be read, or is of a newer version */
export function readDescription(content: Uint8Array): StoreDescription {
  const value = parse(Buffer.from(content).toString('utf8'))
  const algorithm = hashAlgorithms.find((h) => h === value?.['hash'])
  if (value?.['format'] !== 'ywq.evidence-store' || algorithm === undefined || typeof value['retentionDays'] !== 'number') throw new Error(`${storeFile} 读不出来，或被改过 / ${storeFile} is unreadable, or was changed`)
  if (value['version'] !== logVersion) throw new Error(`证据格式的版本是 ${String(value['version'])}，本程序认得 ${logVersion}：请用写它的版本 / the evidence is of version ${String(value['version'])}, this program knows ${logVersion}: use the one that wrote it`)
  return { format: 'ywq.evidence-store', version: logVersion, hash: algorithm, retentionDays: value['retentionDays'] }
}

type Json = Readonly<Record<string, unknown>>

/** An entry, or null where the line is not exactly what an entry is written as. */
export function readEntry(line: string): Entry | null {
  const value = parse(line)
  return value !== null && isEntry(value) && canonicalJson(value) === line ? value : null
}

function isEntry(value: Json): value is Json & Entry {
  const record = value['record']
  return value['format'] === logFormat && value['version'] === logVersion && typeof value['n'] === 'number' && ['previous', 'time', 'store', 'hash'].every((key) => typeof value[key] === 'string') &&
    isRecord(record) && (record['kind'] === 'torn' ? typeof record['digest'] === 'string' : record['kind'] === 'audit' && typeof record['findings'] === 'string' && typeof record['verdicts'] === 'string')
}

function checkSignature(value: { readonly signer?: PublicSigner; readonly signature?: string }, message: string, where: Text, wanted: PublicSigner | undefined, problems: Text[]): 0 | 1 {
  const { signer, signature } = value
  if (signer === undefined && signature === undefined) {
    if (wanted !== undefined) problems.push({ zh: `${where.zh}：没有签名`, en: `${where.en}: not signed` })
    return 0
  }
  if (!isSigner(signer) || typeof signature !== 'string' || !signatureHolds(signer, message, signature)) problems.push({ zh: `${where.zh}：签名对不上`, en: `${where.en}: the signature does not hold` })
  else if (wanted !== undefined && (signer.publicKey !== wanted.publicKey || signer.algorithm !== wanted.algorithm)) problems.push({ zh: `${where.zh}：是别的密钥签的`, en: `${where.en}: signed by another key` })
  return 1
}

/** Files come from outside: types promise nothing about them. */
function isSigner(value: unknown): value is PublicSigner {
  return isRecord(value) && (value['algorithm'] === 'sm2' || value['algorithm'] === 'ed25519') && typeof value['publicKey'] === 'string'
}

/** The store's own head, or one kept apart, against the log. */
function checkHead(text: string, where: Text, hashes: readonly Digest[], algorithm: HashAlgorithm, wanted: PublicSigner | undefined, problems: Text[]): void {
  const head = readHead(text)
  if (head === null || digestOf(algorithm, unsealed({ ...head }, 'digest')) !== head.digest) {
    problems.push({ zh: `${where.zh}：读不出来，或被改过`, en: `${where.en}: unreadable, or changed` })
    return
  }
  checkSignature(head, head.digest, where, wanted, problems)
  if (hashes.length < head.count) problems.push({ zh: `${where.zh}：记着 ${head.count} 条，日志只有 ${hashes.length} 条，末尾被截去`, en: `${where.en}: tells of ${head.count} entries, the log holds ${hashes.length}: its tail was cut off` })
  else if (head.count > 0 && hashes[head.count - 1] !== head.hash) problems.push({ zh: `${where.zh}：第 ${head.count} 条的散列与它记着的不同`, en: `${where.en}: entry ${head.count} has another hash than it tells` })
}

/** A head, or null where the text is not exactly what a head is written as. */
export function readHead(text: string): SignedHead | null {
  const value = parse(text)
  return value !== null && isHead(value) && `${canonicalJson(value)}\n` === text ? value : null
}

function isHead(value: Json): value is Json & SignedHead {
  return value['format'] === 'ywq.evidence-head' && value['version'] === logVersion && typeof value['count'] === 'number' && typeof value['hash'] === 'string' && typeof value['digest'] === 'string'
}

function parse(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : null
  } catch {
    return null
  }
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
