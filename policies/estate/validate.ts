/**
 * A document against its schema: every fault with its place, what was found, what is allowed and the nearest valid word.
 * An interpreter of the part of JSON Schema that the estate's schemas use; ajv gives the same verdict (a test holds that), but costs
 * 60 ms to load and more to compile, and cannot name places in the text.
 */
import { nearest } from '../nearest.ts'
import type { Text } from '../text.ts'
import { formatOf } from './formats.ts'
import { foundText, listText, maxLetters, typeText } from './found-text.ts'
import type { Path, YamlList, YamlMap, YamlNode } from './yaml-node.ts'

/** The keywords in use. TypeBox's schemas are assignable to it. */
export interface JsonSchema {
  readonly type?: string
  readonly description?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | JsonSchema
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>
  readonly items?: JsonSchema
  readonly minItems?: number
  readonly maxItems?: number
  readonly anyOf?: readonly JsonSchema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly pattern?: string
  readonly format?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
}

export interface SchemaFault {
  readonly code: string
  readonly offset: number
  readonly path: Path
  readonly text: Text
  readonly suggestion?: string
}

/** @returns every fault, in document order of the places; empty = valid */
export function validate(schema: JsonSchema, root: YamlNode): readonly SchemaFault[] {
  const trace = new Trace([])
  visit(schema, root, trace)
  return trace.faults
}

/** Where the walk is, and what it found. The path is copied only when there is something to tell. */
class Trace {
  readonly faults: SchemaFault[] = []
  readonly path: (string | number)[]

  constructor(path: Path) {
    this.path = [...path]
  }

  add(code: string, offset: number, text: Text, suggestion?: string): void {
    this.faults.push({ code, offset, path: [...this.path], text, ...(suggestion === undefined ? {} : { suggestion }) })
  }

  /** Walks into a field or an item. */
  into(step: string | number, schema: JsonSchema, node: YamlNode): void {
    this.path.push(step)
    visit(schema, node, this)
    this.path.pop()
  }
}

function visit(schema: JsonSchema, node: YamlNode, trace: Trace): void {
  if (schema.anyOf !== undefined) visitVariants(schema.anyOf, schema, node, trace)
  else if ('const' in schema) visitWords([schema.const], node, trace)
  else if (schema.enum !== undefined) visitWords(schema.enum, node, trace)
  else if (!hasType(schema.type, node)) trace.add('wrong-type', node.start, typeText(schema, node))
  else if (node.type === 'map') visitMap(schema, node, trace)
  else if (node.type === 'list') visitList(schema, node, trace)
  else if (typeof node.value === 'string') visitString(schema, node.value, node.start, trace)
  else if (typeof node.value === 'number') visitNumber(schema, node.value, node.start, trace)
}

function hasType(type: string | undefined, node: YamlNode): boolean {
  switch (type) {
    case 'object': return node.type === 'map'
    case 'array': return node.type === 'list'
    case 'string': case 'boolean': return node.type === 'scalar' && typeof node.value === type
    case 'number': return node.type === 'scalar' && typeof node.value === 'number' && Number.isFinite(node.value)
    case 'integer': return node.type === 'scalar' && Number.isInteger(node.value)
    default: throw new Error(`schema type ${String(type)} is not known to policies/estate/validate.ts`)
  }
}

function visitWords(words: readonly unknown[], node: YamlNode, trace: Trace): void {
  if (node.type === 'scalar' && words.includes(node.value)) return
  const allowed = words.map(String)
  const word = node.type === 'scalar' && typeof node.value === 'string' ? node.value.slice(0, maxWord) : ''
  const near = nearest(word, allowed)
  const found = foundText(node)
  const fix = near === undefined ? { zh: '', en: '' } : { zh: `，是否指 ${near}`, en: `, did you mean ${near}?` }
  trace.add(
    'not-allowed', node.start,
    { zh: `不允许 ${found.zh}${fix.zh}；可用：${listText(allowed).zh}`, en: `${found.en} is not allowed${fix.en}; allowed: ${listText(allowed).en}` }, near,
  )
}

/** Longer words are no typo of anything, and comparing them is slow. */
const maxWord = 100

