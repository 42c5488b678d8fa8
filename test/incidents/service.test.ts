/** A real Alertmanager with our configuration tells our listener; and what the listener refuses. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renderAlertmanager } from '../../monitors/alertmanager/config.ts'
import { openDatabase } from '../../monitors/incidents/database.ts'
import { defaultLimits } from '../../monitors/incidents/limits.ts'
import { startIncidents, type IncidentService } from '../../monitors/incidents/service.ts'
import { listen, type Listener } from '../../monitors/server/listener.ts'

function missing(): boolean {
  try {
    execFileSync('prometheus-alertmanager', ['--version'], { stdio: 'ignore' })
    return false
  } catch {
    console.warn('跳过 skipped: prometheus-alertmanager 不在 PATH 上 / is not on PATH')
    return true
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

describe('incidents in ywq serve', () => {
  let folder: string
  let service: IncidentService
  let listener: Listener
  const received: string[] = []
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ywq-incidents-'))
    service = await startIncidents({ db: await openDatabase(join(folder, 'incidents.db')), estate: null, limits: defaultLimits, clock: Date.now, interval: 60_000, onReceived: (r) => received.push(JSON.stringify(r)) })
    listener = await listen({ address: { host: '127.0.0.1', port: 0, loopback: true }, routes: { '/metrics': () => ({ status: 200, type: 'text/plain', body: service.metrics() }), '/api/incidents': service.list }, writes: { '/api/alerts': service.webhook } })
  })
  afterAll(async () => {
    await listener.close()
    await service.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const post = (body: string, headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' }, path = '/api/alerts'): Promise<Response> => fetch(`${listener.url}${path}`, { method: 'POST', body, headers })
  it.each([
    ['a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['no type', '{}', { 'content-type': 'text/plain' }, 415],
    ["another site's page", '{}', { 'content-type': 'application/json', origin: 'http://evil.example' }, 403],
    ['what is no JSON', '{', { 'content-type': 'application/json' }, 400],
    ['JSON that is no webhook', '{}', { 'content-type': 'application/json; charset=utf-8' }, 400],
    ['more than 4 MiB', `"${'x'.repeat(4 * 1024 * 1024)}"`, { 'content-type': 'application/json' }, 413],
  ])('refuses %s', async (_what, body, headers, status) => expect((await post(body, headers)).status).toBe(status))

  it('takes a POST nowhere else', async () => expect((await post('{}', undefined, '/metrics')).status).toBe(405))

  describe.skipIf(missing())('with a real Alertmanager', () => {
    let alertmanager: ChildProcess
    let url: string
    beforeAll(async () => {
      const port = await freePort()
      url = `http://127.0.0.1:${port}`
      const config = join(folder, 'alertmanager.yml')
      writeFileSync(config, renderAlertmanager({ gateway: `${listener.url}/nobody`, ledger: `${listener.url}/api/alerts`, departments: ['hr'] }).replaceAll('group_interval: 1m', 'group_interval: 1s'))
      alertmanager = spawn('prometheus-alertmanager', [`--config.file=${config}`, `--storage.path=${folder}`, `--web.listen-address=127.0.0.1:${port}`, '--cluster.listen-address='], { stdio: 'ignore' })
      for (let i = 0; i < 100 && !(await fetch(`${url}/-/ready`).then((r) => r.ok, () => false)); i++) await sleep(100)
    }, 30_000)
    afterAll(async () => {
      // It writes its state as it ends, into the folder that goes next.
      const ended = once(alertmanager, 'exit')
      alertmanager.kill('SIGTERM')
      await ended
    })
    const labels = { alertname: 'YwqSloBudgetBurnFast', severity: 'critical', cluster: 'city', department: 'hr', system: 'insurance' }
    const tell = (endsAt: number): Promise<Response> => fetch(`${url}/api/v2/alerts`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify([{ labels, annotations: { summary: '社会保险经办：失败率 5%' }, startsAt: new Date(Date.now() - 60_000).toISOString(), endsAt: new Date(endsAt).toISOString() }]) })
    const incidents = async (): Promise<readonly { state: string; title: string; detectedBy: string }[]> => ((await (await fetch(`${listener.url}/api/incidents`)).json()) as { incidents: readonly { state: string; title: string; detectedBy: string }[] }).incidents
    const until = async (state: string): Promise<void> => {
      for (let i = 0; i < 150; i++) {
        if ((await incidents())[0]?.state === state) return
        await sleep(100)
      }
      throw new Error(`not ${state} within 15 s: ${JSON.stringify(await incidents())} ${received.join()}`)
    }

    it('opens an incident when an alert fires and recovers it when it is resolved', async () => {
      expect((await tell(Date.now() + 60_000)).status).toBe(200)
      await until('open')
      expect(await incidents()).toEqual([expect.objectContaining({ title: '社会保险经办：失败率 5%', detectedBy: 'monitoring' })])
      expect(await (await fetch(`${listener.url}/metrics`)).text()).toContain('ywq_incidents{cluster="city",department="hr",state="open"} 1')
      expect((await tell(Date.now() - 1000)).status).toBe(200)
      await until('recovered')
    }, 40_000)
  })
})
