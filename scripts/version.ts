/** Name and version of the tool, from package.json. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../policies/package-root.ts'

export function tool(): { readonly name: string; readonly version: string } {
  const data: unknown = JSON.parse(readFileSync(join(packageRoot(import.meta.url), 'package.json'), 'utf8'))
  const version = typeof data === 'object' && data !== null && 'version' in data && typeof data.version === 'string' ? data.version : 'unknown'
  return { name: 'ywq', version }
}
