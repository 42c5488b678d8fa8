/** The listener on a real socket: Host check, methods, authentication, TLS, what stays open. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request as http } from 'node:http'
import { request as https } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { isLoopback, parseListen } from '../../monitors/server/address.ts'
import { bearerFile, kubernetesReview } from '../../monitors/server/authorize.ts'
import { listen, type Listener, type ListenerOptions } from '../../monitors/server/listener.ts'

const loopback = { host: '127.0.0.1', port: 0, loopback: true } as const
const text = (body: string) => () => ({ status: 200, type: 'text/plain', body })
const routes = { '/metrics': text('up 1\n'), '/healthz': text('ok\n'), '/readyz': text('ok\n'), '/long': text('x'.repeat(5000)) }

const listeners: Listener[] = []
const start = async (options: Partial<ListenerOptions> = {}): Promise<Listener> => {
  const l = await listen({ address: loopback, routes, ...options })
  listeners.push(l)
  return l
}
afterEach(async () => {
  for (const l of listeners.splice(0)) await l.close()
})

interface Got {
  status: number
  body: Buffer
  headers: Record<string, unknown>
}
const get = (url: string, headers: Record<string, string> = {}, method = 'GET', tls: { ca: string } | null = null): Promise<Got> =>
  new Promise((resolve, reject) => {
    const done = (response: import('node:http').IncomingMessage): void => {
      const chunks: Buffer[] = []
      response.on('data', (c: Buffer) => chunks.push(c))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks), headers: response.headers }))
    }
    const r = tls === null ? http(url, { method, headers }, done) : https(url, { method, headers, ca: tls.ca, servername: 'localhost' }, done)
    r.on('error', reject)
    r.end()
  })

describe('listen address', () => {
  it.each([
    ['127.0.0.1:9464', '127.0.0.1', 9464, true],
    ['localhost:0', 'localhost', 0, true],
    ['[::1]:9464', '::1', 9464, true],
    ['0.0.0.0:9464', '0.0.0.0', 9464, false],
    ['[::]:9464', '::', 9464, false],
    ['127.1.2.3:80', '127.1.2.3', 80, true],
  ])('%s', (given, host, port, local) => expect(parseListen(given)).toEqual({ host, port, loopback: local }))
  it.each(['9464', '127.0.0.1', '127.0.0.1:70000', '::1:9464', '[127.0.0.1]:1', 'a:b'])('refuses %s', (given) => expect(parseListen(given)).toBeNull())
  it('does not take a name that merely begins like loopback', () => expect(isLoopback('127.0.0.1.example.com')).toBe(false))
})

describe('on loopback', () => {
  it('answers routes, 404 elsewhere, 405 to writes, and nothing to a foreign Host', async () => {
    const { url } = await start()
    expect((await get(`${url}/metrics`)).body.toString()).toBe('up 1\n')
    expect((await get(`${url}/metrics?x=1`)).status).toBe(200)
    expect((await get(`${url}/nope`)).status).toBe(404)
    expect((await get(`${url}/constructor`)).status).toBe(404)
    expect((await get(`${url}/metrics`, {}, 'POST')).status).toBe(405)
    expect((await get(`${url}/metrics`, { host: 'evil.example' })).status).toBe(421)
    expect((await get(`${url}/metrics`, { host: 'localhost:1' })).status).toBe(200)
  })
  it('compresses long answers for readers that ask', async () => {
    const { url } = await start()
    const got = await get(`${url}/long`, { 'accept-encoding': 'gzip' })
    expect(got.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(got.body).toString()).toBe('x'.repeat(5000))
  })
})

describe('off loopback', () => {
  it('refuses to start without TLS and authentication', async () => {
    await expect(listen({ address: { host: '0.0.0.0', port: 0, loopback: false }, routes })).rejects.toThrow('TLS and authentication are required')
  })
  it('serves TLS with authentication; only health stays open', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ywq-tls-'))
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', join(folder, 'k'), '-out', join(folder, 'c')], { stdio: 'ignore' })
    const cert = readFileSync(join(folder, 'c'), 'utf8')
    const key = readFileSync(join(folder, 'k'), 'utf8')
    rmSync(folder, { recursive: true })
    // The address is loopback (tests listen nowhere else); the rules off loopback are asked for by the flag.
    const { url } = await start({ address: { host: '127.0.0.1', port: 0, loopback: false }, tls: { cert, key }, authorize: bearerFile(() => '# readers\nsecret-1\nsecret-2\n') })
    expect(url).toMatch(/^https:/)
    expect((await get(`${url}/healthz`, {}, 'GET', { ca: cert })).status).toBe(200)
    expect((await get(`${url}/metrics`, {}, 'GET', { ca: cert })).status).toBe(401)
    expect((await get(`${url}/metrics`, { authorization: 'Bearer secret-3' }, 'GET', { ca: cert })).status).toBe(401)
    expect((await get(`${url}/metrics`, { authorization: 'Bearer # readers' }, 'GET', { ca: cert })).status).toBe(401)
    expect((await get(`${url}/metrics`, { authorization: 'Bearer secret-2' }, 'GET', { ca: cert })).status).toBe(200)
  })
})

describe('Kubernetes review', () => {
  it('asks who and whether, keeps the answer for 30 s, and fails closed', async () => {
    const asked: string[] = []
    let allowed = true
    let clock = 0
    const authorize = kubernetesReview(
      (path, body) => {
        asked.push(path.split('/').at(-1) ?? '')
        if (path.endsWith('tokenreviews')) {
          const { token } = body['spec'] as { token: string }
          return Promise.resolve({ status: token === 'good' ? { authenticated: true, user: { username: 'prometheus' } } : {} })
        }
        return Promise.resolve({ status: { allowed } })
      },
      () => clock,
    )
    expect(await authorize(undefined, '/metrics')).toBe('unauthenticated')
    expect(await authorize('bad', '/metrics')).toBe('unauthenticated')
    expect(await authorize('good', '/metrics')).toBe('allow')
    allowed = false
    expect(await authorize('good', '/metrics')).toBe('allow')
    expect(asked).toEqual(['tokenreviews', 'tokenreviews', 'subjectaccessreviews'])
    clock = 31_000
    expect(await authorize('good', '/metrics')).toBe('forbidden')
  })
})
