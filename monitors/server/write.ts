/**
 * What may be written over HTTP: JSON (or what a route names), from a page of our own or from no page at all, and not larger than the route allows.
 * A form of another site can post neither JSON nor with our Origin (design: every listener).
 */
import type { IncomingMessage } from 'node:http'
import type { Answer } from './listener.ts'
import { flight, unpacked } from './unpack.ts'

export interface WriteRoute {
  /** Media types taken, without parameters. */
  readonly types: readonly string[]
  /** Bytes at most. */
  readonly limit: number
  /** @param type the media type it came as */
  readonly handle: (body: Buffer, type: string) => Promise<Answer>
}

const refuse = (status: number, text: string): Answer => ({ status, type: 'text/plain; charset=utf-8', body: `${text}\n` })

/** @returns the route's answer, or why the request is refused */
export async function answerWrite(route: WriteRoute, request: IncomingMessage): Promise<Answer> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (!route.types.includes(type)) return refuse(415, `Content-Type must be ${route.types.join(' or ')}`)
  const { origin, host } = request.headers
  if (origin !== undefined && origin !== `http://${host ?? ''}` && origin !== `https://${host ?? ''}`) return refuse(403, 'Origin is not ours')
  if (Number(request.headers['content-length'] ?? 0) > route.limit) return refuse(413, `at most ${route.limit} bytes`)
  const parts: Buffer[] = []
  let length = 0
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      length += part.length
      if (!flight(part.length)) return refuse(429, 'busy, try again')
      if (length > route.limit) return refuse(413, `at most ${route.limit} bytes`)
      parts.push(part)
    }
    const body = await unpacked(Buffer.concat(parts), request.headers['content-encoding'], route.limit)
    return Buffer.isBuffer(body) ? await route.handle(body, type) : refuse(body.status, body.why)
  } finally {
    flight(-length)
  }
}
