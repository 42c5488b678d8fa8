/**
 * JSON manifests: one document, or several one after the other (as `kubectl` and `jq` write them), with the line of each item of a list.
 * Text that begins with `{` but is not JSON may still be YAML in flow style, as for kubectl.
 */
import { isUtf8 } from 'node:buffer'

import type { Text } from '../text.ts'

export interface JsonDocument {
  readonly value: unknown
  readonly line: number
  readonly itemLines: readonly number[]
}

export interface JsonProblem extends Text {
  readonly line: number
  readonly column: number
}

const deepest = 300

/** @returns null where the text is not JSON: then it is read as YAML. */
export function readJson(bytes: string | Uint8Array): { readonly documents: readonly JsonDocument[] } | { readonly problem: JsonProblem } | null {
  const head = typeof bytes === 'string' ? bytes.slice(0, 4096) : Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 4096)).toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '')
  if (!/^\ufeff?\s*[{[]/.test(head)) return null
  if (typeof bytes !== 'string' && !isUtf8(bytes)) return null
  const raw = typeof bytes === 'string' ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  const text = raw.startsWith('\ufeff') ? raw.slice(1) : raw
  const starts = scan(text)
  if (starts === 'too-deep') return { problem: { line: 1, column: 1, zh: `嵌套超过 ${deepest} 层，拒绝读取`, en: `nested more than ${deepest} deep: not read` } }
  if (starts === null) return null
  const documents: JsonDocument[] = []
  const lineOf = lineCounter(text)
  for (const { from, to, items } of starts) {
    try {
      const value: unknown = JSON.parse(starts.length === 1 ? text : text.slice(from, to))
      documents.push({ value, line: lineOf(from), itemLines: items.map(lineOf) })
    } catch {
      return null
    }
  }
  return { documents }
}

interface Extent {
  readonly from: number
  readonly to: number
  /** Offsets of the elements of the top-level list `items`. */
  readonly items: readonly number[]
}

/** Lines of rising offsets, counted once along the text. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1
  let at = 0
  return (offset) => {
    for (let next = text.indexOf('\n', at); next >= 0 && next < offset; next = text.indexOf('\n', at)) {
      line++
      at = next + 1
    }
    return line
  }
}

/** Extents of the documents, by brackets and strings alone; null where brackets do not close or something else stands between documents. */
function scan(text: string): readonly Extent[] | 'too-deep' | null {
  const extents: Extent[] = []
  let depth = 0
  let from = 0
  let items: number[] = []
  let key = ''
  let inItems = false
  let expectsItem = false
  for (let at = 0; at < text.length; at++) {
    const c = text.charCodeAt(at)
    if (c === 34) {
      const end = stringEnd(text, at)
      if (end < 0) return null
      if (depth === 1 && !inItems) key = text.slice(at + 1, end)
      if (depth === 0) return null
      if (expectsItem && depth === 2) items.push(at)
      expectsItem = false
      at = end
    } else if (c === 123 || c === 91) {
      if (depth === 0) [from, items, inItems, key] = [at, [], false, '']
      if (expectsItem && inItems && depth === 2) items.push(at)
      if (depth === 1 && c === 91 && key === 'items') [inItems, expectsItem] = [true, true]
      else expectsItem = false
      if (++depth > deepest) return 'too-deep'
    } else if (c === 125 || c === 93) {
      depth--
      if (depth < 0) return null
      if (depth === 1) inItems = false
      if (depth === 0) extents.push({ from, to: at + 1, items })
    } else if (c === 44) {
      expectsItem = inItems && depth === 2
      if (depth === 0) return null
    } else if (expectsItem && depth === 2 && c > 32) {
      items.push(at)
      expectsItem = false
    } else if (depth === 0 && c !== 32 && c !== 9 && c !== 10 && c !== 13) return null
  }
  return depth === 0 && extents.length > 0 ? extents : null
}

function stringEnd(text: string, quote: number): number {
  for (let end = text.indexOf('"', quote + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0
    while (text.charCodeAt(end - 1 - slashes) === 92) slashes++
    if (slashes % 2 === 0) return end
  }
  return -1
}
