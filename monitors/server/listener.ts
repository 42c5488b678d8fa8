/**
 * The one HTTP listener: prepared answers only, Host checked (DNS rebinding), authentication off loopback.
 * `/healthz` and `/readyz` stay open; everything else passes `authorize`.
 */
import { createServer as createHttp, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { AddressInfo } from 'node:net'
import { gzip } from 'node:zlib'
import { promisify } from 'node:util'
import { isLoopback, type ListenAddress } from './address.ts'
import { answerWrite, type WriteRoute } from './write.ts'

export interface Answer {
  readonly status: number
  readonly type: string
  readonly body: string | Uint8Array
  /** Content-Security-Policy. @default nothing but what stands in the page itself */
  readonly policy?: string
}

export type Authorize = (bearer: string | undefined, path: string) => Promise<'allow' | 'unauthenticated' | 'forbidden'>

export interface ListenerOptions {
  readonly address: ListenAddress
  /** Required off loopback. */
  readonly tls?: { readonly cert: string; readonly key: string }
  /** Required off loopback. */
  readonly authorize?: Authorize
  /** Host names that clients may use beside the listening address (a Service name). */
  readonly hosts?: readonly string[]
  readonly routes: Readonly<Record<string, () => Answer>>
  /** Paths that take a POST. @default none */
  readonly writes?: Readonly<Record<string, WriteRoute>>
}

export interface Listener {
  readonly url: string
  close(): Promise<void>
}

const open: ReadonlySet<string> = new Set(['/healthz', '/readyz'])
const compress = promisify(gzip)

/**
 * @throws Error where the address is not loopback and TLS or authorisation is missing, or the port is taken
 */
export async function listen(options: ListenerOptions): Promise<Listener> {
  const { address, tls, authorize } = options
  if (!address.loopback && (tls === undefined || authorize === undefined)) {
    throw new Error(`${address.host} is not loopback: TLS and authentication are required`)
  }
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    answer(options, request).then(
      (a) => send(request, response, a),
      () => send(request, response, plain(500, 'internal error')),
    )
  }
  const server: Server = tls === undefined ? createHttp(handle) : createHttps({ cert: tls.cert, key: tls.key, minVersion: 'TLSv1.2' }, handle)
  server.requestTimeout = 30_000
  server.headersTimeout = 10_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(address.port, address.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  const host = address.host.includes(':') ? `[${address.host}]` : address.host
  return {
    url: `${tls === undefined ? 'http' : 'https'}://${host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(options: ListenerOptions, request: IncomingMessage): Promise<Answer> {
  if (!hostAllowed(request.headers.host, options)) return plain(421, 'wrong Host')
  const path = (request.url ?? '/').split('?')[0] ?? '/'
  const write = request.method === 'POST' && options.writes !== undefined && Object.hasOwn(options.writes, path) ? options.writes[path] : undefined
  if (write === undefined && request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'only GET and HEAD')
  if (options.authorize !== undefined && !open.has(path)) {
    const bearer = /^Bearer ([\x21-\x7e]+)$/i.exec(request.headers.authorization ?? '')?.[1]
    const decision = await options.authorize(bearer, path)
    if (decision === 'unauthenticated') return plain(401, 'a bearer token is required')
    if (decision === 'forbidden') return plain(403, 'not allowed')
  }
  if (write !== undefined) return answerWrite(write, request)
  const route = Object.hasOwn(options.routes, path) ? options.routes[path] : undefined
  return route === undefined ? plain(404, 'not found') : route()
}

/** A page elsewhere must not be able to read us by pointing its own name at 127.0.0.1. */
function hostAllowed(header: string | undefined, options: ListenerOptions): boolean {
  if (header === undefined) return false
  const name = header.replace(/:\d+$/, '').replace(/^\[|\]$/g, '').toLowerCase()
  if (options.hosts?.includes(name) === true || name === options.address.host) return true
  // Off loopback clients come by pod address or Service name and have proved who they are.
  return options.address.loopback ? isLoopback(name) : options.authorize !== undefined
}

async function send(request: IncomingMessage, response: ServerResponse, a: Answer): Promise<void> {
  const headers: Record<string, string> = {
    'content-type': a.type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': a.policy ?? "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:",
    ...(a.status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
  }
  let body: string | Uint8Array = a.body
  if (a.body.length > 1024 && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
    body = await compress(a.body)
    headers['content-encoding'] = 'gzip'
  }
  response.writeHead(a.status, { ...headers, 'content-length': String(Buffer.byteLength(body)) })
  response.end(request.method === 'HEAD' ? undefined : body)
}

const plain = (status: number, text: string): Answer => ({ status, type: 'text/plain; charset=utf-8', body: `${text}\n` })
