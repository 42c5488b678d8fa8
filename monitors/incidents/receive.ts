/**
 * Alertmanager's webhook (version 4 of its payload; prometheus.io/docs/alerting/latest/configuration, webhook_config) → incidents. Deliveries repeat
 * and overlap: an alert is known by fingerprint and start, so a repeated one changes nothing.
 */
import type { Kysely } from 'kysely'
import type { Estate } from '../../policies/estate/estate.ts'
import { isDictionary } from '../../policies/sources/kubernetes-object.ts'
import type { Tables } from './database.ts'
import type { Incident } from './incident.ts'
import { minutesBetween } from './limits.ts'
import { link, listIncidents, openIncident, recover } from './ledger.ts'

export interface Received {
  readonly opened: number
  readonly recovered: number
  readonly linked: number
  /** Alerts below high, which open no incident. */
  readonly passedOver: number
}

interface Alert {
  readonly fingerprint: string
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly summary: string
  readonly startsAt: string
  /** null while it fires. */
  readonly endsAt: string | null
}

const actor = 'alertmanager'
const opening: ReadonlySet<string> = new Set(['critical', 'high'])

/** Incidents of a service and of who uses it count as one matter when they begin within this many minutes. */
const sameMatterMinutes = 60

/**
 * @param estate where given, says who depends on which shared service
 * @throws Error where the body is no payload of version 4
 */
export async function receive(db: Kysely<Tables>, payload: unknown, estate: Estate | null, now: string): Promise<Received> {
  const counts = { opened: 0, recovered: 0, linked: 0, passedOver: 0 }
  for (const alert of alertsOf(payload)) {
    if (alert.endsAt !== null) counts.recovered += await resolved(db, alert, now)
    else if (!opening.has(alert.labels['severity'] ?? '')) counts.passedOver++
    else {
      const { incident, fresh } = await firing(db, alert, now)
      if (!fresh) continue
      counts.opened++
      if (estate !== null) counts.linked += await linkDependants(db, incident, estate, now)
    }
  }
  return counts
}

async function firing(db: Kysely<Tables>, alert: Alert, now: string): Promise<{ readonly incident: Incident; readonly fresh: boolean }> {
  const { cluster = '', department = 'platform', system = '' } = alert.labels
  // All that goes wrong with a system at once is one incident; elsewhere it is one a kind of alert.
  const key = system === '' ? `${cluster}/${department}/${alert.name}` : `${cluster}/${system}`
  const found = await openIncident(db, { title: alert.summary, cluster, department, system, detectedBy: 'monitoring', occurredAt: alert.startsAt, detectedAt: now, affectedUsers: null }, actor, now, key)
  await db.insertInto('alerts').values({ fingerprint: alert.fingerprint, starts_at: alert.startsAt, incident: found.incident.id, name: alert.name, ends_at: null }).onConflict((c) => c.columns(['fingerprint', 'starts_at']).doNothing()).execute()
  return found
}

/** @returns 1 where the last alert of its incident has ended, so that it has recovered */
async function resolved(db: Kysely<Tables>, alert: Alert, now: string): Promise<number> {
  const known = await db.updateTable('alerts').set({ ends_at: alert.endsAt }).where('fingerprint', '=', alert.fingerprint).where('starts_at', '=', alert.startsAt).where('ends_at', 'is', null).returning('incident').executeTakeFirst()
  if (known === undefined) return 0
  const still = await db.selectFrom('alerts').select('name').where('incident', '=', known.incident).where('ends_at', 'is', null).executeTakeFirst()
  if (still !== undefined) return 0
  const [incident] = (await listIncidents(db, { states: ['open', 'acknowledged'] })).filter((i) => i.id === known.incident)
  if (incident === undefined) return 0
  await recover(db, incident.id, alert.endsAt ?? now, actor, now)
  return 1
}

/** A shared service that fails is one incident: those of its dependants hang under it, whichever came first. */
async function linkDependants(db: Kysely<Tables>, fresh: Incident, estate: Estate, now: string): Promise<number> {
  const near = (await listIncidents(db, { states: ['open', 'acknowledged'] })).filter((i) => i.id !== fresh.id && i.cluster === fresh.cluster && Math.abs(minutesBetween(i.occurredAt, fresh.occurredAt)) <= sameMatterMinutes)
  const provider = near.find((i) => usesService(estate, fresh.system, i.system))
  if (provider !== undefined) {
    await link(db, fresh.id, provider.parent ?? provider.id, actor, now)
    return 1
  }
  // One level only: what hung under a dependant moves to the service that is the cause of both.
  const dependants = near.filter((i) => i.parent === null && usesService(estate, i.system, fresh.system))
  const below = near.filter((i) => dependants.some((d) => d.id === i.parent))
  for (const incident of [...below, ...dependants]) await link(db, incident.id, fresh.id, actor, now)
  return below.length + dependants.length
}

/** True where a system uses a shared service that another system provides. */
function usesService(estate: Estate, user: string, provider: string): boolean {
  if (user === '' || provider === '' || user === provider) return false
  return (estate.get('System', user)?.uses ?? []).some((service) => estate.get('SharedService', service)?.system === provider)
}

function alertsOf(payload: unknown): readonly Alert[] {
  if (!isDictionary(payload) || payload['version'] !== '4' || !Array.isArray(payload['alerts'])) throw new Error('不是 Alertmanager 第 4 版 webhook / not a webhook of Alertmanager, version 4')
  return payload['alerts'].map((value: unknown, i) => {
    const o = isDictionary(value) ? value : {}
    const { fingerprint, status } = o
    const labels = strings(o['labels'])
    const startsAt = instant(o['startsAt'])
    const name = labels['alertname']
    if (typeof fingerprint !== 'string' || name === undefined || startsAt === null || (status !== 'firing' && status !== 'resolved')) throw new Error(`alerts[${i}] 缺 fingerprint、labels.alertname、startsAt 或 status / alerts[${i}] lacks fingerprint, labels.alertname, startsAt or status`)
    return { fingerprint, name, labels, summary: strings(o['annotations'])['summary'] ?? name, startsAt, endsAt: status === 'resolved' ? (instant(o['endsAt']) ?? startsAt) : null }
  })
}

function strings(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(isDictionary(value) ? value : {})
  return Object.fromEntries(entries.flatMap(([k, v]) => (typeof v === 'string' ? [[k, v]] : [])))
}

/** RFC 3339 of any offset → UTC; null where it is none. */
function instant(value: unknown): string | null {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}
