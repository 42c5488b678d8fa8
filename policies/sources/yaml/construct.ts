/**
 * YAML events → the value that Kubernetes reads, with where each mapping began. Merge keys, duplicate keys and the limit on aliases
 * follow go-yaml v2, except that a key written twice in one mapping is always an error (as in the API server's strict reading):
 * nobody can tell which of the two was meant.
 */
import { COLLECTION_STYLE, EVENT_ID, getScalarValue, SCALAR_STYLE, type Event } from 'js-yaml'

import { keyText, resolvePlain, resolveTagged, ScalarError } from './scalar.ts'

/** A fault at an offset of the text. */
export class YamlFault extends Error {
  readonly offset: number
  constructor(message: string, offset: number) {
    super(message)
    this.offset = offset
  }
}

export interface Constructed {
  readonly value: unknown
  /** Offset at which the value begins; -1 for an empty document. */
  readonly start: number
  /** Offset of each item where the value is a mapping with a list `items` (a Kubernetes list). */
  readonly itemStarts: readonly number[]
  /** Offset of a second document after `...` in the same text, which Kubernetes never reads; -1 without one. */
  readonly ignoredFrom: number
}

interface Anchor {
  /** Nodes in the value, aliases expanded; -1 while it is being read (then an alias to it is a cycle). */
  size: number
  value: unknown
  mapping: boolean
}

type Dictionary = Record<string, unknown>

/**
 * @param source text of one document
 * @param events of js-yaml's parseEvents on that text
 * @throws YamlFault
 */
export function construct(source: string, events: readonly Event[]): Constructed {
  const builder = new Builder(source, events)
  return builder.document()
}

class Builder {
  readonly #source: string
  readonly #events: readonly Event[]
  readonly #anchors = new Map<string, Anchor>()
  readonly #itemStarts: number[] = []
  #at = 0
  #count = 0
  /** How many lists and mappings in brackets are open. */
  #inBrackets = 0
  #aliased = 0
  #depth = 0
  /** Text and tag of the scalar last read: mapping keys need it. */
  #scalarText = ''

  constructor(source: string, events: readonly Event[]) {
    this.#source = source
    this.#events = events
  }

  document(): Constructed {
    if (this.#events.length === 0) return { value: null, start: -1, itemStarts: [], ignoredFrom: -1 }
    this.#at = 1
    const start = this.#startOf(this.#events[1])
    const value = this.#node()
    this.#at++
    const next = this.#events[this.#at + 1]
    const more = next !== undefined && next.type !== EVENT_ID.POP && this.#startOf(next) >= 0
    return { value, start, itemStarts: this.#itemStarts, ignoredFrom: more ? this.#startOf(next) : -1 }
  }

  #startOf(event: Event | undefined): number {
    if (event === undefined) return -1
    switch (event.type) {
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE:
        return event.start
      case EVENT_ID.SCALAR:
        // Quoted and block scalars: the range begins inside the quotes; near enough for a line, exact for plain ones.
        return event.valueStart
      case EVENT_ID.ALIAS:
        return event.anchorStart
      default:
        return -1
    }
  }

  /** Reads the node at #at and leaves #at behind it. */
  #node(): unknown {
    const event = this.#events[this.#at]
    this.#count++
    switch (event?.type) {
      case EVENT_ID.SCALAR:
        this.#at++
        return this.#scalar(event)
      case EVENT_ID.MAPPING:
        return this.#collection(event, true, () => this.#mapping())
      case EVENT_ID.SEQUENCE:
        return this.#collection(event, false, () => this.#sequence())
      case EVENT_ID.ALIAS:
        this.#at++
        return this.#alias(event).value
      default:
        return null
    }
  }

