/** Which store holds the incidents, and the limits of grades: --store, --limits, YWQ_INCIDENTS; by default a SQLite file of the user's. */
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { openDatabase, type Tables } from '../monitors/incidents/database.ts'
import { defaultLimits, parseLimits, type GradeLimit } from '../monitors/incidents/limits.ts'
import { UsageError, type Invocation } from './command.ts'

/** `postgres://…` or the path of a SQLite file. */
export function storeUrl({ string }: Pick<Invocation, 'string'>): string {
  return string('store') ?? process.env['YWQ_INCIDENTS'] ?? join(process.env['XDG_STATE_HOME'] ?? join(homedir(), '.local/state'), 'ywq', 'incidents.db')
}

/** @throws UsageError where it cannot be opened; a password in the URL is not repeated */
export async function openStore(invocation: Pick<Invocation, 'string'>): Promise<Kysely<Tables>> {
  const url = storeUrl(invocation)
  try {
    return await openDatabase(url)
  } catch (error) {
    const shown = url.replace(/\/\/[^@/]*@/, '//…@')
    const why = error instanceof Error ? error.message : String(error)
    throw new UsageError(`打不开事件台账 ${shown}：${why}`, `cannot open the incident store ${shown}: ${why}`)
  }
}

/** @throws UsageError where the file cannot be read or is no list of limits */
export function limitsOf({ string }: Pick<Invocation, 'string'>): readonly GradeLimit[] {
  const path = string('limits')
  if (path === undefined) return defaultLimits
  let found: readonly GradeLimit[] | string
  try {
    found = parseLimits(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    throw new UsageError(`读不了 ${path}：${String(error)}`, `cannot read ${path}: ${String(error)}`)
  }
  if (typeof found !== 'string') return found
  const [zh = '', en = zh] = found.split(' / ')
  throw new UsageError(`${path}：${zh}`, `${path}: ${en}`)
}
