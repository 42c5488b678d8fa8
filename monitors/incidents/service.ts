/** The ledger inside `ywq serve`: takes Alertmanager's webhook, keeps the list and the figures prepared. */
import type { Kysely } from 'kysely'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Estate } from '../../policies/estate/estate.ts'
import { seriesSet } from '../compliance/series.ts'
import type { Answer } from '../server/listener.ts'
import type { WriteRoute } from '../server/write.ts'
import type { Tables } from './database.ts'
import { addIncidents, daysCounted } from './figures.ts'
import type { GradeLimit } from './limits.ts'
import { listIncidents } from './ledger.ts'
import { receive, type Received } from './receive.ts'

export interface IncidentService {
  /** Series of the ledger in Prometheus' text. */
  readonly metrics: () => string
  /** JSON of what is open and of the last 30 days. */
  readonly list: () => Answer
  /** For `POST /api/alerts`. */
  readonly webhook: WriteRoute
  stop(): Promise<void>
}

export interface IncidentServiceOptions {
  readonly db: Kysely<Tables>
  readonly estate: Estate | null
  readonly limits: readonly GradeLimit[]
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  /** Milliseconds between two looks: commands write to the store, too, and deadlines come nearer. */
  readonly interval: number
  readonly onReceived?: (received: Received) => void
  /** The store cannot be read; the figures stay as they were until it can. */
  readonly onError?: (error: unknown) => void
}

const json = 'application/json; charset=utf-8'
/** Alertmanager sends some kilobytes an alert. */
const limit = 4 * 1024 * 1024

export async function startIncidents({ db, estate, limits, clock, interval, onReceived, onError }: IncidentServiceOptions): Promise<IncidentService> {
  let text = ''
  let body = ''
  const stopping = new AbortController()
  const now = (): string => new Date(clock()).toISOString()
  const look = async (): Promise<void> => {
    const at = now()
    const incidents = await listIncidents(db, { closedSince: new Date(clock() - daysCounted * 86_400_000).toISOString() })
    const series = seriesSet()
    addIncidents(series, incidents, at, limits)
    text = await series.render()
    body = JSON.stringify({ format: 'ywq.incidents', version: 1, now: at, incidents })
  }
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await look().catch((error: unknown) => onError?.(error))
      await sleep(interval, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }
  await look()
  const looping = loop()
  return {
    metrics: () => text,
    list: () => ({ status: 200, type: json, body }),
    webhook: {
      types: ['application/json'],
      limit,
      async handle(bytes) {
        let payload: unknown
        try {
          payload = JSON.parse(bytes.toString('utf8'))
        } catch {
          return { status: 400, type: json, body: '{"error":"不是 JSON / not JSON"}\n' }
        }
        try {
          const received = await receive(db, payload, estate, now())
          onReceived?.(received)
          await look()
          return { status: 200, type: json, body: `${JSON.stringify(received)}\n` }
        } catch (error) {
          // A payload that is none will be none the next time (400); a store that is away comes back, and Alertmanager repeats on 5xx.
          const message = error instanceof Error ? error.message : String(error)
          const status = /webhook|alerts\[/.test(message) ? 400 : 503
          if (status === 503) onError?.(error)
          return { status, type: json, body: `${JSON.stringify({ error: status === 400 ? message : '台账暂不可用 / the ledger is not available now' })}\n` }
        }
      },
    },
    async stop() {
      stopping.abort()
      await looping
      await db.destroy()
    },
  }
}
