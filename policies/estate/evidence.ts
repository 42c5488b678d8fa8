/** Digests of the evidence files that Records name, where they lie below the estate's folder. Part of the loader: reads files. */
import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync, realpathSync, statSync } from 'node:fs'
import { isAbsolute, join, sep } from 'node:path'
import type { EstateDocument } from './document.ts'
import type { Estate } from './estate.ts'

/** Digest of a file's bytes; undefined where there is no such file. */
export type DigestFile = (path: string, algorithm: 'sha256' | 'sm3') => string | undefined

/** What Estate.evidenceDigest answers, digested once now so that asking is no input or output. */
export function digestEvidence(documents: readonly EstateDocument[], digestFile: DigestFile): NonNullable<Estate['evidenceDigest']> {
  const known = new Map<string, string>()
  const keyOf = (path: string, registered: string): string => `${registered.startsWith('sm3:') ? 'sm3' : 'sha256'} ${path}`
  for (const document of documents) {
    if (document.kind !== 'Record') continue
    for (const { path, digest } of document.evidence) {
      const key = keyOf(path, digest)
      const algorithm = digest.startsWith('sm3:') ? 'sm3' : 'sha256'
      const found = known.has(key) ? undefined : digestFile(path, algorithm)
      if (found !== undefined) known.set(key, `${algorithm}:${found}`)
    }
  }
  return (path, registered) => known.get(keyOf(path, registered))
}

/** Regular files below the folder only; a path that leads out of it is an archive's number or a mistake, and is not followed. */
export function digestFilesBelow(folder: string): DigestFile {
  return (path, algorithm) => {
    if (isAbsolute(path)) return undefined
    try {
      const home = realpathSync(folder)
      const real = realpathSync(join(home, path))
      return real.startsWith(home + sep) && statSync(real).isFile() ? digestOfFile(real, algorithm) : undefined
    } catch {
      return undefined
    }
  }
}

/** In pieces: a scan of a report may be larger than memory likes. */
export function digestOfFile(path: string, algorithm: 'sha256' | 'sm3'): string {
  const hash = createHash(algorithm)
  const piece = Buffer.alloc(1 << 20)
  const file = openSync(path, 'r')
  try {
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) hash.update(piece.subarray(0, read))
  } finally {
    closeSync(file)
  }
  return hash.digest('hex')
}
