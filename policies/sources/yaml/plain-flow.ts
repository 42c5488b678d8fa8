/** Small flow collections on one line, as tools write them: `[ALL]`, `{cpu: 500m, memory: 256Mi}`. Gives up on anything else. */
import { resolvePlain } from './scalar.ts'

/** One for all, so that it costs no stack trace. Thrown by the plain readers and caught in readPlainBlock only: the document needs the full parser. */
export const giveUp = new Error('not plain')

/** JSON carries no NaN and no infinity: the full parser words the refusal. */
export function finite(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw giveUp
  return value
}

interface Found {
  readonly value: unknown
  /** Offset behind the value. */
  readonly end: number
}

const space = 32
const comma = 44
const colon = 58
const deepest = 30

/**
 * @param at offset of the opening bracket
 * @param lineEnd offset at which the line ends
 * @throws giveUp
 */
export function readPlainFlow(text: string, at: number, lineEnd: number): Found {
  return value(text, at, lineEnd, 0)
}

function value(text: string, at: number, lineEnd: number, depth: number): Found {
  if (depth > deepest) throw giveUp
  const c = text.charCodeAt(at)
  if (c === 91) return list(text, at, lineEnd, depth)
  if (c === 123) return map(text, at, lineEnd, depth)
  return c === 34 || c === 39 ? quoted(text, at, lineEnd) : plain(text, at)
}

function quoted(text: string, at: number, lineEnd: number): Found {
  const quote = text[at] ?? ''
  const end = text.indexOf(quote, at + 1)
  if (end < 0 || end >= lineEnd || text[end + 1] === quote) throw giveUp
  const inside = text.slice(at + 1, end)
  if (quote === '"' && inside.includes('\\')) throw giveUp
  return { value: inside, end: end + 1 }
}

const word = /[A-Za-z0-9_./][A-Za-z0-9_./@=+-]*(?::[A-Za-z0-9_./@=+-]+)*/y

function plain(text: string, at: number): Found {
  word.lastIndex = at
  const found = word.exec(text)?.[0]
  if (found === undefined) throw giveUp
  return { value: finite(resolvePlain(found)), end: at + found.length }
}

function list(text: string, at: number, lineEnd: number, depth: number): Found {
  const items: unknown[] = []
  let next = skip(text, at + 1, lineEnd)
  while (text.charCodeAt(next) !== 93) {
    const item = value(text, next, lineEnd, depth + 1)
    items.push(item.value)
    next = separator(text, item.end, lineEnd, 93)
  }
  return { value: items, end: next + 1 }
}

function map(text: string, at: number, lineEnd: number, depth: number): Found {
  const object: Record<string, unknown> = {}
  let next = skip(text, at + 1, lineEnd)
  while (text.charCodeAt(next) !== 125) {
    const key = value(text, next, lineEnd, deepest)
    if (typeof key.value !== 'string' || key.value === '__proto__' || Object.hasOwn(object, key.value)) throw giveUp
    if (text.charCodeAt(key.end) !== colon || text.charCodeAt(key.end + 1) !== space) throw giveUp
    const item = value(text, skip(text, key.end + 1, lineEnd), lineEnd, depth + 1)
    object[key.value] = item.value
    next = separator(text, item.end, lineEnd, 125)
  }
  return { value: object, end: next + 1 }
}

/** Offset of the next character that is no space, on the same line. */
function skip(text: string, from: number, lineEnd: number): number {
  let at = from
  while (text.charCodeAt(at) === space) at++
  if (at >= lineEnd) throw giveUp
  return at
}

/** Behind a member: the closing bracket, or a comma and another member. */
function separator(text: string, from: number, lineEnd: number, closing: number): number {
  const at = skip(text, from, lineEnd)
  const c = text.charCodeAt(at)
  if (c === closing) return at
  if (c !== comma) throw giveUp
  const next = skip(text, at + 1, lineEnd)
  if (text.charCodeAt(next) === closing) throw giveUp
  return next
}
