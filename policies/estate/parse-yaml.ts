/**
 * Text of an estate file → documents with positions, and every fault in it. Documents are read one by one, so that a broken one
 * does not hide the rest of the file. Bounded on hostile text: size of a document, nesting, expansion of aliases.
 */
import { EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE, YAMLException } from 'js-yaml'
import type { Event } from 'js-yaml'
import type { Text } from '../text.ts'
import { syntaxText } from './syntax-text.ts'
import type { YamlEntry, YamlNode, YamlScalar } from './yaml-node.ts'

/** Something wrong in the text itself; `offset` counts characters from the start of the file. */
export interface YamlFault {
  readonly code: string
  readonly offset: number
  readonly text: Text
}

export interface YamlDocument {
  readonly root: YamlNode
  /** The piece of the file that holds it, perhaps with others: reading it again gives the same documents. */
  readonly pieceStart: number
  readonly pieceEnd: number
}

/** What can be told of a document that has faults: enough not to call references to it wrong. */
export interface BrokenDocument {
  readonly kind: string
  readonly name: string
}

export const maxDepth = 100
/** Characters of one document: an estate document takes some 60,000 at the very most. */
export const maxDocumentCharacters = 1_000_000
/** Nodes that aliases of one document may add up to. */
export const maxAliasedNodes = 10_000

export interface ParsedYaml {
  readonly documents: readonly YamlDocument[]
  readonly broken: readonly BrokenDocument[]
  readonly faults: readonly YamlFault[]
}

/**
 * Reads every document. A document with a fault is left out of `documents`.
 * @param text without byte order mark
 */
export function parseYaml(text: string): ParsedYaml {
  const documents: YamlDocument[] = []
  const broken: BrokenDocument[] = []
  const faults: YamlFault[] = []
  for (const batch of batches(text)) {
    const start = batch[0]?.[0] ?? 0
    const end = batch.at(-1)?.[1] ?? start
    const together: YamlFault[] = []
    const roots = parsePiece(text, start, end, together)
    if (together.length === 0) {
      for (const root of roots) documents.push({ root, pieceStart: start, pieceEnd: end })
      continue
    }
    // One by one, so that only the broken ones are lost.
    for (const [pieceStart, pieceEnd] of batch) {
      const before = faults.length
      const own = parsePiece(text, pieceStart, pieceEnd, faults)
      if (faults.length === before) for (const root of own) documents.push({ root, pieceStart, pieceEnd })
      else broken.push(guess(text.slice(pieceStart, Math.min(pieceEnd, pieceStart + 2000))))
    }
  }
  return { documents, broken, faults }
}

/** Kind and name by the look of the text: there is no tree of what could not be read. */
function guess(text: string): BrokenDocument {
  const word = (key: string): string => new RegExp(`(?:^|\\{|,)[ \\t]*${key}:[ \\t]*["']?([A-Za-z][A-Za-z0-9-]*)`, 'm').exec(text.replace(/^---[ \t]+/, ''))?.[1] ?? ''
  return { kind: word('kind'), name: word('name') }
}

/** Characters that are given to the parser at once: a call costs as much as some hundred characters. */
const batchCharacters = 32_768

function* batches(text: string): Generator<readonly (readonly [number, number])[]> {
  let batch: (readonly [number, number])[] = []
  let size = 0
  for (const piece of pieces(text)) {
    const length = piece[1] - piece[0]
    if (size + length > batchCharacters && batch.length > 0) {
      yield batch
      batch = []
      size = 0
    }
    batch.push(piece)
    size += length
  }
  if (batch.length > 0) yield batch
}

