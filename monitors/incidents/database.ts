/** The tables of the ledger and the two stores that hold them: SQLite in a file (the default) or PostgreSQL, by the same migrations. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Kysely } from 'kysely'

interface IncidentTable {
  readonly id: string
  readonly title: string
  readonly cluster: string
  readonly department: string
  readonly system: string
  readonly detected_by: string
  readonly state: string
  readonly occurred_at: string
  readonly detected_at: string
  readonly acknowledged_at: string | null
  readonly recovered_at: string | null
  readonly closed_at: string | null
  readonly affected_users: number | null
  readonly grade: number | null
  readonly graded_by: string | null
  readonly reported_at: string | null
  readonly parent: string | null
  readonly resolved_by: string | null
  readonly confirmed_by: string | null
  readonly cause: string | null
  readonly rule: string | null
  readonly no_rule_reason: string | null
  readonly maintenance: number
  /** What alerts of the same matter share while it is open; unique, and empty (null) once it has recovered. */
  readonly open_key: string | null
}

interface EventTable {
  readonly id: string
  readonly incident: string
  readonly at: string
  readonly actor: string
  readonly act: string
  readonly detail: string
}

/** Alerts as Alertmanager told them: which are still firing decides whether an incident has recovered. */
interface AlertTable {
  readonly fingerprint: string
  readonly starts_at: string
  readonly incident: string
  readonly name: string
  readonly ends_at: string | null
}

interface MaintenanceTable {
  readonly id: string
  readonly system: string
  readonly starts_at: string
  readonly ends_at: string
  readonly reason: string
  readonly declared_by: string
}

export interface Tables {
  readonly incidents: IncidentTable
  readonly events: EventTable
  readonly alerts: AlertTable
  readonly maintenance: MaintenanceTable
}

/**
 * Opens the store and brings its tables up to date.
 * @param url `postgres://…`, or the path of a SQLite file (`:memory:` for none)
 * @throws Error where it cannot be opened, or a newer version of ywq has changed it
 */
export async function openDatabase(url: string): Promise<Kysely<Tables>> {
  const { Kysely: Store, SqliteDialect, PostgresDialect } = await import('kysely')
  const { migrate } = await import('./migrations.ts')
  const db = new Store<Tables>({ dialect: /^postgres(ql)?:/.test(url) ? new PostgresDialect({ pool: await postgres(url) }) : new SqliteDialect({ database: await sqlite(url) }) })
  try {
    await migrate(db)
    return db
  } catch (error) {
    await db.destroy()
    throw error
  }
}

async function postgres(url: string): Promise<InstanceType<typeof import('pg').Pool>> {
  const { default: pg } = await import('pg')
  const pool = new pg.Pool({ connectionString: url, max: 4, connectionTimeoutMillis: 5000 })
  // A connection that breaks while idle is replaced by the next query; without a listener it would end the process.
  pool.on('error', () => undefined)
  return pool
}

async function sqlite(path: string): Promise<import('better-sqlite3').Database> {
  const Database = (await import('better-sqlite3')).default
  if (path !== ':memory:') {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  }
  const database = new Database(path)
  // The service and the command write side by side: a reader never waits, a writer waits its turn. FULL: what was answered survives a power cut.
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('busy_timeout = 10000')
  database.pragma('foreign_keys = ON')
  return database
}
