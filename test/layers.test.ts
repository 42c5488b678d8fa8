/** The ladder policies ◄ monitors ◄ stacks ◄ scripts: nothing imports upward, no cycles, one importer of cdktf. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const ladder = ['policies', 'monitors', 'stacks', 'scripts']

const files = ladder.flatMap((layer) =>
  readdirSync(join(root, layer), { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('.ts'))
    .map((f) => join(layer, f)),
)

/** Every import of a file: relative ones resolved against the root; with whether it is needed at run time. */
function importsOf(file: string): { target: string; runtime: boolean }[] {
  const text = readFileSync(join(root, file), 'utf8')
  const pattern = /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|import\('([^']+)'\)/g
  return [...text.matchAll(pattern)].map((m) => {
    const raw = m[2] ?? m[3] ?? ''
    return { target: raw.startsWith('.') ? relative(root, resolve(root, dirname(file), raw)) : raw, runtime: m[1] === undefined && m[3] === undefined }
  })
}

describe('layers', () => {
  it('has files in every layer', () => {
    for (const layer of ladder) expect(files.filter((f) => f.startsWith(`${layer}/`)).length, layer).toBeGreaterThan(0)
  })

  it('nothing imports upward', () => {
    const upward = files.flatMap((file) =>
      importsOf(file)
        .filter(({ target }) => ladder.indexOf(target.split('/')[0] ?? '') > ladder.indexOf(file.split('/')[0] ?? '') || target.startsWith('test/'))
        .map(({ target }) => `${file} → ${target}`),
    )
    expect(upward).toEqual([])
  })

  it('only stacks/engine.ts imports cdktf and the provider bindings (a bench may, to measure them)', () => {
    const importers = files.filter((file) => importsOf(file).some(({ target }) => /^(@?cdktf|@?cdktn|constructs)(\/|$)/.test(target)))
    expect(importers.filter((f) => !f.startsWith('scripts/bench/'))).toEqual(['stacks/engine.ts'])
  })

  it('has no cycles among run-time imports', () => {
    const graph = new Map(files.map((f) => [f, importsOf(f).filter((i) => i.runtime && i.target.endsWith('.ts')).map((i) => i.target)]))
    const state = new Map<string, 'open' | 'done'>()
    const cycles: string[] = []
    const visit = (file: string, path: readonly string[]): void => {
      if (state.get(file) === 'done') return
      if (state.get(file) === 'open') {
        cycles.push([...path.slice(path.indexOf(file)), file].join(' → '))
        return
      }
      state.set(file, 'open')
      for (const next of graph.get(file) ?? []) visit(next, [...path, file])
      state.set(file, 'done')
    }
    for (const file of files) visit(file, [])
    expect(cycles).toEqual([])
  })
})
