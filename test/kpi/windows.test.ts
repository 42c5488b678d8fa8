/** Windows of event time against a plain count with Sets; what is kept, what is retired; keys and their rotation. */
import fc from 'fast-check'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kpiExposition } from '../../monitors/kpi/exposition.ts'
import { liveCount, type LiveCount } from '../../monitors/kpi/live.ts'
import { makePlan } from '../../monitors/kpi/plan.ts'
import { keysInUse, readKeys, userKey, type UserKey } from '../../monitors/kpi/pseudonym.ts'
import { decodeState, encodeState, readState, writeState } from '../../monitors/kpi/state-file.ts'
import { calendar, readWindow, windowNames, type WindowName } from '../../monitors/kpi/windows.ts'
import { metrics } from '../../monitors/metrics.ts'

const key = (from: string, byte: number): UserKey => userKey(from, Buffer.alloc(32, byte))
const plan = makePlan({ format: 'json' }, null)
const zone = 'Asia/Shanghai'
const noon = Date.parse('2026-11-21T12:34:56+08:00') / 1000
const live = (clock: () => number, keys: readonly UserKey[] = [key('2026-01-01', 1)]): LiveCount => liveCount({ lines: plan, records: plan, keys, timezone: zone, clock: () => clock() * 1000 })
const put = (count: LiveCount, time: number, user: string | null, status = 200, system = 'portal'): void => count.record({ time: new Date(time * 1000).toISOString(), system, user, status })
const read = (count: LiveCount, window: WindowName, now: number, system = 'portal'): ReturnType<typeof readWindow> => {
  const found = count.windows()[0]?.systems.get(system)
  return found === undefined ? null : readWindow(found, window, now, count.at)
}

describe('windows', () => {
  it('are what a plain count says, for any events of a month', () =>
    fc.assert(
      fc.property(fc.array(fc.record({ ago: fc.integer({ min: 0, max: 29 * 86_400 }), user: fc.option(fc.nat(30)), failed: fc.boolean() }), { minLength: 1, maxLength: 60 }), (events) => {
        const count = live(() => noon)
        for (const e of events) put(count, noon - e.ago, e.user === null ? null : `u${e.user}`, e.failed ? 503 : 200)
        const day = (t: number): string => new Date((t + 8 * 3600) * 1000).toISOString().slice(0, 10)
        const hour = (t: number): number => Math.floor(t / 3600)
        const within: Record<WindowName, (t: number) => boolean> = {
          '1h': (t) => hour(t) >= hour(noon) - 1,
          '1d': (t) => hour(t) >= hour(noon) - 24,
          today: (t) => day(t) === day(noon),
          '30d': (t) => day(t) > day(noon - 30 * 86_400),
        }
        for (const window of windowNames) {
          const mine = events.filter((e) => within[window](noon - e.ago))
          const users = (list: typeof mine): number => new Set(list.flatMap((e) => (e.user === null ? [] : [e.user]))).size
          const identified = mine.filter((e) => e.user !== null).length
          const expected = mine.length === 0 ? null : { transactions: mine.length, identified, activeUsers: identified === 0 ? null : users(mine), affectedUsers: identified === 0 ? null : users(mine.filter((e) => e.failed)) }
          expect(read(count, window, noon)).toEqual(expected)
        }
      }),
      { numRuns: 60 },
    ))
  it('the day ends at midnight of the estate, not of UTC', () => {
    const count = live(() => noon)
    put(count, Date.parse('2026-11-20T23:59:59+08:00') / 1000, 'u1')
    put(count, Date.parse('2026-11-21T00:00:00+08:00') / 1000, 'u2')
    expect(read(count, 'today', noon)?.activeUsers).toBe(1)
  })
  it('days of 23 and 25 hours are neither missed nor counted twice', () => {
    const at = calendar('Europe/Berlin')
    const days = new Set<string>()
    for (let t = Date.parse('2026-10-20T00:30:00Z') / 1000; t < Date.parse('2026-10-30T00:00:00Z') / 1000; t += 900) days.add(at(t).day)
    expect([...days]).toHaveLength(11)
  })
  it('an event too old, in the future or without a time is told and not counted', () => {
    const count = live(() => noon)
    put(count, noon - 31 * 86_400, 'u1')
    put(count, noon + 3600, 'u1')
    count.record({ system: 'portal', user: 'u1', status: 200 })
    expect([...count.counters.bad]).toEqual([['too-old', 1], ['future', 1], ['time', 1]])
    expect(count.counters.events).toBe(0)
  })
  it('late events still reach their hour and are told', () => {
    const count = live(() => noon)
    put(count, noon, 'u1')
    put(count, noon - 4 * 3600, 'u2')
    expect([count.counters.late, read(count, '1h', noon)?.activeUsers, read(count, '1d', noon)?.activeUsers]).toEqual([1, 1, 2])
  })
  it('a day that leaves the longest window is given to the archive once, with its month when that has left too', () => {
    let now = noon
    const count = live(() => now)
    put(count, now, 'u1', 500)
    now += 29 * 86_400
    expect(count.turn()).toEqual([])
    now += 86_400
    const [first, ...more] = count.turn()
    expect([first?.system, first?.period, first?.bucket.transactions, more]).toEqual(['portal', '2026-11-21', 1, []])
    expect(count.turn()).toEqual([])
    now = Date.parse('2026-12-31T12:00:00+08:00') / 1000
    expect(count.turn().map((r) => r.period)).toEqual(['2026-11'])
  })
})

