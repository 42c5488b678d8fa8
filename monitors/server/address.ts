/** `HOST:PORT` of --listen, and whether it is loopback (the only place served without TLS and authentication). */
import { isIP } from 'node:net'

export interface ListenAddress {
  readonly host: string
  readonly port: number
  readonly loopback: boolean
}

/** @returns null where the text is not HOST:PORT (IPv6 in brackets) with a port of 0–65535 */
export function parseListen(text: string): ListenAddress | null {
  const match = /^(?:\[([0-9a-fA-F:]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text)
  const host = match?.[1] ?? match?.[2]
  const port = Number(match?.[3])
  if (host === undefined || port > 65535) return null
  if (match?.[1] !== undefined && isIP(host) !== 6) return null
  return { host, port, loopback: isLoopback(host) }
}

/** 127.0.0.0/8, ::1 and the name localhost. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}
