/** `ywq kpi serve` as a process: followed files, rotation, requests, kill -9 and what it loses; several ingesters over a real redis-server. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { combined } from '../kpi/lines.ts'
import { redisMissing, redisServer } from './redis-server.ts'

const ywq = resolve(import.meta.dirname, '../../scripts/ywq')
let folder = ''
const children = new Set<ChildProcess>()
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ywq-kpi-serve-'))
  expect(spawnSync(process.execPath, [ywq, 'kpi', 'key', join(folder, 'key')]).status).toBe(0)
})
afterEach(async () => {
  await Promise.all([...children].map((child) => end(child, 'SIGKILL')))
  rmSync(folder, { recursive: true, force: true })
})

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  children.delete(child)
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((done) => child.once('exit', done))
  child.kill(signal)
  await ended
}

interface Running {
  readonly child: ChildProcess
  readonly url: string
}
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((done) => server.once('listening', done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}
async function serve(...args: readonly string[]): Promise<Running> {
  const url = `http://127.0.0.1:${await freePort()}`
  const child = spawn(process.execPath, [ywq, 'kpi', 'serve', '--kpi-key', join(folder, 'key'), '--listen', url.slice(7), ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
  children.add(child)
  let said = ''
  child.stderr?.on('data', (piece: Buffer) => void (said += piece.toString()))
  for (let i = 0; i < 200; i++) {
    if (child.exitCode !== null) throw new Error(said)
    if ((await fetch(`${url}/readyz`).catch(() => null))?.ok === true) return { child, url }
    await sleep(50)
  }
  throw new Error(`not ready: ${said}`)
}
/** Waits for a line of the exposition; the last text on failure. */
async function metric({ url }: Running, line: string): Promise<string> {
  let text = ''
  for (let i = 0; i < 60; i++) {
    text = await (await fetch(`${url}/metrics`)).text()
    if (text.split('\n').includes(line)) return line
    await sleep(500)
  }
  return text
}
const event = (user: string, failed = false, system = 'portal'): string => `${JSON.stringify({ time: new Date().toISOString(), system, user, status: failed ? 500 : 200 })}\n`
const post = (r: Running, path: string, body: string | Buffer, headers: Record<string, string> = {}): Promise<Response> => fetch(`${r.url}${path}`, { method: 'POST', body, headers: { 'content-type': 'application/x-ndjson', ...headers } })
const stamp = (): string => {
  const now = new Date()
  return `${now.toUTCString().slice(5, 7)}/${now.toUTCString().slice(8, 11)}/${now.getUTCFullYear()}:${now.toISOString().slice(11, 19)} +0000`
}
const line = (user: string, status = 200): string => `${combined({ user, status, time: stamp() })}\n`
const users = (n: number): string => `ywq_active_users{cluster="",system="portal",window="1d"} ${n}`

