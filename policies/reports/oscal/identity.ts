/**
 * Names and identities in OSCAL 1.1 (NIST, pages.nist.gov/OSCAL): UUIDs of version 5 (RFC 9562 §5.5), so that the same thing has the
 * same UUID in every run; ids that are XML names; strings of one line.
 */
import { createHash } from 'node:crypto'
import { oneLine } from '../width.ts'

const oscalVersion = '1.1.2'

/** Namespace of our own properties: OSCAL asks for a URI and none is fetched. */
export const ns = 'urn:ywq:oscal'

/** Namespace of our UUIDs: drawn once, never to change. */
const space = Buffer.from('5d1e0b1c6a0c5c3a9a5f3c0f6b0f2a11', 'hex')

/** The same words give the same UUID. */
export function uuid(...words: readonly string[]): string {
  const bytes = createHash('sha1').update(space).update(words.join('\u0000')).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** Control id of a clause: an id may not begin with a digit. */
export function controlId(clause: string): string {
  return `gbt22239-${clause}`
}

/** OSCAL's string: one line that neither begins nor ends with a blank, never empty. */
export function line(text: string): string {
  const trimmed = oneLine(text).replace(/[\u2028\u2029]/g, ' ').trim()
  return trimmed === '' ? '-' : trimmed
}

export interface Property {
  readonly name: string
  readonly ns: string
  readonly value: string
}

/** A property of ours. */
export function property(name: string, value: string): Property {
  return { name, ns, value: line(value) }
}

/** A list, or nothing where it is empty: OSCAL has no empty lists. */
export function filled<K extends string, T>(key: K, list: readonly T[]): { readonly [P in K]?: readonly T[] } {
  const out: { [P in K]?: readonly T[] } = {}
  if (list.length > 0) out[key] = list
  return out
}

/** @param modified RFC 3339 */
export function metadata(title: string, modified: string, version: string, remarks: string): object {
  return { title, 'last-modified': modified, version, 'oscal-version': oscalVersion, remarks }
}
