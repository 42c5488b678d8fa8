/** Versions of the ledger's tables, in order; never changed once released, only added to. The same for SQLite and PostgreSQL. */
import { Migrator, type Kysely, type Migration } from 'kysely'

const migrations: Readonly<Record<string, Migration>> = {
  '0001-incidents': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema.createTable('incidents')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('title', 'text', (c) => c.notNull())
        .addColumn('cluster', 'text', (c) => c.notNull())
        .addColumn('department', 'text', (c) => c.notNull())
        .addColumn('system', 'text', (c) => c.notNull())
        .addColumn('detected_by', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('occurred_at', 'text', (c) => c.notNull())
        .addColumn('detected_at', 'text', (c) => c.notNull())
        .addColumn('acknowledged_at', 'text')
        .addColumn('recovered_at', 'text')
        .addColumn('closed_at', 'text')
        .addColumn('affected_users', 'integer')
        .addColumn('grade', 'integer')
        .addColumn('graded_by', 'text')
        .addColumn('reported_at', 'text')
        .addColumn('parent', 'text', (c) => c.references('incidents.id'))
        .addColumn('resolved_by', 'text')
        .addColumn('confirmed_by', 'text')
        .addColumn('cause', 'text')
        .addColumn('rule', 'text')
        .addColumn('no_rule_reason', 'text')
        .addColumn('maintenance', 'integer', (c) => c.notNull())
        .addColumn('open_key', 'text', (c) => c.unique())
        .execute()
      await db.schema.createIndex('incidents_by_state').on('incidents').columns(['state', 'system']).execute()
      await db.schema.createTable('events')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('incident', 'text', (c) => c.notNull().references('incidents.id'))
        .addColumn('at', 'text', (c) => c.notNull())
        .addColumn('actor', 'text', (c) => c.notNull())
        .addColumn('act', 'text', (c) => c.notNull())
        .addColumn('detail', 'text', (c) => c.notNull())
        .execute()
      await db.schema.createIndex('events_by_incident').on('events').columns(['incident', 'at']).execute()
      await db.schema.createTable('alerts')
        .addColumn('fingerprint', 'text', (c) => c.notNull())
        .addColumn('starts_at', 'text', (c) => c.notNull())
        .addColumn('incident', 'text', (c) => c.notNull().references('incidents.id'))
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('ends_at', 'text')
        .addPrimaryKeyConstraint('alerts_key', ['fingerprint', 'starts_at'])
        .execute()
      await db.schema.createIndex('alerts_by_incident').on('alerts').columns(['incident']).execute()
      await db.schema.createTable('maintenance')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('system', 'text', (c) => c.notNull())
        .addColumn('starts_at', 'text', (c) => c.notNull())
        .addColumn('ends_at', 'text', (c) => c.notNull())
        .addColumn('reason', 'text', (c) => c.notNull())
        .addColumn('declared_by', 'text', (c) => c.notNull())
        .execute()
    },
  },
}

/** @throws Error where a migration fails, or the store is newer than this program */
export async function migrate<T>(db: Kysely<T>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...migrations }) } })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error instanceof Error ? error : new Error(JSON.stringify(error))
}