describe('followed files', () => {
  it('grow, are rotated and truncated; half a line waits for its end', async () => {
    const log = join(folder, 'access.log')
    writeFileSync(log, line('u1'))
    const running = await serve('--follow', log)
    appendFileSync(log, line('u2') + line('u3').slice(0, 30))
    expect(await metric(running, users(2))).toBe(users(2))
    renameSync(log, `${log}.1`)
    appendFileSync(`${log}.1`, line('u3').slice(30))
    writeFileSync(log, line('u4'))
    expect(await metric(running, users(4))).toBe(users(4))
    writeFileSync(log, '')
    await sleep(1000)
    writeFileSync(log, line('u5'))
    expect(await metric(running, users(5))).toBe(users(5))
  })
  it('kill -9 loses nothing of a file, and no line is counted twice', async () => {
    const log = join(folder, 'access.log')
    const failed = 'ywq_kpi_identified_ratio{cluster="",system="portal",window="1d"} 0.5'
    const write = (from: number, to: number): void => {
      for (let i = from; i < to; i++) appendFileSync(log, line(`u${i}`) + line('-'))
    }
    write(0, 300)
    const args = ['--follow', log, '--kpi-state', join(folder, 'state')]
    const first = await serve(...args)
    await sleep(11_500) // One save, at 10 s.
    write(300, 400)
    await sleep(600)
    await end(first.child, 'SIGKILL')
    write(400, 500)
    const second = await serve(...args)
    expect(await metric(second, failed)).toBe(failed)
    const text = await (await fetch(`${second.url}/metrics`)).text()
    const estimate = Number(/ywq_active_users\{cluster="",system="portal",window="1d"\} (\d+)/.exec(text)?.[1])
    expect(Math.abs(estimate - 500)).toBeLessThanOrEqual(4 * 0.0081 * 500)
    await end(second.child, 'SIGTERM')
    const state = spawnSync('tail', ['-n', '+2', join(folder, 'state', 'kpi-state.ndjson')], { encoding: 'utf8' }).stdout
    expect(/"months":\{"[0-9-]+":\[(\d+),0,(\d+),/.exec(state)?.slice(1)).toEqual(['1000', '500'])
  })
})

describe('requests', () => {
  it('what came before the last save outlives kill -9, gzip too; wrong ones are refused with the reason', async () => {
    const args = ['--kpi-state', join(folder, 'state')]
    const first = await serve(...args)
    expect(await (await post(first, '/v1/events', event('u1') + event('u2', true))).json()).toEqual({ accepted: 2, bad: 0 })
    expect(await (await post(first, '/v1/events', gzipSync(event('u3')), { 'content-encoding': 'gzip' })).json()).toEqual({ accepted: 1, bad: 0 })
    const statuses = await Promise.all([
      post(first, '/v1/events', event('u9'), { 'content-type': 'text/plain' }),
      post(first, '/v1/events', event('u9'), { origin: 'https://elsewhere.example' }),
      post(first, '/v1/events', 'x', { 'content-encoding': 'gzip' }),
      post(first, '/v1/events', event('u9'), { 'content-encoding': 'br' }),
      post(first, '/v1/events', gzipSync(Buffer.alloc(40 << 20)), { 'content-encoding': 'gzip' }),
      post(first, '/v1/nowhere', event('u9')),
      post(first, '/v1/traces', Buffer.from([7, 7]), { 'content-type': 'application/x-protobuf' }),
    ].map(async (r) => (await r).status))
    expect(statuses).toEqual([415, 403, 400, 415, 413, 405, 400])
    await sleep(11_500)
    await post(first, '/v1/events', event('lost'))
    await end(first.child, 'SIGKILL')
    const second = await serve(...args)
    expect(await metric(second, users(3))).toBe(users(3))
  })
})

const why = redisMissing()
describe.skipIf(why !== null)(`several ingesters over redis-server${why === null ? '' : `: ${why}`}`, () => {
  it('give one answer, also after Redis was killed and came back empty', async () => {
    const redis = await redisServer()
    try {
      const [a, b] = [await serve('--redis', `unix:${redis.socket}`, '--ingester', 'a'), await serve('--redis', `unix:${redis.socket}`, '--ingester', 'b')]
      await post(a, '/v1/events', event('u1') + event('u2', true))
      await post(b, '/v1/events', event('u2') + event('u3'))
      for (const each of [a, b]) expect(await metric(each, users(3))).toBe(users(3))
      await redis.kill()
      await post(a, '/v1/events', event('u4'))
      await sleep(1500)
      await redis.start()
      for (const each of [a, b]) expect(await metric(each, users(4))).toBe(users(4))
      const affected = 'ywq_affected_users{cluster="",system="portal",window="1h"} 1'
      expect(await metric(b, affected)).toBe(affected)
    } finally {
      await Promise.all([...children].map((child) => end(child, 'SIGKILL')))
      await redis.remove()
    }
  })
})
