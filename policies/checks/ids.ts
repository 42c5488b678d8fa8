/** Ids of the checks that exist, without loading them: the file name is the id (a law of the house, held by a test). */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../package-root.ts'

const notChecks = new Set(['index', 'list', 'ids'])

export const checkIds: readonly string[] = readdirSync(join(packageRoot(import.meta.url), 'policies', 'checks'))
  .flatMap((file) => /^([a-z0-9-]+)\.ts$/.exec(file)?.[1] ?? [])
  .filter((id) => !notChecks.has(id))
