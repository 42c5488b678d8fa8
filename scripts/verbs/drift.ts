/** `ywq drift`: what is declared against what is live: missing, changed field by field, undeclared, and who changed it. */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { compareDrift, type DriftReport } from '../../policies/drift.ts'
import { readAuditTrail, type AuditTrail } from '../../policies/drift/audit-trail.ts'
import type { Estate } from '../../policies/estate/estate.ts'
import { readInput } from '../../policies/sources/detect.ts'
import type { Snapshot } from '../../policies/subject.ts'
import { both, exit, say, UsageError, type Invocation } from '../command.ts'
import { declaredStacks } from '../declared-stacks.ts'
import { checkDepartments, departmentsAsked } from '../departments.ts'
import { liveSnapshots } from '../live-snapshots.ts'
import { estateOrFail } from '../load-estate.ts'
import { note, print, progressDone, writeWhole } from '../output.ts'
import { tool } from '../version.ts'

export async function run(invocation: Invocation): Promise<number> {
  const { lang, positionals, string, strings } = invocation
  const folder = string('estate')
  const estate = folder === undefined ? null : estateOrFail(folder, lang)
  checkDepartments(invocation, estate)
  if (positionals.length === 0 && estate === null) throw new UsageError('没有声明：给出 --estate DIR，或 cdktf.out、计划、清单', 'nothing declared: give --estate DIR, or a cdktf.out, a plan, manifests')
  const readAt = new Date().toISOString()
  const trail = await trailOf(string('audit-log'), lang)
  const declared = positionals.length === 0 && estate !== null ? await declaredStacks(estate, readAt) : await readAll(positionals, estate, readAt)
  const against = strings('against')
  const live = against.length > 0 ? await readAll(against, estate, readAt) : await liveSnapshots(invocation, estate, readAt)
  progressDone()
  const unreadable = [...declared, ...live].flatMap((s) => s.unreadable)
  const departments = departmentsAsked(invocation)
  const reports = pairs(declared, live).map(([d, l]) => onlyOf(departments, compareDrift(d, l, { estate, ...(trail === null ? {} : { trail }) })))
  const { renderDriftJson } = await import('../../policies/drift/json.ts')
  const { renderDriftTable } = await import('../../policies/drift/table.ts')
  const text = string('format') === 'json' ? renderDriftJson(reports, tool()) : renderDriftTable(reports, { lang, width: process.stdout.columns ?? 160 })
  const file = string('output')
  if (file === undefined) await print(text)
  else await writeWhole(file, text)
  for (const part of unreadable) note(`${part.location}: ${say(part, lang)}`)
  return code(reports, unreadable.length, lang)
}

function code(reports: readonly DriftReport[], unreadable: number, lang: 'zh' | 'en'): number {
  if (reports.every((r) => r.compared === 0)) {
    note(both({ zh: '没有任何声明的对象可比：这不算一致，退出码 2', en: 'no declared object to compare: that is no agreement, exit code 2' }, lang))
    return exit.failed
  }
  if (unreadable > 0 || reports.some((r) => r.drifts.some((d) => d.state === 'unknown'))) {
    note(both({ zh: '有的对象读不到，无从判断，退出码 2（其余照常比对）', en: 'some objects could not be read or judged: exit code 2 (the rest was compared)' }, lang))
    return exit.failed
  }
  return reports.some((r) => r.drifts.length > 0) ? exit.findings : exit.clean
}

async function readAll(paths: readonly string[], estate: Estate | null, readAt: string): Promise<readonly Snapshot[]> {
  return (await Promise.all(paths.map((path) => readInput(path, { readAt, estate })))).flat()
}

/** Sides of the same cluster; where neither or one side names its cluster and both have one, these two. */
function pairs(declared: readonly Snapshot[], live: readonly Snapshot[]): readonly (readonly [Snapshot, Snapshot])[] {
  const [onlyDeclared, onlyLive] = [declared[0], live[0]]
  if (declared.length === 1 && live.length === 1 && onlyDeclared !== undefined && onlyLive !== undefined) return [[onlyDeclared, onlyLive]]
  const found = live.flatMap((l) => declared.filter((d) => d.cluster === l.cluster).map((d) => [d, l] as const))
  if (found.length > 0) return found
  const names = (list: readonly Snapshot[]): string => list.map((s) => s.cluster).join('、')
  throw new UsageError(`声明的集群（${names(declared)}）与在线的集群（${names(live)}）没有相同的：用 --context 集群=上下文`, `no cluster is on both sides: declared ${names(declared)}, live ${names(live)}; use --context CLUSTER=CONTEXT`)
}

function onlyOf(departments: readonly string[], report: DriftReport): DriftReport {
  return departments.length === 0 ? report : { ...report, drifts: report.drifts.filter((d) => departments.includes(d.department)) }
}

async function trailOf(path: string | undefined, lang: 'zh' | 'en'): Promise<AuditTrail | null> {
  if (path === undefined) return null
  try {
    const trail = await readAuditTrail(createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity }))
    if (trail.badLines > 0) note(say({ zh: `${path}：${trail.badLines} 行不是审计事件，略过`, en: `${path}: ${trail.badLines} lines are no audit events and were passed over` }, lang))
    return trail
  } catch (error) {
    throw new UsageError(`读不了 ${path}：${String(error)}`, `cannot read ${path}: ${String(error)}`)
  }
}