  #scalar(event: Extract<Event, { type: typeof EVENT_ID.SCALAR }>): unknown {
    const text = getScalarValue(this.#source, event)
    this.#scalarText = text
    if (!event.fast && event.style === SCALAR_STYLE.DOUBLE_QUOTED) checkEscapes(this.#source, event.valueStart, event.valueEnd)
    if (this.#inBrackets > 0 && event.style === SCALAR_STYLE.PLAIN && (text.startsWith('?') || text.startsWith(':'))) {
      throw new YamlFault(`inside brackets a value that begins with ${text.charAt(0)} must be quoted`, event.valueStart)
    }
    let value: unknown
    if (event.tagStart >= 0) value = this.#tagged(event, text)
    else value = event.style === SCALAR_STYLE.PLAIN ? resolvePlain(text) : text
    if (typeof value === 'number' && !Number.isFinite(value) && !this.#expectsKey) throw new YamlFault(`${text} is a number that JSON cannot carry`, event.valueStart)
    if (event.anchorStart >= 0) this.#anchors.set(this.#source.slice(event.anchorStart, event.anchorEnd), { size: 1, value, mapping: false })
    return value
  }

  #expectsKey = false

  #tagged(event: Extract<Event, { type: typeof EVENT_ID.SCALAR }>, text: string): unknown {
    if (this.#inBrackets > 0 && event.valueStart < 0) throw new YamlFault('inside brackets a tag must have a value', event.tagStart)
    try {
      return resolveTagged(tagName(this.#source.slice(event.tagStart, event.tagEnd)), text)
    } catch (error) {
      if (error instanceof ScalarError) throw new YamlFault(error.message, event.tagStart)
      throw error
    }
  }

  #collection<T>(event: Extract<Event, { anchorStart: number; start: number }>, mapping: boolean, read: () => T): T {
    this.#at++
    if (event.style !== COLLECTION_STYLE.FLOW) return this.#anchored(event, mapping, read)
    this.#inBrackets++
    const value = this.#anchored(event, mapping, read)
    this.#inBrackets--
    return value
  }

  #anchored<T>(event: Extract<Event, { anchorStart: number; start: number }>, mapping: boolean, read: () => T): T {
    if (event.anchorStart < 0) return read()
    const anchor: Anchor = { size: -1, value: null, mapping }
    this.#anchors.set(this.#source.slice(event.anchorStart, event.anchorEnd), anchor)
    const before = this.#count
    anchor.value = read()
    anchor.size = this.#count - before + 1
    return anchor.value as T
  }

  #sequence(): unknown[] {
    const list: unknown[] = []
    this.#depth++
    while (this.#events[this.#at]?.type !== EVENT_ID.POP) list.push(this.#node())
    this.#depth--
    this.#at++
    return list
  }

  #mapping(): Dictionary {
    const map: Dictionary = {}
    const written = new Set<string>()
    const top = this.#depth === 0
    this.#depth++
    for (let event = this.#events[this.#at]; event !== undefined && event.type !== EVENT_ID.POP; event = this.#events[this.#at]) {
      if (this.#isMerge(event)) {
        this.#at++
        this.#count++
        this.#merge(map)
        continue
      }
      const at = this.#startOf(event)
      const key = this.#key(event)
      if (written.has(key)) throw new YamlFault(`duplicated mapping key ${key}`, at)
      written.add(key)
      const value = top && key === 'items' ? this.#items() : this.#node()
      set(map, key, value)
    }
    this.#depth--
    this.#at++
    return map
  }

  /** The value of a document's own `items`, noting where each item begins. */
  #items(): unknown {
    if (this.#events[this.#at]?.type !== EVENT_ID.SEQUENCE) return this.#node()
    let at = this.#at + 1
    for (let depth = 0; ; at++) {
      const event = this.#events[at]
      if (event === undefined || (event.type === EVENT_ID.POP && depth === 0)) break
      if (event.type === EVENT_ID.POP) depth--
      else {
        if (depth === 0) this.#itemStarts.push(this.#startOf(event))
        if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) depth++
      }
    }
    return this.#node()
  }

