/**
 * The catalogue's rows as compilation left them in dist/, so that a run need not parse 300 KB of YAML (a third of its start-up).
 * They hold the digest of the YAML that they were made of: an edited catalogue is read from its YAML until the next compilation.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packageRoot } from '../package-root.ts'
import type { Clause } from './clause.ts'

/** Below dist/, git-ignored. */
export const compiledPath = 'dist/catalogue.json'

interface Compiled {
  readonly digest: string
  readonly clauses: readonly Clause[]
}

/** @param texts the YAML files, in their order */
const digestOf = (texts: readonly string[]): string => texts.reduce((hash, text) => hash.update(text).update('\0'), createHash('sha256')).digest('hex')

/** What `npm run prepare` writes. @param clauses the rows of the same texts */
export function compile(texts: readonly string[], clauses: readonly Clause[]): string {
  return JSON.stringify({ digest: digestOf(texts), clauses } satisfies Compiled)
}

/** @returns null where this is not compiled code, or the YAML has changed since */
export function compiledClauses(texts: readonly string[]): readonly Clause[] | null {
  const root = packageRoot(import.meta.url)
  const path = join(root, compiledPath)
  // Run from source, the code that reads YAML may be newer than dist/.
  if (!fileURLToPath(import.meta.url).startsWith(join(root, 'dist')) || !existsSync(path)) return null
  const { digest, clauses } = JSON.parse(readFileSync(path, 'utf8')) as Compiled
  return digest === digestOf(texts) ? clauses : null
}
