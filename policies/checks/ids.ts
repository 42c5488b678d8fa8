/** Ids of the checks that exist, without loading them: the file name is the id (a law of the house, held by a test). */
import { readdirSync } from 'node:fs'

const notChecks = new Set(['index', 'ids'])

export const checkIds: readonly string[] = readdirSync(new URL('.', import.meta.url))
  .flatMap((file) => /^([a-z0-9-]+)\.(?:ts|js)$/.exec(file)?.[1] ?? [])
  .filter((id) => !notChecks.has(id))
