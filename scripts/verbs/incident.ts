/** `ywq incident ACT`: the incident ledger by hand: enter what a citizen reported, take on, link, grade, report, recover, close, list. */
import { partyFaults, type Closing } from '../../monitors/incidents/closing.ts'
import { detections, grades, incidentStates } from '../../monitors/incidents/incident.ts'
import * as ledger from '../../monitors/incidents/ledger.ts'
import type { Estate } from '../../policies/estate/estate.ts'
import { nearest } from '../../policies/nearest.ts'
import { dayOf } from '../../policies/time.ts'
import { asUsageError, exit, say, UsageError, type Invocation } from '../command.ts'
import { limitsOf, openStore } from '../incident-store.ts'
import { showHistory, showIncidents } from '../incident-table.ts'
import { judgedAt } from '../instant.ts'
import { estateOrFail } from '../load-estate.ts'
import { print } from '../output.ts'

const acts = ['open', 'ack', 'link', 'escalate', 'report', 'recover', 'close', 'list', 'show', 'maintenance'] as const
type Act = (typeof acts)[number]

interface Context extends Invocation {
  readonly db: Awaited<ReturnType<typeof openStore>>
  readonly estate: Estate | null
  /** RFC 3339 in UTC. */
  readonly now: string
}

export async function run(invocation: Invocation): Promise<number> {
  const [word = '', ...rest] = invocation.positionals
  const act = acts.find((a) => a === word)
  if (act === undefined) {
    const guess = nearest(word, acts)
    throw new UsageError(`ywq incident 后面要有动作${word === '' ? '' : `，没有 ${word}`}${guess === undefined ? '' : `，是不是 ${guess}？`} 可用：${acts.join(' ')}`, `ywq incident needs an act${word === '' ? '' : `; there is no ${word}`}${guess === undefined ? '' : `; did you mean ${guess}?`} Allowed: ${acts.join(' ')}`)
  }
  const folder = invocation.string('estate')
  const estate = folder === undefined ? null : estateOrFail(folder, invocation.lang)
  const now = new Date(judgedAt(invocation.string('now'), undefined, estate?.timezone ?? 'Asia/Shanghai', Date.now)).toISOString()
  const limits = limitsOf(invocation)
  const db = await openStore(invocation)
  try {
    const context: Context = { ...invocation, db, estate, now }
    const id = await perform(act, rest, context).catch((error: unknown) => {
      throw asUsageError(error)
    })
    if (act === 'show') await print(showHistory(await ledger.history(db, id), invocation.lang))
    const shown = (await ledger.listIncidents(db, act === 'list' ? filterOf(invocation) : {})).filter((i) => act === 'list' || i.id === id)
    if (act !== 'maintenance') await print(showIncidents(shown, { format: invocation.string('format') ?? 'table', lang: invocation.lang, now, limits }))
    return exit.clean
  } finally {
    await db.destroy()
  }
}

/** @returns id of the incident acted on; '' for list and maintenance */
async function perform(act: Act, rest: readonly string[], context: Context): Promise<string> {
  const { db, now, string } = context
  if (act === 'list') return ''
  if (act === 'open') return opened(context)
  if (act === 'maintenance') {
    await ledger.declareMaintenance(db, { system: known(context, needed(context, 'system')), from: instant(context, 'from'), to: instant(context, 'to'), reason: needed(context, 'reason'), by: person(context, 'by') })
    await print(say({ zh: '✓ 已登记维护窗口', en: '✓ maintenance window declared' }, context.lang))
    return ''
  }
  const [id] = rest
  if (id === undefined || rest.length > 1) throw new UsageError(`ywq incident ${act} 后面写一个事件编号（ywq incident list 列出）`, `ywq incident ${act} takes one incident id (ywq incident list shows them)`)
  if (act === 'show') return id
  if (act === 'close') {
    await close(id, context)
    return id
  }
  const by = person(context, 'by')
  if (act === 'ack') await ledger.acknowledge(db, id, by, now)
  else if (act === 'link') await ledger.link(db, id, needed(context, 'parent'), by, now)
  else if (act === 'report') await ledger.reported(db, id, by, now)
  else if (act === 'recover') await ledger.recover(db, id, string('at') === undefined ? now : instant(context, 'at'), by, now)
  else {
    const grade = grades.find((g) => String(g) === needed(context, 'grade'))
    if (grade === undefined) throw new UsageError('--grade 应为 1、2、3、4（1 最重）', '--grade must be 1, 2, 3 or 4 (1 is the gravest)')
    await ledger.escalate(db, id, grade, affected(context), by, now)
  }
  return id
}