function visitMap(schema: JsonSchema, node: YamlMap, trace: Trace): void {
  const { properties = {}, patternProperties } = schema
  const pattern = patternProperties === undefined ? undefined : Object.entries(patternProperties)[0]
  for (const { key, keyStart, node: child } of node.entries) {
    const property = Object.hasOwn(properties, key) ? properties[key] : pattern !== undefined && regex(pattern[0]).test(key) ? pattern[1] : undefined
    if (property !== undefined) trace.into(key, property, child)
    else if (schema.additionalProperties === false) trace.faults.push(unknownKey(key, keyStart, [...trace.path], Object.keys(properties), pattern?.[0]))
  }
  for (const key of schema.required ?? []) {
    if (node.entries.some((e) => e.key === key)) continue
    const about = properties[key]?.description
    trace.add('missing-key', node.start, { zh: `缺少字段“${key}”${about === undefined ? '' : `（${about}）`}`, en: `the field "${key}" is missing` })
  }
}

export function unknownKey(key: string, offset: number, path: Path, allowed: readonly string[], pattern?: string): SchemaFault {
  if (allowed.length === 0 && pattern !== undefined)
    return { code: 'unknown-key', offset, path, text: { zh: `键 ${JSON.stringify(key).slice(0, 80)} 的写法不对；应匹配 ${pattern}`, en: `the key ${JSON.stringify(key).slice(0, 80)} is malformed; it must match ${pattern}` } }
  const near = nearest(key.slice(0, maxWord), allowed)
  const shown = JSON.stringify(key).slice(0, 80)
  const merge = key === '<<' ? { zh: '；不支持合并键 <<', en: '; merge keys (<<) are not supported' } : { zh: '', en: '' }
  return {
    code: 'unknown-key', offset, path,
    text: {
      zh: `未知字段 ${shown}${near === undefined ? '' : `，是否指 ${near}`}${merge.zh}；可用：${listText(allowed).zh}`,
      en: `unknown field ${shown}${near === undefined ? '' : `, did you mean ${near}?`}${merge.en}; allowed: ${listText(allowed).en}`,
    },
    ...(near === undefined ? {} : { suggestion: near }),
  }
}

function visitList(schema: JsonSchema, { items, start }: YamlList, trace: Trace): void {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, items: item } = schema
  if (items.length < minItems) trace.add('too-few-items', start, { zh: `至少要 ${minItems} 项，现有 ${items.length} 项`, en: `needs at least ${minItems} item(s), has ${items.length}` })
  if (items.length > maxItems) trace.add('too-many-items', start, { zh: `最多 ${maxItems} 项，现有 ${items.length} 项`, en: `takes at most ${maxItems} items, has ${items.length}` })
  else if (item !== undefined) for (let i = 0; i < items.length; i++) trace.into(i, item, items[i] ?? emptyNode)
}

const emptyNode: YamlNode = { type: 'scalar', start: 0, size: 1, value: null, raw: '' }

function visitString(schema: JsonSchema, text: string, start: number, trace: Trace): void {
  const format = schema.format === undefined ? undefined : formatOf(schema.format)
  if (schema.format !== undefined && format === undefined) throw new Error(`format ${schema.format} is not known to policies/estate/formats.ts`)
  const limit = Math.min(schema.maxLength ?? maxLetters, format?.maxLength ?? maxLetters)
  const letters = text.length <= limit && text.length >= 2 * (schema.minLength ?? 0) ? text.length : codePoints(text)
  if (letters > limit) {
    trace.add('too-long', start, { zh: `最长 ${limit} 个字符，现有 ${letters} 个`, en: `takes at most ${limit} characters, has ${letters}` })
    return
  }
  if (letters < (schema.minLength ?? 0)) trace.add('too-short', start, { zh: `至少 ${schema.minLength ?? 0} 个字符，现有 ${letters} 个`, en: `needs at least ${schema.minLength ?? 0} characters, has ${letters}` })
  if (schema.pattern !== undefined && !regex(schema.pattern).test(text)) {
    const about = schema.description === undefined ? '' : `（${schema.description}）`
    const shown = shownText(text)
    trace.add('bad-format', start, { zh: `${shown} 的写法不对${about}；${patternText(schema.pattern).zh}`, en: `${shown} is malformed; ${patternText(schema.pattern).en}` })
  }
  const fault = format?.fault(text) ?? null
  if (fault !== null) trace.add('bad-format', start, { zh: `${shownText(text)} ${fault.zh}`, en: `${shownText(text)}: ${fault.en}` })
}

const shownText = (text: string): string => JSON.stringify(text.slice(0, 80))

/** As JSON Schema counts: a character beyond U+FFFF is one. */
const codePoints = (text: string): number => text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0)

