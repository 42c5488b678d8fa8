/** A kubeconfig context → requests to its API server. The client library reads the file and signs in; objects stay raw JSON. */
import { Agent, request, type RequestOptions } from 'node:https'
import { request as plainRequest, type OutgoingHttpHeaders } from 'node:http'

export interface Connection {
  readonly server: string
  readonly context: string
  /** GET. @throws Error where the server cannot be reached; an HTTP status is an answer */
  get(path: string, query?: Readonly<Record<string, string>>): Promise<Answer>
  post(path: string, body: Readonly<Record<string, unknown>>): Promise<Answer>
  close(): void
}

/** A connection that can also hold answers which go on, as watches do. */
export interface StreamingConnection extends Connection {
  /**
   * GET whose answer is lines without end.
   * @param onLine told of each line; must not throw
   * @returns status 200 once the server ended the answer, any other status with its body
   * @throws Error where the connection breaks, or `signal` ends it
   */
  stream(path: string, query: Readonly<Record<string, string>>, onLine: (line: string) => void, signal: AbortSignal): Promise<Answer>
}

export interface Answer {
  readonly status: number
  /** Parsed JSON, or the text where it is none. */
  readonly body: unknown
  /** Seconds of Retry-After, where the server asks to wait. */
  readonly retryAfter?: number
}

export interface ConnectOptions {
  /** @default KUBECONFIG, ~/.kube/config, or the pod's own service account */
  readonly kubeconfig?: string
  /** @default the file's current context */
  readonly context?: string
}

/** Milliseconds without a byte before a request fails. */
const idle = 30_000
/** The same of a watch: the server ends it after watchSeconds and sends bookmarks about once a minute before. */
const streamIdle = 150_000
/** One object of a watch: etcd holds at most about 1.5 MB. */
const longestLine = 32 * 1024 * 1024

/** @throws Error in Chinese and English: no such file or context */
export async function connect(options: ConnectOptions): Promise<StreamingConnection> {
  const { KubeConfig } = await import('@kubernetes/client-node')
  const config = new KubeConfig()
  try {
    if (options.kubeconfig === undefined) config.loadFromDefault()
    else config.loadFromFile(options.kubeconfig)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`读不了 kubeconfig ${options.kubeconfig ?? ''}：${why} / cannot read kubeconfig ${options.kubeconfig ?? ''}: ${why}`)
  }
  const names = config.getContexts().map((c) => c.name)
  if (options.context !== undefined) {
    if (!names.includes(options.context)) throw new Error(`kubeconfig 里没有上下文 ${options.context}；有：${names.join(' ')} / no context ${options.context} in the kubeconfig; it has: ${names.join(' ')}`)
    config.setCurrentContext(options.context)
  }
  const server = config.getCurrentCluster()?.server
  if (server === undefined) throw new Error('kubeconfig 没有当前上下文；用 --context 指定 / the kubeconfig has no current context; name one by --context')
  const base = new URL(server)
  const agent = base.protocol === 'https:' ? new Agent({ keepAlive: true, maxSockets: 8 }) : undefined

  const send = async (method: string, path: string, query: Readonly<Record<string, string>>, body?: string): Promise<Answer> => {
    const url = new URL(base.pathname.replace(/\/$/, '') + path, base)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    // Signed in anew for each request: exec plugins and rotating tokens give a fresh header when theirs has run out.
    const headers: OutgoingHttpHeaders = { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }) }
    const signed: RequestOptions = { method, headers }
    await config.applyToHTTPSOptions(signed)
    return new Promise((resolve, reject) => {
      const sent = (url.protocol === 'https:' ? request : plainRequest)(url, { ...signed, agent, timeout: idle }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8')
          const wait = Number(response.headers['retry-after'] ?? Number.NaN)
          resolve({ status: response.statusCode ?? 0, body: parsed(text), ...(Number.isNaN(wait) ? {} : { retryAfter: wait }) })
        })
      })
      sent.on('timeout', () => sent.destroy(new Error(`${url.host} 无响应 / no answer from ${url.host}`)))
      sent.on('error', reject)
      sent.end(body)
    })
  }
  const stream: StreamingConnection['stream'] = async (path, query, onLine, signal) => {
    const url = new URL(base.pathname.replace(/\/$/, '') + path, base)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    const signed: RequestOptions = { method: 'GET', headers: { accept: 'application/json' } }
    await config.applyToHTTPSOptions(signed)
    return new Promise((resolve, reject) => {
      // Each holds a socket of its own for minutes: not one of the few that lists share.
      const sent = (url.protocol === 'https:' ? request : plainRequest)(url, { ...signed, agent: undefined, timeout: streamIdle, signal }, (response) => {
        const status = response.statusCode ?? 0
        let rest = ''
        response.setEncoding('utf8')
        response.on('data', (text: string) => {
          const lines = (rest + text).split('\n')
          rest = lines.pop() ?? ''
          if (rest.length > longestLine) sent.destroy(new Error(`${url.pathname} 的一行超过 ${longestLine} 字符 / a line of ${url.pathname} exceeds ${longestLine} characters`))
          if (status === 200) for (const line of lines) if (line !== '') onLine(line)
          if (status !== 200) rest = `${lines.join('\n')}${rest}`
        })
        response.on('error', reject)
        response.on('end', () => resolve({ status, body: status === 200 ? '' : parsed(rest) }))
      })
      sent.on('timeout', () => sent.destroy(new Error(`${url.host} 无响应 / no answer from ${url.host}`)))
      sent.on('error', reject)
      sent.end()
    })
  }
  return {
    server,
    stream,
    context: config.getCurrentContext(),
    get: (path, query = {}) => send('GET', path, query),
    post: (path, body) => send('POST', path, {}, JSON.stringify(body)),
    close: () => agent?.destroy(),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
