/** Builds and asks the Go program beside this file: sigs.k8s.io/yaml as the reference for our reading of YAML. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Answer {
  /** What kubectl would send; absent where it refuses. */
  readonly json?: unknown
  readonly error?: string
  /** Set where the strict reading refuses (also duplicate keys). */
  readonly strict?: string
}

/** @returns the program, or why there is none here */
export function referenceReader(): { readonly ask: (documents: readonly string[]) => readonly Answer[] } | { readonly reason: string } {
  const binary = join(mkdtempSync(join(tmpdir(), 'ywq-sigs-yaml-')), 'sigs-yaml')
  try {
    execFileSync('go', ['build', '-o', binary, '.'], { cwd: import.meta.dirname, stdio: 'pipe' })
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return { reason: missing ? '没有 go，无法与 sigs.k8s.io/yaml 对照 no go here: not compared with sigs.k8s.io/yaml' : '取不到 sigs.k8s.io/yaml 模块 the Go module is out of reach' }
  }
  return {
    ask(documents) {
      const { stdout, status } = spawnSync(binary, { input: documents.map((d) => `${JSON.stringify(d)}\n`).join(''), encoding: 'utf8', maxBuffer: 1 << 28 })
      if (status !== 0) throw new Error('the reference program failed')
      return stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as Answer)
    },
  }
}
