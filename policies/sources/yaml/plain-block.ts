/**
 * The YAML that tools write, read in one pass: block mappings and lists, one-line scalars, literal blocks, small flow collections.
 * Whatever is not certainly that (anchors, tags, escapes, folding, tabs, anything odd or wrong) makes it give up, and the
 * full parser reads the document instead; so this file decides no rule of YAML. Three times as fast on large inputs.
 */
import type { Constructed } from './construct.ts'
import { inKey, startsPlain, unusual } from './plain-characters.ts'
import { finite, giveUp, readPlainFlow } from './plain-flow.ts'
import { resolvePlain } from './scalar.ts'

type Dictionary = Record<string, unknown>

const space = 32
const newline = 10
const hash = 35
const dash = 45
const colon = 58

const deepest = 60

/** @returns what construct() gives for the same text, or null where the full parser is needed */
export function readPlainBlock(text: string): Constructed | null {
  if (unusual.test(text)) return null
  try {
    return new Reader(text).document()
  } catch (error) {
    if (error === giveUp) return null
    throw error
  }
}

class Reader {
  readonly #text: string
  readonly #length: number
  /** Offset of the content of the current line, its column, and the end of the line. */
  #at = 0
  #column = 0
  #end = 0
  /** Offset at which the value last read began. */
  #start = -1
  #depth = 0
  readonly #itemStarts: number[] = []

  constructor(text: string) {
    this.#text = text
    this.#length = text.length
  }