async function opened(context: Context): Promise<string> {
  const { db, now, estate, string } = context
  const system = known(context, string('system') ?? '')
  const department = string('department') ?? estate?.get('System', system)?.department ?? 'platform'
  const detectedBy = detections.find((d) => d === needed(context, 'detected-by')) ?? 'user'
  const occurredAt = string('occurred') === undefined ? now : instant(context, 'occurred')
  if (occurredAt > now) throw new UsageError(`--occurred ${occurredAt} 晚于现在 ${now}`, `--occurred ${occurredAt} lies after now, ${now}`)
  const cluster = string('cluster') ?? estate?.get('System', system)?.tiers[0]?.cluster ?? ''
  const { incident } = await ledger.openIncident(db, { title: needed(context, 'title'), cluster, department, system, detectedBy, occurredAt, detectedAt: now, affectedUsers: affected(context) }, person(context, 'by'), now)
  return incident.id
}

async function close(id: string, context: Context): Promise<void> {
  const { db, estate, now, string } = context
  const closing: Closing = { resolvedBy: person(context, 'resolved-by'), confirmedBy: person(context, 'confirmed-by'), cause: needed(context, 'cause'), rule: string('rule') ?? null, noRuleReason: string('no-rule') ?? null }
  if (estate !== null) {
    const system = (await ledger.listIncidents(db)).find((i) => i.id === id)?.system ?? ''
    const faults = partyFaults(estate, system, closing, dayOf(Date.parse(now), estate.timezone))
    if (faults.length > 0) throw new UsageError(faults.map((f) => f.zh).join('；'), faults.map((f) => f.en).join('; '))
  }
  await ledger.closeIncident(db, id, closing, now)
}

function filterOf({ string, strings }: Invocation): ledger.Filter {
  const states = strings('state').flatMap((s) => s.split(',')).flatMap((s) => incidentStates.filter((known) => known === s))
  const [system, department] = [string('system'), string('department')]
  return { states: states.length > 0 ? states : ['open', 'acknowledged', 'recovered'], ...(system === undefined ? {} : { system }), ...(department === undefined ? {} : { department }) }
}

function needed({ string }: Invocation, option: string): string {
  const value = string(option)
  if (value === undefined || value.trim() === '') throw new UsageError(`缺少 --${option}`, `--${option} is missing`)
  return value
}

/** A person of the estate, where there is one. */
function person(context: Context, option: string): string {
  const name = needed(context, option)
  if (context.estate !== null && context.estate.get('Person', name) === undefined) throw new UsageError(`--${option} ${name}：声明里没有这个人（Person 的 name）`, `--${option} ${name}: the estate has no such Person`)
  return name
}

function known({ estate }: Context, system: string): string {
  if (estate !== null && system !== '' && estate.get('System', system) === undefined) throw new UsageError(`声明里没有系统 ${system}`, `the estate has no system ${system}`)
  return system
}

function instant(context: Context, option: string): string {
  const text = needed(context, option)
  const at = Date.parse(text)
  if (!/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(text) || Number.isNaN(at)) throw new UsageError(`--${option} ${text} 不是 RFC 3339 时刻；例：2026-06-30T12:00:00+08:00`, `--${option} ${text} is no RFC 3339 instant; such as 2026-06-30T12:00:00+08:00`)
  return new Date(at).toISOString()
}

function affected({ string }: Invocation): number | null {
  const text = string('affected')
  if (text === undefined) return null
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--affected ${text} 应为人数（整数）`, `--affected ${text} must be a number of people`)
  return Number(text)
}
