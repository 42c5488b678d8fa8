/**
 * Several ingesters, one answer: each keeps its own windows and unites their sketches with the shared ones in Redis (SET of its part, PFMERGE,
 * EXPIRE). A union may be done twice without harm, so after a failure everything that changed is simply sent again, and Redis may lose what it
 * holds: each ingester sends its windows anew. Transactions are not shared here: each ingester counts its own and Prometheus adds them up.
 */
import type { createClient } from 'redis'
import { settle, windowKeys, windowNames, type Bucket, type Moment, type WindowCount, type WindowName, type Windows } from './windows.ts'

type Client = ReturnType<typeof createClient>
const prefix = 'ywq:kpi'
const hourSeconds = 26 * 3600
const daySeconds = 32 * 86_400

export interface SharedStore {
  /** Sends what changed, reads what all have. */
  exchange(windows: Windows | undefined, now: number, at: (seconds: number) => Moment): Promise<void>
  /** As of the last exchange; null = nobody had a signal. */
  read(system: string, window: WindowName): WindowCount | null
  close(): Promise<void>
}

/** @param ingester name of this process among those that share, lasting over restarts */
export async function sharedStore(url: string, ingester: string, onError: (error: unknown) => void): Promise<SharedStore> {
  const { createClient, RESP_TYPES } = await import('redis')
  const socketPath = /^unix:(\/.+)$/.exec(url)?.[1]
  const client: Client = createClient(socketPath === undefined ? { url, disableOfflineQueue: true } : { socket: { path: socketPath, tls: false }, disableOfflineQueue: true })
  client.on('error', onError)
  await client.connect()
  const binary = client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer })
  const counts = new Map<string, WindowCount | null>()
  let generation = ''

  async function send(key: string, bucket: Bucket, seconds: number): Promise<void> {
    for (const [name, sketch] of [['active', bucket.active], ['affected', bucket.affected]] as const) {
      const [shared, part] = [`${key}:${name}`, `${key}:${name}:part:${ingester}`]
      await client.multi().set(part, Buffer.from(settle(sketch))).pfMerge(shared, [shared, part]).del(part).expire(shared, seconds).exec()
    }
    // Counts are no unions: each ingester has a field of its own.
    await client.multi().hSet(`${key}:counts`, ingester, `${bucket.transactions} ${bucket.identified}`).expire(`${key}:counts`, seconds).exec()
  }

  async function readShared(base: string, window: WindowName, now: number, at: (seconds: number) => Moment): Promise<WindowCount | null> {
    const { hours, days } = windowKeys(window, now, at)
    const keys = [...hours.map((hour) => `${base}:h:${hour}`), ...days.map((day) => `${base}:d:${day}`)]
    const fields = await Promise.all(keys.map((key) => client.hVals(`${key}:counts`)))
    let [transactions, identified] = [0, 0]
    for (const value of fields.flat()) {
      const [t = 0, i = 0] = value.split(' ').map(Number)
      transactions += t
      identified += i
    }
    if (transactions === 0) return null
    const users = (name: string): Promise<number> => client.pfCount(keys.map((key) => `${key}:${name}`))
    return identified === 0 ? { transactions, identified, activeUsers: null, affectedUsers: null } : { transactions, identified, activeUsers: await users('active'), affectedUsers: await users('affected') }
  }

  return {
    async exchange(windows, now, at) {
      if (windows === undefined) return
      // A Redis that was emptied or replaced has another generation: everything is sent again.
      const found = (await binary.get(`${prefix}:generation`))?.toString() ?? ''
      if (found === '' ) await client.set(`${prefix}:generation`, `${ingester} ${now}`, { NX: true })
      const present = (await client.get(`${prefix}:generation`)) ?? ''
      const all = present !== generation
      for (const [system, { hours, days }] of windows.systems) {
        const base = `${prefix}:${windows.keyId}:${system}`
        for (const [map, letter, seconds] of [[hours, 'h', hourSeconds], [days, 'd', daySeconds]] as const) {
          for (const [key, bucket] of map) {
            if (!bucket.changed && !all) continue
            bucket.changed = false
            try {
              await send(`${base}:${letter}:${key}`, bucket, seconds)
            } catch (error) {
              bucket.changed = true
              throw error
            }
          }
        }
      }
      generation = present
      const names = await client.sMembers(`${prefix}:${windows.keyId}:systems`)
      const own = [...windows.systems.keys()]
      if (own.length > 0) await client.sAdd(`${prefix}:${windows.keyId}:systems`, own)
      for (const system of new Set([...names, ...own])) {
        for (const window of windowNames) counts.set(`${system} ${window}`, await readShared(`${prefix}:${windows.keyId}:${system}`, window, now, at))
      }
    },
    read: (system, window) => counts.get(`${system} ${window}`) ?? null,
    close: () => client.close(),
  }
}
