/** The stores that the ledger must behave the same on: SQLite in a file, and a real PostgreSQL where its programs are installed. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface TestStore {
  readonly url: string
  /** Ends the server without a word to it, as a power cut would; and starts it again. PostgreSQL only. */
  readonly crash?: () => Promise<void>
  stop(): Promise<void>
}

export function sqliteStore(): Promise<TestStore> {
  const folder = mkdtempSync(join(tmpdir(), 'ywq-incidents-'))
  return Promise.resolve({
    url: join(folder, 'incidents.db'),
    stop() {
      rmSync(folder, { recursive: true, force: true })
      return Promise.resolve()
    },
  })
}

/** Folder with initdb and postgres: Debian keeps them off PATH. */
function programs(): string | null {
  const debian = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').sort().reverse().map((v) => join('/usr/lib/postgresql', v, 'bin')) : []
  return [...debian, ...(process.env['PATH'] ?? '').split(delimiter)].find((f) => existsSync(join(f, 'initdb')) && existsSync(join(f, 'postgres'))) ?? null
}

export const postgresMissing: string | null = programs() === null ? '没有 PostgreSQL（initdb、postgres） / no PostgreSQL (initdb, postgres)' : null

/** A server of its own on a socket in a folder: no port, no user of the machine's. It refuses to run as root, so then it runs as `nobody`. */
export async function postgresStore(): Promise<TestStore> {
  const bin = programs()
  if (bin === null) throw new Error(postgresMissing ?? '')
  const folder = mkdtempSync(join(tmpdir(), 'ywq-postgres-'))
  const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
  if (nobody.uid !== undefined) chownSync(folder, nobody.uid, nobody.gid)
  const data = join(folder, 'data')
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'ywq', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'], { ...nobody, stdio: 'ignore', cwd: folder })
  const url = `postgres://ywq@/postgres?host=${encodeURIComponent(folder)}`
  let server: ChildProcess
  const start = async (): Promise<void> => {
    server = spawn(join(bin, 'postgres'), ['-D', data, '-k', folder, '-c', 'listen_addresses='], { ...nobody, stdio: 'ignore', cwd: folder })
    const { default: pg } = await import('pg')
    for (let i = 0; ; i++) {
      const client = new pg.Client({ connectionString: url })
      try {
        await client.connect()
        await client.query('select 1')
        return
      } catch (error) {
        if (i > 100) throw error
        await sleep(100)
      } finally {
        await client.end().catch(() => undefined)
      }
    }
  }
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const gone = new Promise((resolve) => server.once('exit', resolve))
    server.kill(signal)
    await gone
  }
  await start()
  return {
    url,
    async crash() {
      await end('SIGKILL')
      // Its children notice that it is gone and free the shared memory; only then may it start again.
      await sleep(1000)
      await start()
    },
    async stop() {
      await end('SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