  document(): Constructed {
    this.#nextLine(0)
    if (this.#column < 0) return { value: null, start: -1, itemStarts: [], ignoredFrom: -1 }
    const start = this.#at
    if (!this.#atKey()) throw giveUp
    const value = this.#mapping(this.#column, true)
    if (this.#column >= 0) throw giveUp
    return { value, start, itemStarts: this.#itemStarts, ignoredFrom: -1 }
  }

  /** Moves to the next line with content, from an offset at the start of a line; column -1 at the end of the text. */
  #nextLine(from: number): void {
    const text = this.#text
    let start = from
    while (start < this.#length) {
      let at = start
      while (text.charCodeAt(at) === space) at++
      const c = text.charCodeAt(at)
      if (c !== newline && c !== hash && at < this.#length) {
        this.#at = at
        this.#column = at - start
        const end = text.indexOf('\n', at)
        this.#end = end < 0 ? this.#length : end
        return
      }
      if (at >= this.#length) break
      const end = c === newline ? at : text.indexOf('\n', at)
      if (end < 0) break
      start = end + 1
    }
    this.#at = this.#end = this.#length
    this.#column = -1
  }

  /** Whether `- ` (or a dash that ends the line) stands at the offset. */
  #isDash(at: number): boolean {
    if (this.#text.charCodeAt(at) !== dash) return false
    const next = at + 1 >= this.#end ? newline : this.#text.charCodeAt(at + 1)
    return next === space || next === newline
  }

  /** Whether a key of this file's kind stands at #at. */
  #atKey(): boolean {
    return this.#keyEnd() >= 0
  }

  /** Offset of the colon behind the key at #at, or -1. */
  #keyEnd(): number {
    const text = this.#text
    let at = this.#at
    const first = text.charCodeAt(at)
    if (first === 34 || first === 39) {
      at = text.indexOf(first === 34 ? '"' : "'", at + 1) + 1
      if (at <= 0 || at > this.#end) return -1
    } else {
      while (at < this.#end) {
        const c = text.charCodeAt(at)
        if (c >= 128 || inKey[c] === 0) break
        at++
      }
      if (at === this.#at || this.#isDash(this.#at)) return -1
    }
    if (text.charCodeAt(at) !== colon || at >= this.#end) return -1
    return at + 1 === this.#end || text.charCodeAt(at + 1) === space ? at : -1
  }

  #key(colonAt: number): string {
    const first = this.#text.charCodeAt(this.#at)
    if (first === 34 || first === 39) {
      const key = this.#text.slice(this.#at + 1, colonAt - 1)
      if (key.includes('\\')) throw giveUp
      return key
    }
    const key = this.#text.slice(this.#at, colonAt)
    // `on`, `1.5`, `null` are no strings to YAML 1.1; what begins with a dash is looked at by the full parser.
    if (first === dash || resolvePlain(key) !== key) throw giveUp
    return key
  }

  /** Reads from the key at #at to the last line of the mapping; leaves the line behind it current. */
  #mapping(column: number, root: boolean): Dictionary {
    if (++this.#depth > deepest) throw giveUp
    const start = this.#at
    const map: Dictionary = {}
    do {
      const colonAt = this.#keyEnd()
      if (colonAt < 0) throw giveUp
      const key = this.#key(colonAt)
      if (key === '__proto__' || Object.hasOwn(map, key)) throw giveUp
      map[key] = this.#value(colonAt + 1, column, true, root && key === 'items')
    } while (this.#column === column)
    if (this.#column > column) throw giveUp
    this.#depth--
    this.#start = start
    return map
  }

  #sequence(column: number, noteStarts: boolean): unknown[] {
    if (++this.#depth > deepest) throw giveUp
    const start = this.#at
    const list: unknown[] = []
    do {
      const dashAt = this.#at
      if (!this.#isDash(dashAt)) break
      this.#start = -1
      list.push(this.#item(dashAt, column))
      if (noteStarts) this.#itemStarts.push(this.#start)
    } while (this.#column === column)
    if (this.#column > column) throw giveUp
    this.#depth--
    this.#start = start
    return list
  }

  #item(dashAt: number, column: number): unknown {
    let at = dashAt + 1
    while (at < this.#end && this.#text.charCodeAt(at) === space) at++
    if (at < this.#end && this.#text.charCodeAt(at) !== hash) {
      this.#at = at
      const inner = column + at - dashAt
      if (this.#isDash(at)) return this.#sequence(inner, false)
      if (this.#atKey()) {
        this.#column = inner
        return this.#mapping(inner, false)
      }
    }
    return this.#value(dashAt + 1, column, false, false)
  }

  /**
   * The value behind a colon or a dash.
   * @param column of the mapping or list that it stands in
   * @param ofKey a list may then stand at the same column
   */
  #value(from: number, column: number, ofKey: boolean, noteStarts: boolean): unknown {
    const text = this.#text
    let at = from
    while (at < this.#end && text.charCodeAt(at) === space) at++
    const c = at >= this.#end ? newline : text.charCodeAt(at)
    if (c === newline || c === hash) {
      if (c === hash && text.charCodeAt(at - 1) !== space) throw giveUp
      this.#nextLine(this.#end + 1)
      return this.#nested(column, ofKey, noteStarts)
    }
    this.#start = at
    let value: unknown
    if (c === 34 || c === 39) value = this.#quoted(at)
    else if (c === 91 || c === 123) value = this.#flow(at)
    else if (c === 124) return this.#literal(at, column)
    else value = this.#plain(at, c)
    const start = this.#start
    // A line further right would go on with the scalar, or is wrong.
    this.#nextLine(this.#end + 1)
    if (this.#column > column) throw giveUp
    this.#start = start
    return value
  }

  #nested(column: number, ofKey: boolean, noteStarts: boolean): unknown {
    const dashHere = this.#column >= 0 && this.#isDash(this.#at)
    if (this.#column > column) {
      if (dashHere) return this.#sequence(this.#column, noteStarts)
      if (!this.#atKey()) throw giveUp
      return this.#mapping(this.#column, false)
    }
    // A list at the column of its key ends at the next key there.
    if (ofKey && dashHere && this.#column === column) return this.#sequence(column, noteStarts)
    this.#start = -1
    return null
  }

  #plain(at: number, first: number): unknown {
    const text = this.#text
    if (first < 128 ? startsPlain[first] === 0 && first !== dash : first < 160) throw giveUp
    if (first === dash && (this.#isDash(at) || text.startsWith('--', at))) throw giveUp
    let end = this.#end
    for (let i = at + 1; i < end; i++) {
      const c = text.charCodeAt(i)
      if (c === colon && (i + 1 === end || text.charCodeAt(i + 1) === space)) throw giveUp
      if (c === hash && text.charCodeAt(i - 1) === space) end = i
    }
    while (text.charCodeAt(end - 1) === space) end--
    return finite(resolvePlain(text.slice(at, end)))
  }

  #quoted(at: number): string {
    const quote = this.#text[at] ?? ''
    const end = this.#text.indexOf(quote, at + 1)
    if (end < 0 || end >= this.#end) throw giveUp
    const value = this.#text.slice(at + 1, end)
    if (quote === '"' && value.includes('\\')) throw giveUp
    this.#nothingMore(end + 1)
    return value
  }

  /** After a value only white space or a comment may stand (`''` inside single quotes ends here as well). */
  #nothingMore(from: number): void {
    let at = from
    while (at < this.#end && this.#text.charCodeAt(at) === space) at++
    if (at < this.#end && (this.#text.charCodeAt(at) !== hash || at === from)) throw giveUp
  }

  #literal(at: number, column: number): string {
    const text = this.#text
    let header = at + 1
    const chomp = text[header]
    if (chomp === '-' || chomp === '+') header++
    while (header < this.#end && text.charCodeAt(header) === space) header++
    if (header < this.#end) throw giveUp
    const lines: string[] = []
    let indent = -1
    let from = this.#end + 1
    while (from < this.#length) {
      const stop = text.indexOf('\n', from)
      const end = stop < 0 ? this.#length : stop
      let first = from
      while (first < end && text.charCodeAt(first) === space) first++
      if (first === end) {
        if ((indent < 0 || stop < 0) && first > from) throw giveUp
        lines.push(indent < 0 ? '' : text.slice(Math.min(from + indent, end), end))
      } else {
        if (indent < 0) {
          if (first - from <= column) break
          indent = first - from
        }
        if (first - from < indent) break
        lines.push(text.slice(from + indent, end))
      }
      from = end + 1
    }
    if (indent < 0) throw giveUp
    this.#nextLine(from)
    if (this.#column > column) throw giveUp
    this.#start = at
    let content = lines.join('\n')
    if (chomp === '+') return `${content}\n`
    let last = content.length
    while (last > 0 && content.charCodeAt(last - 1) === newline) last--
    content = content.slice(0, last)
    return chomp === '-' || content === '' ? content : `${content}\n`
  }

  /** `[a, "b"]`, `{a: b}`, nested, all on one line. */
  #flow(at: number): unknown {
    const { value, end } = readPlainFlow(this.#text, at, this.#end)
    this.#nothingMore(end)
    return value
  }
}
