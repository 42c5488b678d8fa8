/** Digest of an estate document, as an Approval names it: SHA-256 of its canonical JSON (keys sorted). */
import { createHash } from 'node:crypto'
import type { EstateDocument } from '../../../policies/estate/document.ts'

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([key, item]) => [key, sorted(item)]))
}

export const digestOf = (document: EstateDocument): string => `sha256:${createHash('sha256').update(JSON.stringify(sorted(document))).digest('hex')}`
