/** Combined log lines as nginx (ngx_http_log_module) and Apache (mod_log_config) write them, and as broken disks and scanners leave them. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Wishes } from '../../monitors/kpi/plan.ts'
import { countText } from './count.ts'
import { combined, simpleCount, time } from './lines.ts'

describe('a line is counted', () => {
  it.each<[string, string, string]>([
    ['the usual', combined({}), 'portal'],
    ['only a segment', combined({ request: 'GET /portal HTTP/1.1' }), 'portal'],
    ['a query behind the segment', combined({ request: 'GET /portal?x=/y HTTP/1.1' }), 'portal'],
    ['a fragment behind the segment', combined({ request: 'GET /portal#x HTTP/1.1' }), 'portal'],
    ['an absolute target', combined({ request: 'GET http://www.example.cn:80/portal/a HTTP/1.1' }), 'portal'],
    ['an IPv6 client', combined({ addr: '2001:db8::1' }), 'portal'],
    ['an IPv4 address in IPv6', combined({ addr: '::ffff:10.0.0.1' }), 'portal'],
    ['a virtual host before it', `www.example.cn:443 ${combined({})}`, 'portal'],
    ['a user with spaces', combined({ user: 'zhang san' }), 'portal'],
    ['an escaped quote in the agent (Apache)', combined({ rest: ' 512 "-" "a\\"b] [c"' }), 'portal'],
    ['an escaped quote in the agent (nginx)', combined({ rest: ' 512 "-" "a\\x22b"' }), 'portal'],
    ['an escaped quote in the request', combined({ request: 'GET /portal/\\"x\\" HTTP/1.1' }), 'portal'],
    ['a backslash at the end of a field', combined({ rest: ' 512 "-" "a\\\\"' }), 'portal'],
    ['no bytes sent', combined({ rest: ' - "-" "-"' }), 'portal'],
    ['the common format', combined({ rest: ' 512' }), 'portal'],
    ['fields of ingress-nginx behind it', combined({ rest: ' 512 "-" "curl" 88 0.004 [ns-svc-80] [] 10.0.0.2:80 512 0.004 200 3f9c' }), 'portal'],
    ['HTTP/0.9', combined({ request: 'GET /portal/a' }), 'portal'],
    ['carriage return', `${combined({})}\r`, 'portal'],
    ['a leap second', combined({ time: '31/Dec/2026:23:59:60 +0000' }), 'portal'],
    ['no path', combined({ request: 'GET / HTTP/1.1' }), 'unknown'],
    ['an empty first segment', combined({ request: 'GET //portal HTTP/1.1' }), 'unknown'],
    ['an empty request (closed before it was sent)', combined({ request: '', status: 400 }), 'unknown'],
    ['TLS bytes at a plain port', combined({ request: '\\x16\\x03\\x01\\x02', status: 400 }), 'unknown'],
    ['OPTIONS *', combined({ request: 'OPTIONS * HTTP/1.1' }), 'unknown'],
    ['CONNECT', combined({ request: 'CONNECT a.example:443 HTTP/1.1', status: 405 }), 'unknown'],
    ['a name too long for a system', combined({ request: `GET /${'x'.repeat(65)}/ HTTP/1.1` }), 'unknown'],
  ])('%s', async (_title, line, system) => {
    const { lines, systems } = await countText(`${line}\n`)
    expect(lines).toMatchObject({ total: 1, bad: 0 })
    expect(systems.map((s) => [s.system, s.transactions])).toEqual([[system, 1]])
  })
})

describe('a line is bad, by its reason', () => {
  const whole = combined({ user: 'u1' })
  it.each<[string, string | Buffer, string]>([
    ['an empty line', '', 'empty'],
    ['only a carriage return', '\r', 'empty'],
    ['cut in the address', whole.slice(0, 5), 'truncated'],
    ['cut in the user', whole.slice(0, 12), 'truncated'],
    ['cut in the time', whole.slice(0, 30), 'truncated'],
    ['cut in the request', whole.slice(0, 58), 'truncated'],
    ['cut behind the request', whole.slice(0, whole.indexOf('" 200') + 1), 'truncated'],
    ['cut in the status', whole.slice(0, whole.indexOf('" 200') + 4), 'truncated'],
    ['cut behind the status', whole.slice(0, whole.indexOf('" 200') + 5), 'truncated'],
    ['cut in the agent', whole.slice(0, -2), 'truncated'],
    ['cut in the agent, carriage return', `${whole.slice(0, -2)}\r`, 'truncated'],
    ['a month that is none', combined({ time: time.replace('Nov', 'Nvo') }), 'time'],
    ['a day that does not exist', combined({ time: '31/Feb/2026:10:00:00 +0800' }), 'time'],
    ['an hour that does not exist', combined({ time: '21/Nov/2026:24:00:00 +0800' }), 'time'],
    ['no zone', combined({ time: '21/Nov/2026:10:00:00 CSTxx' }), 'time'],
    ['a status of letters', combined({ status: 'abc' }), 'status'],
    ['a status of four digits', combined({ status: 2000 }), 'status'],
    ['a line of JSON', '{"system":"portal","user":"u1","status":200}', 'truncated'],
    ['a line over 1 MiB', combined({ rest: ` 1 "-" "${'a'.repeat(1 << 20)}"` }), 'too-long'],
  ])('%s', async (_title, line, reason) => {
    const { lines, systems } = await countText(`${String(line)}\n${combined({})}\n`)
    expect(lines).toMatchObject({ total: 2, bad: 1, badByReason: { [reason]: 1 } })
    expect(systems).toHaveLength(1)
  })
  it('bytes that are no UTF-8 in a path go to unknown, in a user they are a user', async () => {
    const line = (user: Buffer, path: Buffer): Buffer => Buffer.concat([Buffer.from('10.0.0.1 - '), user, Buffer.from(` [${time}] "GET /`), path, Buffer.from('/ HTTP/1.1" 200 1 "-" "-"\n')])
    const { lines, systems } = await countText([line(Buffer.from([0xff, 0xfe]), Buffer.from('a')), line(Buffer.from([0xff]), Buffer.from([0xc3, 0x28])), line(Buffer.from([0xff, 0xfe]), Buffer.from('a'))])
    expect(lines).toMatchObject({ total: 3, bad: 0 })
    expect(systems.map((s) => [s.system, s.identified, s.activeUsers])).toEqual([['a', 2, 1], ['unknown', 1, 1]])
  })
})

describe('what is unknown is not zero', () => {
  it('without any user both numbers of users are null', async () => {
    const { systems } = await countText(`${combined({ status: 500 })}\n${combined({})}\n`)
    expect(systems).toMatchObject([{ transactions: 2, failed: 1, identified: 0, unidentified: 2, activeUsers: null, affectedUsers: null, failedUnidentified: 1 }])
  })
  it('with users and no failure nobody is affected', async () => {
    const { systems } = await countText(`${combined({ user: 'u1' })}\n`)
    expect(systems).toMatchObject([{ activeUsers: 1, affectedUsers: 0 }])
  })
  it('no line at all has no times', async () => expect(await countText('')).toMatchObject({ lines: { total: 0, bad: 0, late: 0 }, from: null, to: null, systems: [] }))
})

it('from and to are the first and last event, late is what comes a whole hour behind', async () => {
  const at = (clock: string): string => `${combined({ time: `21/Nov/2026:${clock} +0800` })}\n`
  const { from, to, lines } = await countText([at('10:59:59'), at('12:00:00'), at('10:00:00'), at('11:00:00'), at('09:59:59')].join(''))
  expect([from, to, lines.late]).toEqual(['2026-11-21T01:59:59Z', '2026-11-21T04:00:00Z', 2])
})

describe('rules', () => {
  const line = combined({ user: 'u1', request: 'POST /api/portal?item=marriage&x=1 HTTP/1.1', status: 404, rest: ' 12 "https://a/" "agent x"' })
  it.each<[string, Partial<Wishes>, object]>([
    ['the second segment', { systemFrom: 'path:2' }, { system: 'portal' }],
    ['a host in front', { systemFrom: 'host' }, { system: 'www.example.cn' }],
    ['a business in the query', { businessFrom: 'query:item' }, { businesses: [{ business: 'marriage', transactions: 1, activeUsers: 1 }] }],
    ['a business that is absent', { businessFrom: 'query:ite' }, { businesses: [{ business: 'unknown', transactions: 1 }] }],
    ['the address as the user', { userFrom: 'field:remote_addr' }, { identified: 1 }],
    ['failed at 404', { failedWhen: 'status>=500,status=404' }, { failed: 1, affectedUsers: 1 }],
    ['failed by method', { failedWhen: 'field:request_method=POST' }, { failed: 1 }],
    ['failed by agent', { failedWhen: 'field:http_user_agent!=agent x' }, { failed: 0 }],
    ['failed by size', { failedWhen: 'field:body_bytes_sent<13' }, { failed: 1 }],
  ])('%s', async (_title, wishes, expected) => {
    const { systems } = await countText(`www.example.cn:8443 ${line}\n`, wishes)
    expect(systems).toMatchObject([expected])
  })
  it.each<[string, Partial<Wishes>, string[]]>([
    ['path:0', { systemFrom: 'path:0' }, ['--system-from', '"path:0"', 'path:N', 'host']],
    ['a typo', { userFrom: 'remoteuser' }, ['--user-from', '"remoteuser"', 'remote_user', 'field:NAME']],
    ['a field that the format lacks', { userFrom: 'field:cookie' }, ['--user-from', '"cookie"', 'http_user_agent', '--log-format json']],
    ['a condition without an operator', { failedWhen: 'status' }, ['--failed-when', '"status"', 'status>=500']],
    ['a status compared with a word', { failedWhen: 'status=bad' }, ['--failed-when', '"status=bad"']],
    ['a size compared with a word', { failedWhen: 'field:body_bytes_sent>big' }, ['"field:body_bytes_sent>big"']],
    ['an empty condition', { failedWhen: 'status>=500,' }, ['""']],
    ['several at once', { systemFrom: 'x', failedWhen: 'y' }, ['--system-from', '--failed-when']],
  ])('%s is refused with what is allowed', async (_title, wishes, fragments) => {
    await expect(countText('', wishes)).rejects.toThrow(Error)
    const message = await countText('', wishes).catch((error: unknown) => String(error))
    for (const fragment of fragments) expect(message).toContain(fragment)
  })
})

it('agrees with a plain count on any mixture, however the input was cut', async () => {
  const event = fc.record({ system: fc.constantFrom('portal', 'tax', 'a-b'), user: fc.option(fc.constantFrom('u1', 'u2', 'zhang san', '李四', 'x'.repeat(40))), failed: fc.boolean(), end: fc.constantFrom('\n', '\r\n'), agent: fc.constantFrom('curl', 'a\\"b', '[x]', '') })
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 40 }), fc.array(fc.nat(400), { maxLength: 12 }), async (events, cuts) => {
      const text = Buffer.from(events.map((e) => combined({ user: e.user ?? '-', request: `GET /${e.system}/x HTTP/1.1`, status: e.failed ? 502 : 200, rest: ` 1 "-" "${e.agent}"` }) + e.end).join(''))
      const pieces: Buffer[] = []
      let at = 0
      for (const cut of cuts) pieces.push(text.subarray(at, (at += cut + 1)))
      pieces.push(text.subarray(at))
      const { systems, lines } = await countText(pieces.filter((p) => p.length > 0))
      expect(lines).toMatchObject({ total: events.length, bad: 0 })
      const simple = simpleCount(events)
      expect(new Map(systems.map((s) => [s.system, { transactions: s.transactions, failed: s.failed, identified: s.identified, active: s.activeUsers ?? 0, affected: s.affectedUsers ?? 0 }]))).toEqual(simple)
    }),
    { numRuns: 150 },
  )
})

it('any bytes at all end in counts: lines in, lines accounted for', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.constantFrom(...['10.0.0.1 - u [', combined({}), '"', '\\', '\r', ' '].map((t) => Buffer.from(t)))), { maxLength: 20 }), async (pieces) => {
      const bytes = Buffer.concat(pieces)
      const expected = bytes.length === 0 ? 0 : bytes.reduce((n, b) => n + (b === 10 ? 1 : 0), 0) + (bytes.at(-1) === 10 ? 0 : 1)
      const { lines, systems } = await countText(bytes.length === 0 ? [] : [bytes])
      expect(lines.total).toBe(expected)
      expect(lines.total - lines.bad).toBe(systems.reduce((n, s) => n + s.transactions, 0))
    }),
    { numRuns: 300 },
  )
})