function visitNumber(schema: JsonSchema, value: number, start: number, trace: Trace): void {
  const bounds: string[] = []
  let outside = false
  const bound = (limit: number | undefined, sign: string, holds: (limit: number) => boolean): void => {
    if (limit === undefined) return
    bounds.push(`${sign} ${limit}`)
    if (!holds(limit)) outside = true
  }
  bound(schema.minimum, '≥', (l) => value >= l)
  bound(schema.exclusiveMinimum, '>', (l) => value > l)
  bound(schema.maximum, '≤', (l) => value <= l)
  bound(schema.exclusiveMaximum, '<', (l) => value < l)
  if (outside) trace.add('out-of-range', start, { zh: `${value} 超出范围；应 ${bounds.join(' 且 ')}`, en: `${value} is out of range; must be ${bounds.join(' and ')}` })
}

/** One of several forms: the faults are told against the form that the writer meant. */
function visitVariants(variants: readonly JsonSchema[], schema: JsonSchema, node: YamlNode, trace: Trace): void {
  const trials: Trial[] = []
  for (const variant of variants) {
    const trial = new Trace(trace.path)
    visit(variant, node, trial)
    if (trial.faults.length === 0) return
    trials.push({ variant, found: trial.faults })
  }
  if (variants.every((v) => 'const' in v)) {
    visitWords(variants.map((v) => v.const), node, trace)
    return
  }
  if (node.type === 'map') {
    trace.faults.push(...mapVariant(trials, node, trace.path))
    return
  }
  const [first, ...more] = trials.filter(({ variant }) => hasType(variant.type, node))
  if (first === undefined) trace.add('wrong-type', node.start, typeText({ ...schema, type: variants.map((v) => v.type ?? '').join('|') }, node))
  else if (more.length === 0) trace.faults.push(...first.found)
  // Two forms of one type (a date or an instant): what both want, once.
  else {
    const faults = [first, ...more].flatMap((t) => t.found.slice(0, 1))
    trace.add('bad-format', node.start, { zh: faults.map((f) => f.text.zh).join('；或'), en: faults.map((f) => f.text.en).join('; or ') })
  }
}

interface Trial { readonly variant: JsonSchema; readonly found: readonly SchemaFault[] }

function mapVariant(trials: readonly Trial[], node: YamlMap, path: Path): readonly SchemaFault[] {
  const constants = [...new Set(trials.flatMap(({ variant }) => Object.entries(variant.properties ?? {}).filter(([, p]) => 'const' in p && typeof p.const === 'string').map(([key]) => key)))]
  const [tag] = constants
  if (tag !== undefined) {
    const chosen = node.entries.find((e) => e.key === tag)
    if (chosen === undefined) return trials[0]?.found.filter((f) => f.code === 'missing-key' && f.text.en.includes(`"${tag}"`)) ?? []
    const match = trials.find(({ variant }) => chosen.node.type === 'scalar' && variant.properties?.[tag]?.const === chosen.node.value)
    if (match !== undefined) return match.found
    const found = new Trace([...path, tag])
    visit({ enum: trials.map(({ variant }) => variant.properties?.[tag]?.const) }, chosen.node, found)
    return found.faults
  }
  // Forms of one key each: {system: …} or {gradingObject: …}.
  const keys = [...new Set(trials.flatMap(({ variant }) => Object.keys(variant.properties ?? {})))]
  const unknown = node.entries.filter((e) => !keys.includes(e.key))
  if (unknown.length > 0) return unknown.map((e) => unknownKey(e.key, e.keyStart, [...path], keys))
  const [only] = node.entries
  if (node.entries.length === 1 && only !== undefined) return trials.find(({ variant }) => variant.properties !== undefined && Object.hasOwn(variant.properties, only.key))?.found ?? []
  const text = { zh: `须写且只写一个字段：${listText(keys).zh}；现有 ${node.entries.length} 个`, en: `exactly one field must stand here: ${listText(keys).en}; there are ${node.entries.length}` }
  return [{ code: 'one-key-only', offset: node.start, path: [...path], text }]
}

const regexes = new Map<string, RegExp>()

function regex(pattern: string): RegExp {
  let compiled = regexes.get(pattern)
  if (compiled === undefined) regexes.set(pattern, (compiled = new RegExp(pattern, 'u')))
  return compiled
}

function patternText(pattern: string): Text {
  if (pattern === '^[a-z][a-z0-9]*(-[a-z0-9]+)*$')
    return { zh: '应以小写字母开头，只含小写字母、数字和单个连字符', en: 'begin with a lower-case letter; lower-case letters, digits and single hyphens only' }
  return { zh: `应匹配 ${pattern}`, en: `it must match ${pattern}` }
}
