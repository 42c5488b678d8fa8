/**
 * What OpenTelemetry SDKs send (opentelemetry-proto 1.x, trace and logs), protobuf and JSON, as records with the fields of a JSON log line:
 * time, system (`service.name`), user (`enduser.id`, `user.id`), status, path, host; every attribute under its own name beside them.
 * A transaction is a server span, or a log record that tells an HTTP status.
 */
import type { JsonObject } from '../json-lines.ts'
import { bytesOf, fields, messages } from './wire.ts'

/** SPAN_KIND_SERVER and STATUS_CODE_ERROR of the proto. */
const server = 2
const errorStatus = 2
const text = new TextDecoder()
type Attributes = Record<string, unknown>
const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)
const objects = (value: unknown): readonly JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : [])

export type Signal = 'traces' | 'logs'

/** @throws Error where the message is broken */
export function protobufRecords(body: Uint8Array, signal: Signal): readonly JsonObject[] {
  const records: JsonObject[] = []
  for (const group of messages(body, 1)) {
    const resource: Attributes = {}
    for (const message of messages(group, 1)) readAttributes(message, 1, resource)
    for (const scope of messages(group, 2)) {
      for (const item of messages(scope, 2)) {
        const record = signal === 'traces' ? spanRecord(item, resource) : logRecord(item, resource)
        if (record !== null) records.push(record)
      }
    }
  }
  return records
}

function spanRecord(span: Uint8Array, resource: Attributes): JsonObject | null {
  const own: Attributes = {}
  let [kind, end, status] = [0, NaN, 0]
  for (const field of fields(span)) {
    if (field.number === 6) kind = field.value
    else if (field.number === 8) end = field.value
    else if (field.number === 9) keyValue(bytesOf(field), own)
    else if (field.number === 15) for (const part of fields(bytesOf(field))) if (part.number === 3) status = part.value
  }
  return kind === server ? common(own, resource, end, status === errorStatus) : null
}

function logRecord(log: Uint8Array, resource: Attributes): JsonObject | null {
  const own: Attributes = {}
  let [time, observed] = [0, 0]
  for (const field of fields(log)) {
    if (field.number === 1) time = field.value
    else if (field.number === 11) observed = field.value
    else if (field.number === 6) keyValue(bytesOf(field), own)
    else if (field.number === 5) {
      const body = anyValue(bytesOf(field), 0)
      if (isObject(body)) for (const [name, value] of Object.entries(body)) own[name] ??= value
    }
  }
  return hasStatus(own) ? common(own, resource, time === 0 ? observed : time, false) : null
}

function readAttributes(message: Uint8Array, number: number, into: Attributes): void {
  for (const pair of messages(message, number)) keyValue(pair, into)
}

function keyValue(pair: Uint8Array, into: Attributes, depth = 0): void {
  let key = ''
  let value: unknown
  for (const field of fields(pair)) {
    if (field.number === 1) key = text.decode(bytesOf(field))
    else if (field.number === 2) value = anyValue(bytesOf(field), depth)
  }
  Object.defineProperty(into, key, { value, enumerable: true, writable: true, configurable: true })
}

/** AnyValue; arrays and bytes are no use to us. */
function anyValue(value: Uint8Array, depth: number): unknown {
  for (const field of fields(value)) {
    if (field.number === 1) return text.decode(bytesOf(field))
    if (field.number === 2) return field.value !== 0
    if (field.number === 3) return field.value
    if (field.number === 4) return field.double
    if (field.number !== 6 || depth > 8) return undefined
    const list: Attributes = {}
    for (const pair of messages(bytesOf(field), 1)) keyValue(pair, list, depth + 1)
    return list
  }
  return undefined
}

/** The same from OTLP's JSON mapping (64-bit numbers are text, names are lowerCamelCase). @throws Error where it is no such object */
export function jsonRecords(body: string, signal: Signal): readonly JsonObject[] {
  const value: unknown = JSON.parse(body)
  const groups = isObject(value) ? value[signal === 'traces' ? 'resourceSpans' : 'resourceLogs'] : undefined
  if (!Array.isArray(groups)) throw new Error(`应有 ${signal === 'traces' ? 'resourceSpans' : 'resourceLogs'} 数组 / an array ${signal === 'traces' ? 'resourceSpans' : 'resourceLogs'} is expected`)
  return objects(groups).flatMap((group) => {
    const resource = jsonAttributes(isObject(group['resource']) ? group['resource']['attributes'] : undefined)
    return objects(group[signal === 'traces' ? 'scopeSpans' : 'scopeLogs']).flatMap((scope) =>
      objects(scope[signal === 'traces' ? 'spans' : 'logRecords']).flatMap((item) => {
        const own = jsonAttributes(item['attributes'])
        if (signal === 'traces') {
          const status = isObject(item['status']) ? item['status']['code'] : undefined
          return item['kind'] === server || item['kind'] === 'SPAN_KIND_SERVER' ? [common(own, resource, Number(item['endTimeUnixNano']), status === errorStatus || status === 'STATUS_CODE_ERROR')] : []
        }
        const inBody = isObject(item['body']) ? jsonValue(item['body']) : undefined
        if (isObject(inBody)) for (const [name, field] of Object.entries(inBody)) own[name] ??= field
        const time = Number(item['timeUnixNano'] ?? 0)
        return hasStatus(own) ? [common(own, resource, time === 0 ? Number(item['observedTimeUnixNano'] ?? 0) : time, false)] : []
      }),
    )
  })
}

function jsonAttributes(list: unknown): Attributes {
  return Object.fromEntries(objects(list).map(({ key, value }) => [String(key), isObject(value) ? jsonValue(value) : undefined]))
}

function jsonValue(value: JsonObject): unknown {
  const { stringValue, boolValue, intValue, doubleValue, kvlistValue } = value
  if (isObject(kvlistValue)) return jsonAttributes(kvlistValue['values'])
  return stringValue ?? boolValue ?? (intValue === undefined ? undefined : Number(intValue)) ?? doubleValue
}

const hasStatus = (own: Attributes): boolean => own['http.response.status_code'] !== undefined || own['http.status_code'] !== undefined || own['status'] !== undefined

/** Names by OpenTelemetry's semantic conventions, the older ones after the present ones. A span without an HTTP status went well unless it says ERROR. */
function common(own: Attributes, resource: Attributes, nanoseconds: number, error: boolean): JsonObject {
  const status = own['http.response.status_code'] ?? own['http.status_code'] ?? own['status'] ?? 200
  return {
    ...resource,
    ...own,
    time: nanoseconds,
    system: own['system'] ?? resource['service.name'],
    user: own['user'] ?? own['enduser.id'] ?? own['user.id'],
    status: error && Number(status) < 500 ? 500 : status,
    path: own['url.path'] ?? own['http.target'] ?? own['http.route'],
    host: own['server.address'] ?? own['http.host'],
  }
}
