/**
 * A minimal HTTPS client of the API server for tests and scripts: one keep-alive agent, the server's CA verified,
 * bearer token, JSON in and out. It adds no retries: the caller sees what the server said.
 */
import { Agent, request } from 'node:https'

export interface KubeConnection {
  /** https://host:port */
  readonly server: string
  readonly token: string
  /** CA certificates, PEM. */
  readonly ca: string
}

export interface KubeResponse {
  readonly status: number
  /** Parsed JSON; the text itself where the answer is not JSON. */
  readonly body: unknown
  /** Texts of the Warning headers (RFC 7234 section 5.5), in order. */
  readonly warnings: readonly string[]
}

export interface KubeRequest {
  readonly body?: unknown
  /** @default application/json */
  readonly contentType?: string
  readonly query?: Readonly<Record<string, string>>
  /** Milliseconds without a byte before the request fails. @default 30000 */
  readonly timeout?: number
}

export interface KubeClient {
  readonly request: (method: string, path: string, options?: KubeRequest) => Promise<KubeResponse>
  readonly get: (path: string, query?: Readonly<Record<string, string>>) => Promise<KubeResponse>
  /** Closes idle connections; without it they keep nothing alive but stay open. */
  readonly close: () => void
}

/**
 * A client for one identity.
 * @throws (from its methods) Error when the connection fails; an HTTP status is an answer, never an error
 */
export function kubeClient(connection: KubeConnection): KubeClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 16, ca: connection.ca })
  const send = (method: string, path: string, options: KubeRequest = {}): Promise<KubeResponse> =>
    new Promise((resolve, reject) => {
      const url = new URL(path, connection.server)
      for (const [name, value] of Object.entries(options.query ?? {})) url.searchParams.set(name, value)
      const body = options.body === undefined ? undefined : JSON.stringify(options.body)
      const sent = request(url, {
        agent,
        method,
        timeout: options.timeout ?? 30_000,
        headers: {
          authorization: `Bearer ${connection.token}`,
          accept: 'application/json',
          ...(body === undefined
            ? {}
            : { 'content-type': options.contentType ?? 'application/json', 'content-length': Buffer.byteLength(body) }),
        },
      })
      sent.on('timeout', () => sent.destroy(new Error(`${method} ${url.pathname}: 服务器无响应 no answer in time`)))
      sent.on('error', reject)
      sent.on('response', (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8')
          resolve({ status: response.statusCode ?? 0, body: parse(text), warnings: warningsOf(response.rawHeaders) })
        })
      })
      sent.end(body)
    })
  return { request: send, get: (path, query = {}) => send('GET', path, { query }), close: () => agent.destroy() }
}

/** `299 - "text"`: one header a warning; the joined form cannot be split, since texts hold commas. */
function warningsOf(rawHeaders: readonly string[]): readonly string[] {
  return rawHeaders.flatMap((name, i) => (i % 2 === 0 && name.toLowerCase() === 'warning' ? [(rawHeaders[i + 1] ?? '').replace(/^\d{3} \S+ "|"$/g, '').replace(/\\(.)/g, '$1')] : []))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
