/** Names found in the input as small numbers: bytes are compared where they lie, and a string is made once a name. */

/** A name longer than this is no name of ours (the estate's have at most 40 letters). */
const longestName = 64
const decoder = new TextDecoder('utf-8', { fatal: true })
const encoder = new TextEncoder()

export interface Names {
  /** By number. */
  readonly list: string[]
  /** Number of bytes[start, end); -1 where it is unknown and may not be added. */
  idOf(bytes: Uint8Array, start: number, end: number): number
  /** Another way to write a name. @param id of the name meant; a new one where undefined */
  add(name: string, id?: number): number
}

/**
 * @param most names taken from the input; 0 = only those that were added
 */
export function newNames(most: number): Names {
  const list: string[] = []
  const keys: Uint8Array[] = []
  const ids: number[] = []
  let places = new Int32Array(64).fill(-1)

  const names: Names = {
    list,
    idOf(bytes, start, end) {
      const length = end - start
      if (length <= 0 || length > longestName) return -1
      const mask = places.length - 1
      for (let at = hash(bytes, start, end) & mask; ; at = (at + 1) & mask) {
        const key = places[at] ?? -1
        if (key < 0) break
        if (same(keys[key], bytes, start, length)) return ids[key] ?? -1
      }
      if (list.length >= most) return -1
      const name = decode(bytes.subarray(start, end))
      return name === null ? -1 : names.add(name)
    },
    add(name, id) {
      const key = encoder.encode(name)
      const meant = id ?? list.push(name) - 1
      ids.push(meant)
      insert(keys.push(key) - 1)
      if (keys.length * 2 > places.length) {
        places = new Int32Array(places.length * 2).fill(-1)
        keys.forEach((_, i) => insert(i))
      }
      return meant
    },
  }
  function insert(index: number): void {
    const key = keys[index] ?? new Uint8Array(0)
    const mask = places.length - 1
    let at = hash(key, 0, key.length) & mask
    while ((places[at] ?? -1) >= 0) at = (at + 1) & mask
    places[at] = index
  }
  return names
}

/** FNV-1a, 32 bits. */
function hash(bytes: Uint8Array, start: number, end: number): number {
  let h = 0x811c9dc5
  for (let i = start; i < end; i++) h = Math.imul(h ^ (bytes[i] ?? 0), 0x01000193)
  return h ^ (h >>> 15)
}

function same(key: Uint8Array | undefined, bytes: Uint8Array, start: number, length: number): boolean {
  if (key?.length !== length) return false
  for (let i = 0; i < length; i++) if (key[i] !== bytes[start + i]) return false
  return true
}

/** Null for what is not UTF-8 or not printable: no name. */
function decode(bytes: Uint8Array): string | null {
  try {
    const text = decoder.decode(bytes)
    return /\p{Cc}/u.test(text) ? null : text
  } catch {
    return null
  }
}
