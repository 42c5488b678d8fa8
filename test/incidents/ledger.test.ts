/** The ledger on SQLite and on a real PostgreSQL: the same acts, the same answers. */
import { resolve } from 'node:path'
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type Tables } from '../../monitors/incidents/database.ts'
import * as ledger from '../../monitors/incidents/ledger.ts'
import { receive } from '../../monitors/incidents/receive.ts'
import { loadEstate } from '../../policies/estate/load.ts'
import { postgresMissing, postgresStore, sqliteStore, type TestStore } from './stores.ts'

const { estate } = loadEstate(resolve(import.meta.dirname, '../../stacks/examples/minimal'))
if (postgresMissing !== null) console.warn(`跳过 skipped: ${postgresMissing}`)

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 21, 8, minute)).toISOString()
const call = { title: '市民反映查询打不开', cluster: 'city', department: 'hr', system: 'insurance', detectedBy: 'hotline' as const, occurredAt: at(0), detectedAt: at(5), affectedUsers: 120 }
const alert = (system: string, status: 'firing' | 'resolved', minute: number, more: object = {}): object => ({
  status, fingerprint: `${system}-${minute}`, startsAt: at(minute), endsAt: status === 'resolved' ? at(minute + 20) : '0001-01-01T00:00:00Z',
  labels: { alertname: 'YwqSloBudgetBurnFast', severity: 'critical', cluster: 'city', department: 'data-bureau', system }, annotations: { summary: `${system} 失败` }, ...more,
})
const payload = (...alerts: readonly object[]): object => ({ version: '4', status: 'firing', alerts })