describe('keys', () => {
  const [old, young] = [key('2026-10-01', 1), key('2026-11-10', 2)]
  it.each<[string, readonly UserKey[]]>([
    ['2026-09-01', [old]], ['2026-10-05', [old]], ['2026-11-09', [old]], ['2026-11-10', [old, young]], ['2026-12-09', [old, young]], ['2026-12-10', [young]],
  ])('on %s both are in use for the 30 days of the longest window, the older one read first', (day, expected) => expect(keysInUse([old, young], day)).toEqual(expected))
  it('users stay the same number of people across a rotation', () => {
    let now = Date.parse('2026-11-01T12:00:00+08:00') / 1000
    const count = live(() => now, [old, young])
    for (let day = 0; day < 45; day++, now += 86_400) {
      count.turn()
      put(count, now, 'u1')
      put(count, now, `day-${day % 3}`)
      expect(read(count, '30d', now)?.activeUsers).toBe(Math.min(4, day + 2))
    }
  })
  it('one user under two keys is two people to a sketch: that is why windows of another key are not taken', () => {
    const [a, b] = [live(() => noon, [old]), live(() => noon, [young])]
    put(a, noon, 'u1')
    expect(b.restore(a.windows())).toEqual([old.id])
    expect(read(b, 'today', noon)).toBeNull()
  })
  it('reads a key file and names every line that is no key', () => {
    expect(readKeys(`# keys\n2026-11-10 ${'02'.repeat(32)}\n2026-10-01 ${'01'.repeat(32)} # old\n`, 'k')).toEqual([old, young])
    for (const [text, says] of [['', '没有密钥'], ['2026-11-10 abcd\nnonsense\n', 'k:1 k:2'], [`2026-13-45 ${'01'.repeat(32)}`, 'k:1']] as const) expect(() => readKeys(text, 'k')).toThrow(says)
  })
})

describe('state', () => {
  it('comes back whole, holds no user and no key', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ywq-kpi-state-'))
    try {
      const path = join(folder, 'a', 'state')
      expect(readState(path)).toBeNull()
      const count = live(() => noon)
      for (let i = 0; i < 300; i++) put(count, noon - i * 3600, `citizen-${i % 50}`, i % 9 === 0 ? 500 : 200)
      const before = windowNames.map((window) => read(count, window, noon))
      await writeState(path, { windows: count.windows(), offsets: { 'x.log': { inode: 7, offset: 99 } } })
      const text = readFileSync(path, 'utf8')
      expect(text).not.toContain('citizen')
      expect(text).not.toContain('01'.repeat(32))
      const state = readState(path)
      const again = live(() => noon)
      expect(again.restore(state?.windows ?? [])).toEqual([])
      expect(windowNames.map((window) => read(again, window, noon))).toEqual(before)
      expect(state?.offsets).toEqual({ 'x.log': { inode: 7, offset: 99 } })
      put(again, noon, 'citizen-1')
      expect(read(again, 'today', noon)?.transactions).toBe((before[1]?.transactions ?? 0) + 1)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
  it.each<[string, (text: string) => string, string]>([
    ['cut off', (t) => t.slice(0, -20), '不完整'],
    ['a line short', (t) => t.replace(/\n.*portal.*\n/, '\n'), '不完整'],
    ['of a newer version', (t) => t.replace('"version":1', '"version":2'), '版本是 2'],
    ['something else', () => 'hello\n', '不是 ywq.kpi-state'],
    ['empty', () => '', '不是 ywq.kpi-state'],
  ])('%s is refused and left alone', (_title, change, says) => {
    const count = live(() => noon)
    put(count, noon, 'u1')
    expect(() => decodeState(change(`${encodeState({ windows: count.windows(), offsets: {} }).join('\n')}\n`), 'state')).toThrow(says)
  })
})

describe('exposition', () => {
  const text = (count: LiveCount): string => kpiExposition({ live: count, clusterOf: () => 'city', now: noon * 1000, savedAt: null })
  it('says what was counted, with the labels of the contract, and no user', () => {
    const count = live(() => noon)
    put(count, noon, 'citizen-1', 500)
    put(count, noon, null)
    const lines = text(count).split('\n')
    expect(lines).toContain('ywq_active_users{cluster="city",system="portal",window="1h"} 1')
    expect(lines).toContain('ywq_affected_users{cluster="city",system="portal",window="30d"} 1')
    expect(lines).toContain('ywq_kpi_identified_ratio{cluster="city",system="portal",window="today"} 0.5')
    expect(lines).toContain('ywq_business_transactions_total{cluster="city",system="portal",business="",result="failed"} 1')
    expect(text(count)).not.toContain('citizen')
    for (const line of lines.filter((l) => l !== '' && !l.startsWith('#'))) {
      const [, name = '', labels = ''] = /^(\w+)\{(.*)\} [0-9.e+-]+$/.exec(line) ?? []
      expect(Object.entries(metrics).find(([known]) => known === name)?.[1].labels).toEqual([...labels.matchAll(/(\w+)="/g)].map((m) => m[1]))
    }
  })
  it('nobody identified is absent, not 0; no signal is absent too', () => {
    const count = live(() => noon)
    put(count, noon - 5 * 86_400, null, 500)
    expect(text(count)).not.toContain('ywq_active_users{')
    expect(text(count)).not.toContain('window="today"')
    expect(text(count)).toContain('ywq_kpi_identified_ratio{cluster="city",system="portal",window="30d"} 0')
  })
  it('names of systems are escaped', () => {
    const count = live(() => noon)
    put(count, noon, 'u', 200, 'a"b\\c')
    expect(text(count)).toContain('system="a\\"b\\\\c"')
  })
})

it('a state file that cannot be written leaves the one before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ywq-kpi-state-'))
  try {
    writeFileSync(join(folder, 'file'), 'x')
    await expect(writeState(join(folder, 'file', 'state'), { windows: [], offsets: {} })).rejects.toThrow(Error)
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('x')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
