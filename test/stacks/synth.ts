/** Synthesizes an estate into a fresh folder and reads it back. */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Estate } from '../../policies/estate/estate.ts'
import { buildApp, type BuildOptions, type Built } from '../../stacks/build.ts'

export type Resources = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>

export interface Synthesized {
  readonly built: Built
  /** Stack → its cdk.tf.json as text. */
  readonly texts: ReadonlyMap<string, string>
  /** Stack → resource type → logical id → attributes. */
  readonly resources: ReadonlyMap<string, Resources>
  /** Stack → sorted addresses. */
  readonly addresses: ReadonlyMap<string, readonly string[]>
  readonly sidecars: ReadonlyMap<string, string>
}

/** Gives work a fresh folder and removes it afterwards. */
export function temporaryApp<T>(work: (outdir: string) => T): T {
  const outdir = mkdtempSync(join(tmpdir(), 'ywq-synth-'))
  try {
    return work(outdir)
  } finally {
    rmSync(outdir, { recursive: true, force: true })
  }
}

export function synthesize(estate: Estate, options: BuildOptions = {}): Synthesized {
  return temporaryApp((outdir) => {
    const built = buildApp(estate, { ...options, outdir })
    built.app.synth()
    const stacks = readdirSync(join(outdir, 'stacks'))
    const read = (file: string) => new Map(stacks.map((stack) => [stack, readFileSync(join(outdir, 'stacks', stack, file), 'utf8')] as const))
    const texts = read('cdk.tf.json')
    const resources = new Map([...texts].map(([stack, text]) => [stack, (JSON.parse(text) as { resource?: Resources }).resource ?? {}] as const))
    const addresses = new Map([...resources].map(([stack, types]) => [stack, Object.entries(types).flatMap(([type, ids]) => Object.keys(ids).map((id) => `${type}.${id}`)).sort()] as const))
    return { built, texts, resources, addresses, sidecars: read('ywq.provenance.json') }
  })
}

/** The attributes of one object, without cdktf's own metadata. @throws Error where it is not there */
export function object(synthesized: Synthesized, stack: string, type: string, id: string): Readonly<Record<string, unknown>> {
  const attributes = synthesized.resources.get(stack)?.[type]?.[id]
  if (attributes === undefined) throw new Error(`${stack} has no ${type}.${id}`)
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => key !== '//' && key !== 'depends_on'))
}
