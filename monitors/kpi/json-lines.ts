/** JSON log lines: one object a line. Names of the usual fields differ from product to product, so the common ones are tried in turn. */
import { isUtf8 } from 'node:buffer'
import { compareNumber, dashIsNothing, findQuery, findSegment, findTargetHost, longestLine, withoutPort, type Fault, type LineReader, type Span } from './line.ts'
import { holds, type Condition } from './failed-when.ts'
import { anyTime } from './time.ts'

/** Tried in this order; the first that is there counts. */
const timeFields = ['time', 'timestamp', '@timestamp', 'ts', 'time_iso8601', 'time_local', 'msec']
const targetFields = ['path', 'request_uri', 'uri', 'url', 'request']
const hostFields = ['host', 'http_host', 'server_name']
const feed = 0x0a

export type JsonObject = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Text of a field: exact name first, then `a.b` into nested objects; undefined where it is absent, null or no plain value. */
export function fieldText(record: JsonObject, name: string): string | undefined {
  let value: unknown = Object.hasOwn(record, name) ? record[name] : undefined
  if (value === undefined && name.includes('.')) {
    value = record
    for (const part of name.split('.')) value = isObject(value) && Object.hasOwn(value, part) ? value[part] : undefined
  }
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

/** Reads lines; `take` gives it objects that came by another way (OTLP, NDJSON over HTTP). */
export interface JsonReader extends LineReader {
  take(record: JsonObject): void
}

export function jsonReader(): JsonReader {
  let record: JsonObject = {}
  let scratch = Buffer.alloc(256)

  const reader: JsonReader = {
    fault: null,
    time: NaN,
    read(b, start) {
      const end = b.indexOf(feed, start)
      const next = end + 1
      reader.fault = null
      if (end - start > longestLine) reader.fault = 'too-long'
      else reader.fault = parse(b, start, end)
      return next
    },
    take(given) {
      record = given
      reader.fault = null
      reader.time = NaN
      for (const name of timeFields) {
        const value = given[name]
        if (value === undefined || value === null) continue
        reader.time = anyTime(value)
        if (Number.isNaN(reader.time)) reader.fault = 'time'
        return
      }
    },
    find(source, span) {
      if (source.from === 'field') put(source.name === 'host' ? first(hostFields) : fieldText(record, source.name), span)
      else {
        put(target(), span)
        if (source.from === 'path') findSegment(span, source.segment)
        else findQuery(span, Buffer.from(source.name))
      }
      if (source.from === 'field' && source.name === 'host' && span.bytes.indexOf(0x2f, span.start) >= 0) findTargetHost(span)
      if (source.from === 'field' && source.name === 'host' && span.end > span.start) withoutPort(span)
      dashIsNothing(span)
    },
    failed(conditions) {
      let judged = false
      for (const condition of conditions) {
        const found = fieldText(record, condition.field)
        if (found === undefined) continue
        const answer = judge(condition, found)
        if (answer === true) return true
        judged ||= answer !== null
      }
      return judged ? false : null
    },
  }

  function parse(b: Uint8Array, start: number, end: number): Fault | null {
    const line = Buffer.from(b.buffer, b.byteOffset + start, end - start)
    if (line.length === 0 || (line.length === 1 && line[0] === 0x0d)) return 'empty'
    if (!isUtf8(line)) return 'encoding'
    let value: unknown
    try {
      value = JSON.parse(line.toString('utf8'))
    } catch {
      return line.at(-1) === 0x7d || (line.at(-1) === 0x0d && line.at(-2) === 0x7d) || line[0] !== 0x7b ? 'json' : 'truncated'
    }
    if (!isObject(value)) return 'json'
    reader.take(value)
    return reader.fault
  }

  /** `"GET /portal HTTP/1.1"` of $request, or the target itself. */
  function target(): string | undefined {
    const text = first(targetFields)
    const words = text?.split(' ') ?? []
    return words.length > 1 ? words[1] : text
  }

  function first(names: readonly string[]): string | undefined {
    for (const name of names) {
      const text = fieldText(record, name)
      if (text !== undefined && text !== '') return text
    }
    return undefined
  }

  /** Text as bytes of a buffer used again for each value: who keeps it copies it. */
  function put(text: string | undefined, span: Span): void {
    span.start = 0
    span.end = 0
    if (text === undefined || text === '') return
    if (text.length * 3 > scratch.length) scratch = Buffer.alloc(text.length * 3)
    span.bytes = scratch
    span.end = scratch.write(text, 'utf8')
  }
  return reader
}

/** A status must be a number to be judged. */
function judge(condition: Condition, found: string): boolean | null {
  if (condition.field !== 'status' || condition.number === null) return holds(condition, found)
  const status = found.trim() === '' ? NaN : Number(found)
  return Number.isNaN(status) ? null : compareNumber(status, condition.operator, condition.number)
}
