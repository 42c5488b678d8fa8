/** JSON log lines: nginx' escape=json, applications' own; where names differ; a portal that answers 200 with an error code in the body. */
import { describe, expect, it } from 'vitest'
import type { Wishes } from '../../monitors/kpi/plan.ts'
import { countText } from './count.ts'

const json = { format: 'json' } as const
const count = (lines: readonly (object | string)[], wishes: Partial<Wishes> = {}): ReturnType<typeof countText> => countText(lines.map((l) => `${typeof l === 'string' ? l : JSON.stringify(l)}\n`).join(''), { ...json, ...wishes })
const event = { time: '2026-11-21T10:00:00+08:00', system: 'portal', user: 'u1', status: 200 }

describe('a line is counted', () => {
  it.each<[string, object, Partial<Wishes>, object]>([
    ['the usual', event, {}, { system: 'portal', identified: 1, activeUsers: 1, failed: 0 }],
    ['a status as text', { ...event, status: '502' }, {}, { failed: 1, affectedUsers: 1 }],
    ['a user as a number', { ...event, user: 4311 }, {}, { identified: 1 }],
    ['a user of null', { ...event, user: null }, {}, { identified: 0, activeUsers: null }],
    ['a user of nothing', { ...event, user: '' }, {}, { identified: 0 }],
    ['a user of -', { ...event, user: '-' }, {}, { identified: 0 }],
    ['no system', { ...event, system: undefined }, {}, { system: 'unknown' }],
    ['a nested user', { ...event, user: { id: 'u1' } }, { userFrom: 'field:user.id' }, { identified: 1 }],
    ['a name with a dot in it', { ...event, 'user.id': 'u1', user: undefined }, { userFrom: 'field:user.id' }, { identified: 1 }],
    ['the path of nginx', { ...event, request: 'GET /tax/a?item=vat HTTP/1.1' }, { systemFrom: 'path:1', businessFrom: 'query:item' }, { system: 'tax', businesses: [{ business: 'vat' }] }],
    ['a host', { ...event, http_host: 'www.example.cn:8443' }, { systemFrom: 'host' }, { system: 'www.example.cn' }],
    ['200 with an error code in the body', { ...event, code: 'E1001' }, { failedWhen: 'status>=500,field:code!=0' }, { failed: 1 }],
    ['200 with code 0', { ...event, code: 0 }, { failedWhen: 'status>=500,field:code!=0' }, { failed: 0 }],
    ['code absent, status there', event, { failedWhen: 'status>=500,field:code!=0' }, { failed: 0 }],
    ['a result in words, no status', { ...event, status: undefined, result: 'error' }, { failedWhen: 'field:result=error' }, { failed: 1 }],
    ['a boolean', { ...event, ok: false }, { failedWhen: 'field:ok=false' }, { failed: 1 }],
    ['a key of Object.prototype', event, { userFrom: 'field:constructor' }, { identified: 0 }],
    ['Chinese names', { ...event, 系统: '门户', 用户: '张三' }, { systemFrom: 'field:系统', userFrom: 'field:用户' }, { system: '门户', activeUsers: 1 }],
  ])('%s', async (_title, line, wishes, expected) => {
    const { lines, systems } = await count([line], wishes)
    expect(lines).toMatchObject({ total: 1, bad: 0 })
    expect(systems).toMatchObject([expected])
  })
  it.each<[string, unknown]>([
    ['RFC 3339', '2026-11-21T10:00:00+08:00'], ['with a fraction', '2026-11-21T02:00:00.000Z'], ['a zone without a colon', '2026-11-21T10:00:00+0800'], ['a space', '2026-11-21 10:00:00+08:00'],
    ['$time_local', '21/Nov/2026:10:00:00 +0800'], ['seconds', 1_795_226_400], ['$msec', '1795226400.000'], ['milliseconds', 1_795_226_400_000], ['nanoseconds', '1795226400000000000'],
  ])('a time as %s', async (_title, time) => {
    const { from, lines } = await count([{ ...event, time }])
    expect([from, lines.bad]).toEqual(['2026-11-21T02:00:00Z', 0])
  })
  it('a line without a time counts, and from and to stay unknown', async () => {
    expect(await count([{ ...event, time: undefined }])).toMatchObject({ lines: { total: 1, bad: 0 }, from: null, to: null })
  })
})

it.each<[string, string, string]>([
  ['an empty line', '', 'empty'],
  ['cut off', JSON.stringify(event).slice(0, 40), 'truncated'],
  ['an array', '[1]', 'json'],
  ['a word', 'null', 'json'],
  ['a combined line', '10.0.0.1 - - [21/Nov/2026:10:00:00 +0800] "GET / HTTP/1.1" 200 1', 'json'],
  ['a comma too many', '{"a":1,}', 'json'],
  ['a time that is none', JSON.stringify({ ...event, time: 'yesterday' }), 'time'],
  ['no status', JSON.stringify({ ...event, status: undefined }), 'status'],
  ['a status of words', JSON.stringify({ ...event, status: 'fine' }), 'status'],
  ['over 1 MiB', JSON.stringify({ ...event, text: 'a'.repeat(1 << 20) }), 'too-long'],
])('%s is bad for its reason and the others count', async (_title, line, reason) => {
  expect((await count([event, line, event])).lines).toMatchObject({ total: 3, bad: 1, badByReason: { [reason]: 1 } })
})

it('bytes that are no UTF-8 are told', async () => {
  const bytes = Buffer.concat([Buffer.from('{"system":"'), Buffer.from([0xff]), Buffer.from('","status":200}\n')])
  expect((await countText(bytes, json)).lines).toMatchObject({ total: 1, bad: 1, badByReason: { encoding: 1 } })
})
