/** The stacks of a synthesized folder: names, waves, what each declares. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '../command.ts'

/** Waves in the order of deployment; destroying goes the other way (design: from declaration to cluster, Order). */
export const waves = ['platform', 'admission', 'monitoring', 'space', 'apps'] as const
export type Wave = (typeof waves)[number]

export interface StackEntry {
  readonly name: string
  readonly wave: Wave
  readonly cluster: string
  /** '' for the stacks of the platform. */
  readonly department: string
  /** Folder that Terraform runs in, absolute. */
  readonly folder: string
}

export interface StackFilter {
  readonly clusters?: readonly string[]
  readonly departments?: readonly string[]
  /** Names or patterns with `*`. */
  readonly stacks?: readonly string[]
}

/**
 * @param outdir folder that synth wrote, absolute
 * @returns stacks by wave, then by name
 * @throws UsageError where the folder is no cdktf output, or holds a stack that is not of ours
 */
export function listStacks(outdir: string): readonly StackEntry[] {
  const path = join(outdir, 'manifest.json')
  let manifest: { readonly stacks?: Readonly<Record<string, { readonly workingDirectory: string }>> }
  try {
    manifest = JSON.parse(readFileSync(path, 'utf8')) as typeof manifest
  } catch {
    throw new UsageError(`读不到 ${path}：先运行 ywq synth`, `cannot read ${path}: run ywq synth first`)
  }
  const entries = Object.entries(manifest.stacks ?? {}).map(([name, { workingDirectory }]) => entryOf(name, join(outdir, workingDirectory)))
  return entries.sort((a, b) => waves.indexOf(a.wave) - waves.indexOf(b.wave) || (a.name < b.name ? -1 : 1))
}

function entryOf(name: string, folder: string): StackEntry {
  // Names hold no `_` of their own (names.ts, stackNames): the parts are unambiguous.
  const [cluster = '', word, department = '', ...rest] = name.split('_')
  const wave = waves.find((w) => w === word)
  const belongs = wave !== undefined && rest.length === 0 && (department !== '') === (wave === 'space' || wave === 'apps')
  if (!belongs) throw new UsageError(`栈名 ${name} 不合约定 <集群>_<${waves.join('|')}>[_<部门>]`, `stack ${name} is not named <cluster>_<${waves.join('|')}>[_<department>]`)
  return { name, wave, cluster, department, folder }
}

/**
 * The stacks that a command is about.
 * @throws UsageError naming what exists, where a filter fits nothing
 */
export function selectStacks(all: readonly StackEntry[], filter: StackFilter): readonly StackEntry[] {
  refuseUnknown('集群', 'cluster', filter.clusters ?? [], (name) => all.some((s) => s.cluster === name), new Set(all.map((s) => s.cluster)))
  refuseUnknown('部门', 'department', filter.departments ?? [], (name) => all.some((s) => s.department === name), new Set(all.flatMap((s) => (s.department === '' ? [] : [s.department]))))
  const patterns = (filter.stacks ?? []).map((text) => ({ text, test: wildcard(text) }))
  refuseUnknown('栈', 'stack', patterns.map((p) => p.text), (text) => all.some((s) => wildcard(text).test(s.name)), new Set(all.map((s) => s.name)))
  return all.filter((s) =>
    (filter.clusters === undefined || filter.clusters.length === 0 || filter.clusters.includes(s.cluster)) &&
    (filter.departments === undefined || filter.departments.length === 0 || filter.departments.includes(s.department)) &&
    (patterns.length === 0 || patterns.some((p) => p.test.test(s.name))))
}

function wildcard(pattern: string): RegExp {
  return new RegExp(`^${pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`)
}

function refuseUnknown(zh: string, en: string, given: readonly string[], exists: (name: string) => boolean, known: ReadonlySet<string>): void {
  const missing = given.filter((name) => !exists(name))
  if (missing.length === 0) return
  const list = [...known].sort().slice(0, 20).join(' ')
  throw new UsageError(`没有${zh} ${missing.join(' ')}；有：${list}`, `no ${en} ${missing.join(' ')}; there are: ${list}`)
}
