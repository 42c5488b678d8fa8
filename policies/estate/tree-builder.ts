/** Events of the YAML parser → trees with positions; faults that only the tree shows: duplicate keys, tags, aliases without measure. */
import { EVENT_ID, getScalarValue, SCALAR_STYLE } from 'js-yaml'
import type { Event } from 'js-yaml'
import type { Text } from '../text.ts'
import type { YamlEntry, YamlNode, YamlScalar } from './yaml-node.ts'

/** Something wrong in the text itself; `offset` counts characters from the start of the file. */
export interface YamlFault {
  readonly code: string
  readonly offset: number
  readonly text: Text
}

/** Nodes that aliases of one document may add up to. */
const maxAliasedNodes = 10_000

/** Events → tree. Depth is bounded by the parser. */
export class TreeBuilder {
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
