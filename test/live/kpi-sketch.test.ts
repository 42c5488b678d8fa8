/** Our sketches beside a real redis-server: the same registers, the same counts, each reads what the other wrote. */
import { createClient, RESP_TYPES } from 'redis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addHash, countRegisters, mergeRegisters, newRegisters, type Registers } from '../../monitors/kpi/hyperloglog.ts'
import { murmur64, type Hash64 } from '../../monitors/kpi/murmur.ts'
import { decodeSketch, encodeSketch } from '../../monitors/kpi/sketch-format.ts'
import { redisMissing, redisServer, type RedisServer } from './redis-server.ts'

const why = redisMissing()
const connect = (socket: string) => createClient({ socket: { path: socket, tls: false } }).withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer }).connect()

const registersOf = (users: readonly string[]): Registers => {
  const registers = newRegisters()
  const hash: Hash64 = { high: 0, low: 0 }
  for (const user of users) {
    const bytes = Buffer.from(user)
    murmur64(bytes, 0, bytes.length, hash)
    addHash(registers, hash)
  }
  return registers
}
const users = (from: number, to: number): readonly string[] => Array.from({ length: to - from }, (_, i) => `用户-${(from + i) * 7919}`)

describe.skipIf(why !== null)(`sketches and redis-server${why === null ? '' : `: ${why}`}`, () => {
  let server: RedisServer
  let client: Awaited<ReturnType<typeof connect>>
  beforeAll(async () => {
    server = await redisServer()
    client = await connect(server.socket)
  })
  afterAll(async () => {
    client.destroy()
    await server.remove()
  })
  const add = async (key: string, list: readonly string[]): Promise<void> => {
    for (let i = 0; i < list.length; i += 5000) await client.pfAdd(key, list.slice(i, i + 5000))
  }

  it.each([0, 1, 2, 10, 700, 1500, 5000, 60_000, 300_000])('%i users: registers and count are those of PFADD and PFCOUNT', async (n) => {
    const ours = registersOf(users(0, n))
    await client.del(['theirs', 'ours'])
    if (n === 0) await client.pfAdd('theirs', [])
    else await add('theirs', users(0, n))
    const stored = await client.get('theirs')
    expect(Buffer.compare(decodeSketch(stored ?? Buffer.alloc(0)), ours)).toBe(0)
    expect(countRegisters(ours)).toBe(await client.pfCount('theirs'))
    await client.set('ours', Buffer.from(encodeSketch(ours)))
    expect(await client.pfCount('ours')).toBe(countRegisters(ours))
  })

  it.each([[50, 90], [50, 40_000], [30_000, 80_000]])('PFMERGE of theirs (%i) and ours (%i) is our union', async (a, b) => {
    await client.del(['theirs', 'ours', 'union'])
    await add('theirs', users(0, a))
    const ours = registersOf(users(Math.floor(a / 2), b))
    await client.set('ours', Buffer.from(encodeSketch(ours)))
    await client.pfMerge('union', ['theirs', 'ours'])
    mergeRegisters(ours, registersOf(users(0, a)))
    expect(Buffer.compare(decodeSketch((await client.get('union')) ?? Buffer.alloc(0)), ours)).toBe(0)
    expect(await client.pfCount(['theirs', 'ours'])).toBe(countRegisters(ours))
  })

  it('PFADD goes on in a sketch that we wrote', async () => {
    await client.set('grown', Buffer.from(encodeSketch(registersOf(users(0, 900)))))
    await add('grown', users(900, 9000))
    expect(Buffer.compare(decodeSketch((await client.get('grown')) ?? Buffer.alloc(0)), registersOf(users(0, 9000)))).toBe(0)
  })
})
