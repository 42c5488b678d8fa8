/** gzip bodies (RFC 9110 §8.4.1), bounded when unpacked; and how much may be in the air at one time. */
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'

const unpack = promisify(gunzip)
/** Bytes of bodies being read at one time; above it senders are told to come again (429, RFC 6585 §4). */
const mostInFlight = 64 << 20
let inFlight = 0

/** Counts bytes taken in (negative: done with). @returns whether there is room for more */
export function flight(bytes: number): boolean {
  inFlight += bytes
  return inFlight <= mostInFlight
}

/** @returns the body, or status and reason of a refusal */
export async function unpacked(body: Buffer, encoding: string | undefined, limit: number): Promise<Buffer | { readonly status: number; readonly why: string }> {
  if (encoding === undefined || encoding === 'identity') return body
  if (encoding !== 'gzip') return { status: 415, why: 'Content-Encoding must be gzip or absent' }
  try {
    return await unpack(body, { maxOutputLength: limit })
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? { status: 413, why: `at most ${limit} bytes when unpacked` } : { status: 400, why: 'not gzip' }
  }
}
