/** What `ywq` takes over HTTP: NDJSON events, and OTLP/HTTP traces and logs (opentelemetry.io, "OTLP/HTTP"). A request counts whole or not at all where it is broken. */
import type { WriteRoute } from '../server/write.ts'
import type { Answer } from '../server/listener.ts'
import { lineBlocks } from './stream.ts'
import type { JsonObject } from './json-lines.ts'
import type { LiveCount } from './live.ts'
import { jsonRecords, protobufRecords, type Signal } from './otlp/records.ts'

/** Bytes of a request, packed and unpacked (collectors send batches of some hundred kilobytes). */
const mostBytes = 16 << 20
const json = 'application/json'
const protobuf = 'application/x-protobuf'
const plain = (status: number, text: string): Answer => ({ status, type: 'text/plain; charset=utf-8', body: `${text}\n` })

/** Routes by path: OTLP's own, and /v1/events. */
export function ingestRoutes(live: LiveCount): Readonly<Record<string, WriteRoute>> {
  return {
    '/v1/traces': otlp('traces', live),
    '/v1/logs': otlp('logs', live),
    '/v1/events': { types: ['application/x-ndjson', 'application/jsonl'], limit: mostBytes, handle: (body) => Promise.resolve(events(body, live)) },
  }
}

const badOf = ({ counters }: LiveCount): number => [...counters.bad.values()].reduce((sum, n) => sum + n, 0)

function events(body: Buffer, live: LiveCount): Answer {
  const [good, bad] = [live.counters.events, badOf(live)]
  const blocks = lineBlocks((bytes, start, end) => live.jsonLines(bytes, start, end), () => live.bad('too-long'))
  blocks.push(body)
  blocks.end()
  return { status: 200, type: json, body: `${JSON.stringify({ accepted: live.counters.events - good, bad: badOf(live) - bad })}\n` }
}

function otlp(signal: Signal, live: LiveCount): WriteRoute {
  return {
    types: [protobuf, json], limit: mostBytes,
    handle(body, type) {
      let records: readonly JsonObject[]
      try {
        records = type === json ? jsonRecords(body.toString('utf8'), signal) : protobufRecords(body, signal)
      } catch (error) {
        return Promise.resolve(plain(400, error instanceof Error ? error.message : String(error)))
      }
      const bad = badOf(live)
      for (const record of records) live.record(record)
      return Promise.resolve(response(type, signal, badOf(live) - bad))
    },
  }
}

/** Nothing rejected is an empty message; else partial_success with the number rejected (collector service protos). */
function response(type: string, signal: Signal, rejected: number): Answer {
  const why = 'see ywq_kpi_bad_lines_total'
  if (type === json) {
    const partial = { [signal === 'traces' ? 'rejectedSpans' : 'rejectedLogRecords']: String(rejected), errorMessage: why }
    return { status: 200, type, body: JSON.stringify(rejected === 0 ? {} : { partialSuccess: partial }) }
  }
  if (rejected === 0) return { status: 200, type, body: new Uint8Array(0) }
  const text = Buffer.from(why)
  const partial = Buffer.concat([Buffer.of(0x08), varint(rejected), Buffer.of(0x12, text.length), text])
  return { status: 200, type, body: Buffer.concat([Buffer.of(0x0a, partial.length), partial]) }
}

function varint(value: number): Buffer {
  const bytes: number[] = []
  let rest = value
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80)
  return Buffer.of(...bytes, rest)
}