  #key(event: Event): string {
    this.#expectsKey = true
    const key = this.#node()
    this.#expectsKey = false
    try {
      return keyText(key, this.#scalarText)
    } catch (error) {
      if (error instanceof ScalarError) throw new YamlFault(error.message, Math.max(0, this.#startOf(event)))
      throw error
    }
  }

  #isMerge(event: Event): boolean {
    if (event.type !== EVENT_ID.SCALAR || event.valueEnd - event.valueStart !== 2 || !this.#source.startsWith('<<', event.valueStart)) return false
    return event.tagStart < 0 ? event.style === SCALAR_STYLE.PLAIN : mergeTags.has(tagName(this.#source.slice(event.tagStart, event.tagEnd)))
  }

  /** go-yaml: of a list the earlier mappings win; against the mapping's own keys whatever stands later wins. */
  #merge(into: Dictionary): void {
    const event = this.#events[this.#at]
    const wrong = (): YamlFault => new YamlFault('map merge requires a mapping or a list of mappings', Math.max(0, this.#startOf(event)))
    if (event?.type !== EVENT_ID.SEQUENCE) {
      assign(into, this.#mergeable(wrong))
      return
    }
    const parts: Dictionary[] = []
    this.#at++
    this.#count++
    while (this.#events[this.#at]?.type !== EVENT_ID.POP) parts.push(this.#mergeable(wrong))
    this.#at++
    for (const part of parts.reverse()) assign(into, part)
  }

  #mergeable(wrong: () => YamlFault): Dictionary {
    const event = this.#events[this.#at]
    const mapping = event?.type === EVENT_ID.ALIAS ? this.#peek(event).mapping : event?.type === EVENT_ID.MAPPING
    const value = this.#node()
    if (!mapping) throw wrong()
    return value as Dictionary
  }

  #peek(event: Extract<Event, { type: typeof EVENT_ID.ALIAS }>): Anchor {
    const name = this.#source.slice(event.anchorStart, event.anchorEnd)
    const anchor = this.#anchors.get(name)
    if (anchor === undefined) throw new YamlFault(`unknown anchor ${name}`, event.anchorStart)
    if (anchor.size < 0) throw new YamlFault(`anchor ${name} contains itself`, event.anchorStart)
    return anchor
  }

  #alias(event: Extract<Event, { type: typeof EVENT_ID.ALIAS }>): Anchor {
    const anchor = this.#peek(event)
    this.#scalarText = typeof anchor.value === 'number' ? String(anchor.value) : ''
    this.#count += anchor.size
    this.#aliased += anchor.size
    if (this.#aliased > 100 && this.#count > 1000 && this.#aliased / this.#count > allowedRatio(this.#count)) {
      throw new YamlFault('document contains excessive aliasing', event.anchorStart)
    }
    return anchor
  }
}

/** go-yaml's limit: aliases may make up 99 % of a small document and 10 % of a large one. */
function allowedRatio(count: number): number {
  if (count <= 400_000) return 0.99
  return count >= 4_000_000 ? 0.1 : 0.99 - (0.89 * (count - 400_000)) / 3_600_000
}

function assign(into: Dictionary, from: Dictionary): void {
  for (const [key, value] of Object.entries(from)) set(into, key, value)
}

/** `__proto__` is a key like any other in YAML; a plain assignment would change the prototype. */
function set(map: Dictionary, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true })
  else map[key] = value
}

/** What go-yaml refuses in double quotes and js-yaml takes: `\\/`, and half a character (also in pairs, as JSON writes emoji). */
function checkEscapes(source: string, from: number, to: number): void {
  for (let at = source.indexOf('\\', from); at >= 0 && at < to; at = source.indexOf('\\', at + 2)) {
    if (source[at + 1] === '/') throw new YamlFault('unknown escape sequence \\/', at)
    if (/^\\(u|U0000)[dD][89a-fA-F]/.test(source.slice(at, at + 8))) throw new YamlFault('a Unicode escape names half a character', at)
  }
}

const mergeTags: ReadonlySet<string> = new Set(['!!merge', 'tag:yaml.org,2002:merge'])

/** `!<tag:yaml.org,2002:int>` → `tag:yaml.org,2002:int`. Declared handles cannot occur: Kubernetes cuts a directive off its document. */
function tagName(written: string): string {
  return written.startsWith('!<') && written.endsWith('>') ? written.slice(2, -1) : written
}
