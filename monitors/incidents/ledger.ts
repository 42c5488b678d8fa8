/**
 * The incident ledger: each act is one transaction whose first statement is the write and carries its own condition, so that the service, the command
 * and a second replica can act at once and none undoes the other. Refusals read `中文 / English`.
 */
import { randomBytes } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import type { Tables } from './database.ts'
import type { Grade, Incident, IncidentEvent, IncidentState } from './incident.ts'
import { closingFaults, type Closing } from './closing.ts'
import { eventRow, incidentOf, rowOf } from './rows.ts'

/** What is known when an incident is entered. */
export type NewIncident = Pick<Incident, 'title' | 'cluster' | 'department' | 'system' | 'detectedBy' | 'occurredAt' | 'detectedAt' | 'affectedUsers'>

export interface Filter {
  readonly states?: readonly IncidentState[]
  readonly system?: string
  readonly department?: string
  /** Closed ones only from here on (by when they occurred). RFC 3339 in UTC. */
  readonly closedSince?: string
}

export interface MaintenanceWindow {
  readonly system: string
  /** RFC 3339, in UTC. */
  readonly from: string
  readonly to: string
  readonly reason: string
  readonly by: string
}

type Store = Kysely<Tables> | Transaction<Tables>

/** @returns id that begins with the day: people say it on the telephone */
const newId = (now: string): string => `${now.slice(0, 10).replaceAll('-', '')}-${randomBytes(3).toString('hex')}`

/**
 * Enters an incident.
 * @param key of the matter: while an incident with it is open, that one is the answer and none is entered. null = always a new one
 */
export async function openIncident(db: Kysely<Tables>, incident: NewIncident, actor: string, now: string, key: string | null = null): Promise<{ readonly incident: Incident; readonly fresh: boolean }> {
  return db.transaction().execute(async (t) => {
    const id = newId(now)
    const entered: Incident = {
      ...incident, id, state: 'open', acknowledgedAt: null, recoveredAt: null, closedAt: null, grade: null, gradedBy: null, reportedAt: null, parent: null,
      resolvedBy: null, confirmedBy: null, cause: null, rule: null, noRuleReason: null, maintenance: false,
    }
    const { numInsertedOrUpdatedRows } = await t.insertInto('incidents').values(rowOf(entered, key)).onConflict((c) => c.column('open_key').doNothing()).executeTakeFirstOrThrow()
    if (numInsertedOrUpdatedRows === 0n && key !== null) return { incident: incidentOf(await t.selectFrom('incidents').selectAll().where('open_key', '=', key).executeTakeFirstOrThrow()), fresh: false }
    const window = await t.selectFrom('maintenance').select('id').where('system', '=', incident.system).where('starts_at', '<=', incident.occurredAt).where('ends_at', '>=', incident.occurredAt).executeTakeFirst()
    if (window !== undefined) await t.updateTable('incidents').set({ maintenance: 1 }).where('id', '=', id).execute()
    await record(t, id, actor, now, 'open', incident.detectedBy)
    return { incident: { ...entered, maintenance: window !== undefined }, fresh: true }
  })
}

/** Somebody takes it on. */
export async function acknowledge(db: Kysely<Tables>, id: string, actor: string, now: string): Promise<void> {
  await change(db, id, ['open'], { state: 'acknowledged', acknowledged_at: now }, { actor, now, act: 'acknowledge' })
}

/** Sets what a person confirms: the grade, and the people hit where they are known by now. */
export async function escalate(db: Kysely<Tables>, id: string, grade: Grade, affectedUsers: number | null, actor: string, now: string): Promise<void> {
  await change(db, id, ['open', 'acknowledged', 'recovered'], { grade, graded_by: actor, ...(affectedUsers === null ? {} : { affected_users: affectedUsers }) }, { actor, now, act: 'escalate', detail: `grade ${grade}` })
}

/** It has been reported upward. */
export async function reported(db: Kysely<Tables>, id: string, actor: string, now: string): Promise<void> {
  await change(db, id, ['open', 'acknowledged', 'recovered'], { reported_at: now }, { actor, now, act: 'report' })
}

/** The service is back. */
export async function recover(db: Kysely<Tables>, id: string, at: string, actor: string, now: string): Promise<void> {
  await change(db, id, ['open', 'acknowledged'], { state: 'recovered', recovered_at: at, open_key: null }, { actor, now, act: 'recover' })
}

