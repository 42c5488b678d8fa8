/** Digest of a document: SHA-256 of its canonical JSON (keys sorted by code unit, no white space). What an Approval names. */
import { createHash } from 'node:crypto'

/** JSON with sorted keys. @throws TypeError on values that JSON does not have */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) {
    if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) throw new TypeError(`JSON has no ${String(value)}`)
    return JSON.stringify(value)
  }
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${entries.map(([key, child]) => `${JSON.stringify(key)}:${canonicalJson(child)}`).join(',')}}`
}

/** @returns `sha256:` and 64 hexadecimal digits */
export function digest(document: object): string {
  return `sha256:${createHash('sha256').update(canonicalJson(document)).digest('hex')}`
}