describe.each([
  ['SQLite', sqliteStore, null],
  ['PostgreSQL', postgresStore, postgresMissing],
] as const)('ledger on %s', (_name, make, missing) => {
  describe.skipIf(missing !== null)('works', () => {
    let store: TestStore
    let db: Kysely<Tables>
    beforeAll(async () => {
      store = await make()
      db = await openDatabase(store.url)
    })
    afterAll(async () => {
      await db.destroy()
      await store.stop()
    })
    const get = async (id: string): Promise<Awaited<ReturnType<typeof ledger.listIncidents>>[number] | undefined> => (await ledger.listIncidents(db)).find((i) => i.id === id)

    it('takes a call of a citizen from entry to closure, act by act', async () => {
      const { incident } = await ledger.openIncident(db, call, 'liu', at(5))
      expect(incident.id).toMatch(/^20261121-[0-9a-f]{6}$/)
      await ledger.acknowledge(db, incident.id, 'liu', at(8))
      await expect(ledger.acknowledge(db, incident.id, 'wang', at(9))).rejects.toThrow(/acknowledged.*needs open/s)
      const closing = { resolvedBy: 'liu', confirmedBy: 'chen', cause: '数据库连接耗尽', rule: null, noRuleReason: null }
      await expect(ledger.closeIncident(db, incident.id, closing, at(30))).rejects.toThrow(/恢复.*等级.*告警规则/s)
      await ledger.escalate(db, incident.id, 3, 150, 'liu', at(10))
      await ledger.reported(db, incident.id, 'liu', at(12))
      await ledger.recover(db, incident.id, at(40), 'liu', at(41))
      await ledger.closeIncident(db, incident.id, { ...closing, rule: 'YwqSloBudgetBurnFast' }, at(60))
      expect(await get(incident.id)).toMatchObject({ state: 'closed', detectedBy: 'hotline', grade: 3, affectedUsers: 150, acknowledgedAt: at(8), recoveredAt: at(40), closedAt: at(60), confirmedBy: 'chen', rule: 'YwqSloBudgetBurnFast' })
      expect((await ledger.history(db, incident.id)).map((e) => `${e.act} ${e.actor}`)).toEqual(['open liu', 'acknowledge liu', 'escalate liu', 'report liu', 'recover liu', 'close chen'])
    })

    it('knows a repeated alert, gathers those of a system, recovers with the last of them', async () => {
      const first = payload(alert('portal', 'firing', 100))
      expect(await receive(db, first, estate, at(101))).toEqual({ opened: 1, recovered: 0, linked: 0, passedOver: 0 })
      expect(await receive(db, first, estate, at(102))).toMatchObject({ opened: 0 })
      expect(await receive(db, payload(alert('portal', 'firing', 103), alert('portal', 'firing', 104, { labels: { alertname: 'X', severity: 'medium', system: 'portal' } })), estate, at(104))).toMatchObject({ opened: 0, passedOver: 1 })
      expect(await receive(db, payload(alert('portal', 'resolved', 100)), estate, at(121))).toMatchObject({ recovered: 0 })
      expect(await receive(db, payload(alert('portal', 'resolved', 103)), estate, at(124))).toMatchObject({ recovered: 1 })
      expect(await receive(db, payload(alert('portal', 'resolved', 103)), estate, at(125))).toMatchObject({ recovered: 0 })
      const [incident] = await ledger.listIncidents(db, { system: 'portal' })
      expect(incident).toMatchObject({ state: 'recovered', detectedBy: 'monitoring', occurredAt: at(100), detectedAt: at(101), recoveredAt: at(123) })
      expect(await receive(db, payload(alert('portal', 'firing', 200)), estate, at(200))).toMatchObject({ opened: 1 })
      await receive(db, payload(alert('portal', 'resolved', 200)), estate, at(220))
    })

    it('hangs the incidents of dependants under that of their shared service, whichever came first', async () => {
      expect(await receive(db, payload(alert('portal', 'firing', 300), alert('identity', 'firing', 301)), estate, at(302))).toMatchObject({ opened: 2, linked: 1 })
      expect(await receive(db, payload(alert('insurance', 'firing', 305)), estate, at(306))).toMatchObject({ opened: 1, linked: 1 })
      const open = await ledger.listIncidents(db, { states: ['open'] })
      const parent = open.find((i) => i.system === 'identity')
      expect(open.filter((i) => i.parent === parent?.id).map((i) => i.system).sort()).toEqual(['insurance', 'portal'])
      const child = open.find((i) => i.system === 'portal')
      await expect(ledger.link(db, parent?.id ?? '', child?.id ?? '', 'liu', at(307))).rejects.toThrow(/hangs under/)
      await receive(db, payload(alert('identity', 'resolved', 301)), estate, at(321))
      await ledger.escalate(db, parent?.id ?? '', 4, null, 'liu', at(322))
      await expect(ledger.closeIncident(db, parent?.id ?? '', { resolvedBy: 'liu', confirmedBy: 'chen', cause: '证书过期', rule: null, noRuleReason: null }, at(330))).rejects.toThrow(/have not recovered/)
      for (const minute of [300, 305]) await receive(db, payload(alert(minute === 300 ? 'portal' : 'insurance', 'resolved', minute)), estate, at(330))
      await ledger.closeIncident(db, parent?.id ?? '', { resolvedBy: 'liu', confirmedBy: 'chen', cause: '证书过期', rule: null, noRuleReason: null }, at(331))
    })

    it('counts what began inside a maintenance window apart', async () => {
      await ledger.declareMaintenance(db, { system: 'insurance', from: at(400), to: at(460), reason: '升级', by: 'chen' })
      await receive(db, payload(alert('insurance', 'firing', 410)), null, at(411))
      await receive(db, payload(alert('insurance', 'resolved', 410)), null, at(430))
      await receive(db, payload(alert('insurance', 'firing', 470)), null, at(471))
      await receive(db, payload(alert('insurance', 'resolved', 470)), null, at(490))
      const list = await ledger.listIncidents(db, { system: 'insurance', states: ['recovered'] })
      expect(list.filter((i) => i.occurredAt >= at(400)).map((i) => [i.occurredAt, i.maintenance])).toEqual([[at(470), false], [at(410), true]])
    })

    it('opens one incident for one matter, however many deliveries come at once', async () => {
      // Two connections of one process would wait for each other on SQLite, whose driver waits without letting others work.
      const other = store.crash === undefined ? db : await openDatabase(store.url)
      try {
        const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => receive(i % 2 === 0 ? db : other, payload(alert('burst', 'firing', 500 + (i % 3))), null, at(504))))
        expect(answers.reduce((sum, a) => sum + a.opened, 0)).toBe(1)
        expect(await ledger.listIncidents(db, { system: 'burst' })).toHaveLength(1)
      } finally {
        if (other !== db) await other.destroy()
      }
    })

    it.each([
      ['no JSON object', 'x'], ['another version', { version: '3', alerts: [] }],
      ['an alert without a name', payload({ status: 'firing', fingerprint: 'a', startsAt: at(1), labels: {} })],
      ['an alert without a start', payload({ status: 'firing', fingerprint: 'a', startsAt: 'yesterday', labels: { alertname: 'A' } })],
    ])('refuses %s', async (_what, body) => {
      await expect(receive(db, body, null, at(600))).rejects.toThrow(/ \/ /)
    })

    it('keeps texts as texts', async () => {
      const title = `'); drop table incidents; -- "<script>" \u{1f600}`
      const { incident } = await ledger.openIncident(db, { ...call, title }, "o'neil", at(700))
      expect((await get(incident.id))?.title).toBe(title)
      await expect(ledger.history(db, "' or 1=1 --")).rejects.toThrow(/no incident/)
    })

    it('has everything that was answered after its store was ended by force', async () => {
      const before = await ledger.listIncidents(db)
      await db.destroy()
      await store.crash?.()
      db = await openDatabase(store.url)
      expect(await ledger.listIncidents(db)).toEqual(before)
      expect(before.length).toBeGreaterThan(8)
    }, 60_000)

    it('refuses a store that a newer version has changed', async () => {
      await db.insertInto('kysely_migration' as 'events').values({ name: '9999-later', timestamp: at(0) } as never).execute()
      await expect(openDatabase(store.url)).rejects.toThrow(/9999-later/)
    })
  })
})