/** Hangs an incident under that of the shared service it follows from: one cause, one incident, its dependants linked. */
export async function link(db: Kysely<Tables>, id: string, parent: string, actor: string, now: string): Promise<void> {
  const above = await find(db, parent)
  if (id === parent) throw new Error(`事件 ${id} 不能挂在自己下面 / incident ${id} cannot hang under itself`)
  if (above.parent !== null) throw new Error(`${parent} 自己挂在 ${above.parent} 下面；请直接挂到 ${above.parent} / ${parent} hangs under ${above.parent} itself; link to that one`)
  const below = await db.selectFrom('incidents').select('id').where('parent', '=', id).executeTakeFirst()
  if (below !== undefined) throw new Error(`${id} 下面已挂有 ${below.id}；先把它挂到 ${parent} / ${below.id} hangs under ${id}; link that one to ${parent} first`)
  await change(db, id, ['open', 'acknowledged', 'recovered'], { parent }, { actor, now, act: 'link', detail: parent })
}

/** @throws Error naming every rule that closing would break */
export async function closeIncident(db: Kysely<Tables>, id: string, closing: Closing, now: string): Promise<void> {
  const incident = await find(db, id)
  const children = (await db.selectFrom('incidents').selectAll().where('parent', '=', id).execute()).map(incidentOf)
  const faults = closingFaults(incident, children, closing)
  if (faults.length > 0) throw new Error(`不能关闭 ${id}：${faults.map((f) => f.zh).join('；')} / cannot close ${id}: ${faults.map((f) => f.en).join('; ')}`)
  await change(db, id, ['recovered'], {
    state: 'closed', closed_at: now, resolved_by: closing.resolvedBy, confirmed_by: closing.confirmedBy, cause: closing.cause, rule: closing.rule, no_rule_reason: closing.noRuleReason,
  }, { actor: closing.confirmedBy, now, act: 'close', detail: closing.cause })
}

/** Newest first. */
export async function listIncidents(db: Store, { states, system, department, closedSince }: Filter = {}): Promise<readonly Incident[]> {
  let query = db.selectFrom('incidents').selectAll()
  if (states !== undefined) query = query.where('state', 'in', states)
  if (system !== undefined) query = query.where('system', '=', system)
  if (department !== undefined) query = query.where('department', '=', department)
  if (closedSince !== undefined) query = query.where((e) => e.or([e('state', '!=', 'closed'), e('occurred_at', '>=', closedSince)]))
  return (await query.orderBy('occurred_at', 'desc').orderBy('id').execute()).map(incidentOf)
}

export async function history(db: Store, id: string): Promise<readonly IncidentEvent[]> {
  await find(db, id)
  return db.selectFrom('events').select(['incident', 'at', 'actor', 'act', 'detail']).where('incident', '=', id).orderBy('at').orderBy('id').execute()
}

/** Incidents that begin inside it are counted apart. */
export async function declareMaintenance(db: Store, { system, from, to, reason, by }: MaintenanceWindow): Promise<void> {
  await db.insertInto('maintenance').values({ id: `${from.slice(0, 10)}-${randomBytes(4).toString('hex')}`, system, starts_at: from, ends_at: to, reason, declared_by: by }).execute()
}

async function find(db: Store, id: string): Promise<Incident> {
  const row = await db.selectFrom('incidents').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw new Error(`没有事件 ${id}；ywq incident list 列出全部 / no incident ${id}; ywq incident list shows them all`)
  return incidentOf(row)
}

interface Act {
  readonly actor: string
  readonly now: string
  readonly act: string
  readonly detail?: string
}

async function change(db: Kysely<Tables>, id: string, states: readonly IncidentState[], set: Partial<Tables['incidents']>, { actor, now, act, detail }: Act): Promise<void> {
  await db.transaction().execute(async (t) => {
    const { numUpdatedRows } = await t.updateTable('incidents').set(set).where('id', '=', id).where('state', 'in', states).executeTakeFirstOrThrow()
    if (numUpdatedRows === 0n) {
      const { state } = await find(t, id)
      throw new Error(`事件 ${id} 的状态是 ${state}；${act} 只能用于 ${states.join('、')} / incident ${id} is ${state}; ${act} needs ${states.join(', ')}`)
    }
    await record(t, id, actor, now, act, detail ?? '')
  })
}

async function record(db: Store, incident: string, actor: string, at: string, act: string, detail: string): Promise<void> {
  await db.insertInto('events').values(eventRow({ incident, at, actor, act, detail })).execute()
}
