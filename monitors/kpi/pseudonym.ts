/**
 * User ids as keyed hashes: HMAC-SHA256 under a secret key, 16 bytes of it. Nothing that is stored, sent or shown holds an id itself.
 * The key file has one key a line, `YYYY-MM-DD <64 or more hex digits>`; the day is from when on the key is used. For 30 days after that day
 * events are hashed with the key before it as well; readers use the older one until the longest window is full of the new one.
 */
import { createHmac } from 'node:crypto'
import { murmur64, type Hash64 } from './murmur.ts'

/** Days of the longest rolling window. */
const overlapDays = 30
/** Users whose hash is remembered, twice: the present and the generation before it. */
const remembered = 200_000

export interface UserKey {
  /** First day of its use, `YYYY-MM-DD`. */
  readonly from: string
  readonly secret: Buffer
  /** Tells keys apart without telling the key: a keyed hash of a constant. */
  readonly id: string
}

export function userKey(from: string, secret: Buffer): UserKey {
  return { from, secret, id: createHmac('sha256', secret).update('ywq.kpi key id').digest('hex').slice(0, 16) }
}

/**
 * Keys of a key file, oldest first. `#` starts a comment.
 * @throws Error naming every line that is no key
 */
export function readKeys(text: string, path: string): readonly UserKey[] {
  const bad: string[] = []
  const keys: UserKey[] = []
  for (const [i, line] of text.split('\n').entries()) {
    const content = line.replace(/#.*$/, '').trim()
    if (content === '') continue
    const [, from = '', hex = ''] = /^([0-9]{4}-[0-9]{2}-[0-9]{2})\s+((?:[0-9a-f]{2}){32,})$/i.exec(content) ?? []
    if (hex === '' || Number.isNaN(Date.parse(from))) bad.push(`${path}:${i + 1}`)
    else keys.push(userKey(from, Buffer.from(hex, 'hex')))
  }
  const where = bad.join(' ')
  if (bad.length > 0) throw new Error(`${where} 不是密钥：应为 YYYY-MM-DD 和至少 64 个十六进制数字（32 字节） / ${where}: no key; a line is YYYY-MM-DD and at least 64 hex digits (32 bytes)`)
  if (keys.length === 0) throw new Error(`${path} 里没有密钥：应有一行 YYYY-MM-DD 和至少 64 个十六进制数字 / ${path} has no key: a line is YYYY-MM-DD and at least 64 hex digits`)
  return keys.sort((a, b) => (a.from < b.from ? -1 : 1))
}

/**
 * Keys that events of now are hashed with: the one that readers use first.
 * @param today `YYYY-MM-DD`
 */
export function keysInUse(keys: readonly UserKey[], today: string): readonly UserKey[] {
  const begun = keys.filter((key) => key.from <= today)
  const newest = begun.at(-1) ?? keys[0]
  if (newest === undefined) return []
  const before = begun.at(-2)
  const full = new Date(Date.parse(newest.from) + overlapDays * 86_400_000).toISOString().slice(0, 10)
  return before === undefined || today >= full ? [newest] : [before, newest]
}

/** User (its bytes as a Latin-1 string, which costs no decoding) → hash for sketches. */
export function pseudonyms({ secret }: UserKey): (user: string) => Readonly<Hash64> {
  let young = new Map<string, Readonly<Hash64>>()
  let old = young
  return (user) => {
    const known = young.get(user) ?? old.get(user)
    if (known !== undefined) return known
    const hash: Hash64 = { high: 0, low: 0 }
    murmur64(createHmac('sha256', secret).update(user, 'latin1').digest(), 0, 16, hash)
    if (young.size >= remembered) {
      old = young
      young = new Map()
    }
    young.set(user, hash)
    return hash
  }
}
