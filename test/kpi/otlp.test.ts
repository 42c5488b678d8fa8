/** OTLP in both encodings: messages written here by the field numbers of opentelemetry-proto, read by our reader; broken ones end in an error. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ingestRoutes } from '../../monitors/kpi/ingest.ts'
import { liveCount, type LiveCount } from '../../monitors/kpi/live.ts'
import { jsonRecords, protobufRecords } from '../../monitors/kpi/otlp/records.ts'
import { makePlan } from '../../monitors/kpi/plan.ts'
import { userKey } from '../../monitors/kpi/pseudonym.ts'

const varint = (n: number | bigint): number[] => {
  const out: number[] = []
  let rest = BigInt.asUintN(64, BigInt(n))
  for (; rest > 127n; rest >>= 7n) out.push(Number(rest & 127n) | 128)
  return [...out, Number(rest)]
}
const int = (field: number, n: number | bigint): number[] => [...varint(field * 8), ...varint(n)]
const message = (field: number, content: readonly number[]): number[] => [...varint(field * 8 + 2), ...varint(content.length), ...content]
const text = (field: number, value: string): number[] => message(field, [...Buffer.from(value)])
const fixed64 = (field: number, n: bigint): number[] => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(n)
  return [...varint(field * 8 + 1), ...bytes]
}
const double = (field: number, n: number): number[] => {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleLE(n)
  return [...varint(field * 8 + 1), ...bytes]
}
type Value = string | number | boolean
const anyValue = (v: Value): number[] => (typeof v === 'string' ? text(1, v) : typeof v === 'boolean' ? int(2, v ? 1 : 0) : Number.isInteger(v) ? int(3, v) : double(4, v))
const attribute = (field: number, [key, v]: readonly [string, Value]): number[] => message(field, [...text(1, key), ...message(2, anyValue(v))])
const attributes = (field: number, list: Readonly<Record<string, Value>>): number[] => Object.entries(list).flatMap((a) => attribute(field, a))

const nanoseconds = 1_795_226_400_123_456_789n
interface Span { readonly kind?: number; readonly status?: number; readonly attributes?: Readonly<Record<string, Value>> }
const traces = (service: string, spans: readonly Span[]): Buffer =>
  Buffer.from(message(1, [
    ...message(1, attributes(1, { 'service.name': service })),
    ...message(2, [...message(1, text(1, 'scope')), ...spans.flatMap((s) => message(2, [...message(1, [1, 2, 3]), ...text(5, 'GET /x'), ...int(6, s.kind ?? 2), ...fixed64(7, nanoseconds - 1000n), ...fixed64(8, nanoseconds), ...attributes(9, s.attributes ?? {}), ...int(10, 3), ...(s.status === undefined ? [] : message(15, int(3, s.status)))]))]),
  ]))
const jsonTraces = (service: string, spans: readonly Span[]): string =>
  JSON.stringify({
    resourceSpans: [{
      resource: { attributes: [{ key: 'service.name', value: { stringValue: service } }] },
      scopeSpans: [{ scope: { name: 'scope' }, spans: spans.map((s) => ({ traceId: '00', kind: s.kind ?? 2, endTimeUnixNano: String(nanoseconds), attributes: Object.entries(s.attributes ?? {}).map(([key, v]) => ({ key, value: typeof v === 'string' ? { stringValue: v } : typeof v === 'boolean' ? { boolValue: v } : Number.isInteger(v) ? { intValue: String(v) } : { doubleValue: v } })), ...(s.status === undefined ? {} : { status: { code: s.status } }) })) }],
    }],
  })

describe('spans become records', () => {
  it.each<[string, Span, object | null]>([
    ['a server span', { attributes: { 'http.response.status_code': 200, 'enduser.id': 'u1', 'url.path': '/a' } }, { system: 'tax', user: 'u1', status: 200, path: '/a' }],
    ['older names', { attributes: { 'http.status_code': 503, 'http.target': '/b', 'http.host': 'h' } }, { status: 503, path: '/b', host: 'h' }],
    ['an error with status 200', { status: 2, attributes: { 'http.response.status_code': 200 } }, { status: 500 }],
    ['an error without a status (gRPC)', { status: 2 }, { status: 500 }],
    ['no status at all', {}, { status: 200 }],
    ['other attributes by their names', { attributes: { 'business.item': '婚姻登记', code: 7, ratio: 0.5, ok: false } }, { 'business.item': '婚姻登记', code: 7, ratio: 0.5, ok: false }],
    ['a client span', { kind: 3 }, null],
    ['an internal span', { kind: 1 }, null],
  ])('%s, in protobuf and JSON alike', (_title, span, expected) => {
    const fromProtobuf = protobufRecords(traces('tax', [span]), 'traces')
    expect(jsonRecords(jsonTraces('tax', [span]), 'traces')).toEqual(fromProtobuf)
    expect(fromProtobuf).toHaveLength(expected === null ? 0 : 1)
    if (expected !== null) expect(fromProtobuf[0]).toMatchObject(expected)
    if (expected !== null) expect(Math.floor(Number(fromProtobuf[0]?.['time']) / 1e9)).toBe(1_795_226_400)
  })
  it('log records count where they tell a status, with the fields of a structured body', () => {
    const log = (body: number[], list: Readonly<Record<string, Value>>): number[] => message(2, [...fixed64(1, 0n), ...text(3, 'INFO'), ...message(5, body), ...attributes(6, list), ...fixed64(11, nanoseconds)])
    const body = Buffer.from(message(1, [...message(1, attributes(1, { 'service.name': 'tax' })), ...message(2, [...log(text(1, 'started'), {}), ...log(message(6, attributes(1, { status: 502, user: 'u9' })), { item: 'x' })])]))
    expect(protobufRecords(body, 'logs')).toMatchObject([{ system: 'tax', user: 'u9', status: 502, item: 'x', time: Number(nanoseconds) }])
    const json = { resourceLogs: [{ resource: { attributes: [{ key: 'service.name', value: { stringValue: 'tax' } }] }, scopeLogs: [{ logRecords: [{ body: { stringValue: 'started' } }, { observedTimeUnixNano: String(nanoseconds), body: { kvlistValue: { values: [{ key: 'status', value: { intValue: '502' } }, { key: 'user', value: { stringValue: 'u9' } }] } }, attributes: [{ key: 'item', value: { stringValue: 'x' } }] }] }] }] }
    expect(jsonRecords(JSON.stringify(json), 'logs')).toEqual(protobufRecords(body, 'logs'))
  })
  it('any bytes end in records or an error, never in a hang', () =>
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        expect(Array.isArray(protobufRecords(bytes, 'traces'))).toBe(true)
      } catch (error) {
        expect(String(error)).toMatch(/protobuf/)
      }
    }), { numRuns: 500 }))
  it('a message cut anywhere never counts more than the whole', () => {
    const whole = traces('tax', [{}, {}, {}])
    for (let length = 1; length < whole.length; length++) expect(() => protobufRecords(whole.subarray(0, length), 'traces')).toThrow('protobuf')
    expect(protobufRecords(whole, 'traces')).toHaveLength(3)
  })
})

describe('requests', () => {
  const plan = makePlan({ format: 'json' }, null)
  const counting = (): LiveCount => liveCount({ lines: plan, records: plan, keys: [userKey('2026-01-01', Buffer.alloc(32))], timezone: 'Asia/Shanghai', clock: () => 1_795_226_500_000 })
  const send = async (live: LiveCount, path: string, type: string, body: Buffer | string): Promise<{ status: number; body: string }> => {
    const answer = await ingestRoutes(live)[path]?.handle(Buffer.from(body), type)
    return { status: answer?.status ?? 0, body: Buffer.from(answer?.body ?? '').toString('latin1') }
  }
  it('all counted is an empty message', async () => {
    const live = counting()
    expect(await send(live, '/v1/traces', 'application/x-protobuf', traces('tax', [{}, { status: 2 }]))).toEqual({ status: 200, body: '' })
    expect(await send(live, '/v1/traces', 'application/json', jsonTraces('tax', [{}]))).toEqual({ status: 200, body: '{}' })
    expect(live.counters.transactions.get('tax')?.get('')).toEqual({ ok: 2, failed: 1 })
  })
  it('what cannot be counted is told as partial success', async () => {
    const live = counting()
    const bad: Span = { attributes: { 'http.response.status_code': 'odd' } }
    expect((await send(live, '/v1/traces', 'application/json', jsonTraces('tax', [bad, {}]))).body).toContain('"rejectedSpans":"1"')
    const { body } = await send(live, '/v1/traces', 'application/x-protobuf', traces('tax', [bad]))
    expect([...Buffer.from(body, 'latin1').subarray(0, 4)]).toEqual([0x0a, body.length - 2, 0x08, 1])
  })
  it.each([['application/json', '{"resourceSpans":7}'], ['application/json', 'x'], ['application/x-protobuf', 'not a message']])('a broken request as %s is refused and counts nothing', async (type, body) => {
    const live = counting()
    expect((await send(live, '/v1/traces', type, body)).status).toBe(400)
    expect(live.counters.events).toBe(0)
  })
  it('NDJSON says how many it took', async () => {
    const event = '{"time":"2026-11-21T02:00:00Z","system":"tax","user":"u","status":200}'
    expect(await send(counting(), '/v1/events', 'application/x-ndjson', `${event}\nrubbish\n${event}`)).toEqual({ status: 200, body: '{"accepted":2,"bad":1}\n' })
  })
})