/** Ends of documents: YAML 1.2.2 §9.1.2 allows `---` and `...` at the start of a line nowhere else, not even in quotes. */
function* pieces(text: string): Generator<readonly [number, number]> {
  const marker = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/gm
  let start = 0
  let directives = text.startsWith('%')
  for (const match of text.matchAll(marker)) {
    if (match[0] === '...') {
      directives = true
      continue
    }
    // Directives stand before the marker of the document that they are for.
    if (match.index > start && !(directives && /^(?:[ \t]*(?:#.*)?\r?\n|%.*\r?\n|\.\.\..*\r?\n)*$/.test(text.slice(start, Math.min(match.index, start + 4096))))) {
      yield [start, match.index]
      start = match.index
    }
    directives = false
  }
  if (start < text.length) yield [start, text.length]
}

/** Reads one piece again (for positions); it was read without fault before. */
export function rereadPiece(text: string, start: number, end: number): readonly YamlNode[] {
  return parsePiece(text, start, end, [])
}

function parsePiece(text: string, start: number, end: number, faults: YamlFault[]): YamlNode[] {
  if (end - start > maxDocumentCharacters) {
    faults.push({
      code: 'document-too-large',
      offset: start,
      text: { zh: `文档有 ${end - start} 个字符，上限 ${maxDocumentCharacters}`, en: `the document has ${end - start} characters, the limit is ${maxDocumentCharacters}` },
    })
    return []
  }
  const source = text.slice(start, end)
  try {
    return new Builder(source, start, faults, parseEvents(source, { maxDepth })).documents()
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    faults.push({ offset: start + Math.min(error.mark?.position ?? 0, source.length), ...syntaxText(error.reason, source, error.mark?.position ?? 0) })
    return []
  }
}

/** Events → tree. Depth is bounded by the parser. */
class Builder {
  readonly #source: string
  readonly #base: number
  readonly #faults: YamlFault[]
  readonly #events: readonly Event[]
  #at = 0
  #anchors = new Map<string, YamlNode | null>()
  #aliased = 0

  constructor(source: string, base: number, faults: YamlFault[], events: readonly Event[]) {
    this.#source = source
    this.#base = base
    this.#faults = faults
    this.#events = events
  }

  documents(): YamlNode[] {
    const roots: YamlNode[] = []
    while (this.#at < this.#events.length) {
      this.#at++ // the document's own event
      this.#anchors = new Map()
      this.#aliased = 0
      let root: YamlNode | null = null
      while (this.#peek() !== null) root = this.#node(0)
      this.#at++
      // `---` with nothing after it: no document, as every reader of Kubernetes files has it.
      if (root !== null && !(root.type === 'scalar' && root.value === null)) roots.push(root)
    }
    return roots
  }

  /** The next event, or null where the open collection closes. */
  #peek(): Exclude<Event, { type: typeof EVENT_ID.POP }> | null {
    const event = this.#events[this.#at]
    return event === undefined || event.type === EVENT_ID.POP ? null : event
  }

  #fault(code: string, offset: number, zh: string, en: string): void {
    this.#faults.push({ code, offset: this.#base + offset, text: { zh, en } })
  }

  #node(near: number): YamlNode {
    const event = this.#peek()
    this.#at++
    if (event === null || event.type === EVENT_ID.DOCUMENT) return { type: 'scalar', start: this.#base + near, size: 1, value: null, raw: '' }
    if (event.type === EVENT_ID.ALIAS) return this.#alias(this.#source.slice(event.anchorStart, event.anchorEnd), event.anchorStart - 1)
    const anchor = event.anchorStart < 0 ? null : this.#source.slice(event.anchorStart, event.anchorEnd)
    const tag = event.tagStart < 0 ? '' : this.#source.slice(event.tagStart, event.tagEnd)
    if (tag !== '' && !(event.type === EVENT_ID.SCALAR && (tag === '!!str' || tag === '!')))
      this.#fault('yaml-tag', event.tagStart, `不支持标签 ${tag}；只允许 !!str`, `the tag ${tag} is not supported; only !!str is`)
    if (anchor !== null) this.#anchors.set(anchor, null)
    let node: YamlNode
    if (event.type === EVENT_ID.SCALAR) {
      const start = event.valueStart < 0 ? near : event.valueStart
      const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED
      const written = event.valueStart < 0 ? '' : getScalarValue(this.#source, event)
      const plain = event.style === SCALAR_STYLE.PLAIN && tag === ''
      node = { type: 'scalar', start: this.#base + start - (quoted ? 1 : 0), size: 1, value: plain ? coreValue(written) : written, raw: plain ? written : '' }
    } else if (event.type === EVENT_ID.SEQUENCE) {
      const items: YamlNode[] = []
      let size = 1
      while (this.#peek() !== null) size += items[items.push(this.#node(event.start)) - 1]?.size ?? 0
      this.#at++
      node = { type: 'list', start: this.#base + event.start, size, items }
    } else node = this.#map(event.start)
    if (anchor !== null) this.#anchors.set(anchor, node)
    return node
  }

  #map(start: number): YamlNode {
    const entries: YamlEntry[] = []
    const lines = new Map<string, number>()
    let size = 1
    while (this.#peek() !== null) {
      const keyNode = this.#node(start)
      const keyStart = keyNode.start
      const node = this.#node(keyStart - this.#base)
      size += node.size
      if (keyNode.type !== 'scalar') {
        this.#fault('yaml-key', keyStart - this.#base, '键必须是文字，不能是列表或映射', 'a key must be text, not a list or a mapping')
        continue
      }
      const key = keyText(keyNode)
      if (lines.has(key)) this.#fault('duplicate-key', keyStart - this.#base, `键“${key}”在同一处写了两次；请删去其中一个`, `the key "${key}" stands twice in one mapping; remove one`)
      lines.set(key, keyStart)
      entries.push({ key, keyStart, node })
    }
    this.#at++
    return { type: 'map', start: this.#base + start, size, entries }
  }

  #alias(anchor: string, offset: number): YamlNode {
    const empty: YamlNode = { type: 'scalar', start: this.#base + offset, size: 1, value: null, raw: '' }
    const node = this.#anchors.get(anchor)
    if (node === undefined) this.#fault('yaml-alias', offset, `别名 *${anchor} 没有对应的锚点 &${anchor}`, `the alias *${anchor} has no anchor &${anchor}`)
    else if (node === null) this.#fault('yaml-alias', offset, `别名 *${anchor} 指向包含它自己的内容`, `the alias *${anchor} points at what it stands in`)
    if (node === undefined || node === null) return empty
    this.#aliased += node.size
    if (this.#aliased <= maxAliasedNodes) return node
    if (this.#aliased - node.size <= maxAliasedNodes)
      this.#fault('alias-bomb', offset, `别名展开后超过 ${maxAliasedNodes} 个节点，拒绝读取`, `the aliases expand to more than ${maxAliasedNodes} nodes: refused`)
    return empty
  }
}

const keyText = (node: YamlScalar): string => (node.raw !== '' || typeof node.value !== 'string' ? node.raw : node.value)

const integer = /^[-+]?[0-9]+$/
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/

/** A plain scalar by the core schema (YAML 1.2.2 §10.3.2). */
function coreValue(text: string): string | number | boolean | null {
  switch (text) {
    case '': case '~': case 'null': case 'Null': case 'NULL': return null
    case 'true': case 'True': case 'TRUE': return true
    case 'false': case 'False': case 'FALSE': return false
    case '.nan': case '.NaN': case '.NAN': return Number.NaN
  }
  if (!/^[-+.0-9]/.test(text)) return text
  if (integer.test(text) || float.test(text)) return Number(text)
  if (/^0o[0-7]+$/.test(text) || /^0x[0-9a-fA-F]+$/.test(text)) return Number(text)
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return text
}
