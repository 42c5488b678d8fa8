/** The main job as a person runs it, for live tests: ywq as a child process, a control plane with the synthesized objects on it. */
import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'vitest'
import { loadEstate } from '../../policies/estate/load.ts'
import { readInput } from '../../policies/sources/detect.ts'
import type { Snapshot } from '../../policies/subject.ts'
import { applyObjects, toolsAvailable, type ControlPlane } from './control-plane.ts'

export const root = resolve(import.meta.dirname, '../..')
export const ywq = join(root, 'scripts/ywq')
export const example = (name: string): string => join(root, 'stacks/examples', name)
export const workFolder = (): string => mkdtempSync(join(tmpdir(), 'ywq-main-job-'))

const run = promisify(execFile)

/** Runs ywq; never rejects on an exit code. */
export async function runYwq(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<{ code: number; out: string; err: string }> {
  try {
    const { stdout, stderr } = await run(process.execPath, [ywq, ...args, '--lang', 'zh'], { env: { ...process.env, ...env }, maxBuffer: 1 << 28 })
    return { code: 0, out: stdout, err: stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: number; stdout?: string; stderr?: string }
    return { code: typeof code === 'number' ? code : -1, out: stdout ?? '', err: stderr ?? String(error) }
  }
}

export interface ReportJson {
  readonly findings: readonly { readonly check: string; readonly result: string; readonly reason: string; readonly severity: string; readonly fingerprint: string; readonly subject: { readonly kind: string; readonly namespace: string; readonly name: string } }[]
  readonly verdicts: readonly { readonly clause: string; readonly unit: unknown; readonly verdict: string; readonly why: { readonly en: string } }[]
}

/** Runs an audit and reads its JSON report. */
export async function auditJson(args: readonly string[], file: string): Promise<ReportJson & { code: number; err: string }> {
  const { code, err } = await runYwq(['audit', ...args, '--format', 'json', '--output', file])
  const report = JSON.parse(readFileSync(file, 'utf8')) as ReportJson
  return { ...report, code, err }
}

/** Violations as `check kind namespace/name reason`, sorted. */
export function violations(report: ReportJson): readonly string[] {
  return report.findings.filter((f) => f.result === 'fail' || f.result === 'error').map((f) => `${f.check} ${f.subject.kind} ${f.subject.namespace}/${f.subject.name} ${f.reason}`).sort()
}

/** The objects that a synthesized folder declares, by cluster. */
export async function synthesized(outdir: string, estateFolder: string): Promise<readonly Snapshot[]> {
  const { estate } = loadEstate(estateFolder)
  return readInput(outdir, { readAt: new Date().toISOString(), estate })
}

/** Server-side applies a cluster's objects with strict field validation: namespaces first, then the rest. @returns what was refused */
export async function applyAll(plane: ControlPlane, snapshot: Snapshot): Promise<readonly string[]> {
  const isNamespace = (kind: unknown): boolean => kind === 'Namespace' || kind === 'PriorityClass'
  const objects = snapshot.subjects.map(({ object, kind, name, namespace }) => ({ ...object, apiVersion: String(object['apiVersion']), kind, metadata: { ...(object['metadata'] as object), name, ...(namespace === '' ? {} : { namespace }) } }))
  const refused: string[] = []
  for (const part of [objects.filter((o) => isNamespace(o.kind)), objects.filter((o) => !isNamespace(o.kind))]) {
    for (const result of await applyObjects(plane, part, { fieldManager: 'ywq-test', force: true })) if (!result.ok) refused.push(`${JSON.stringify(result.object.metadata)} ${result.message ?? ''}`)
  }
  return refused
}

/** kubectl as an administrator's hand would use it. */
export function kubectl(plane: Pick<ControlPlane, 'kubeconfig'>, ...args: readonly string[]): string {
  const tools = toolsAvailable()
  const program = tools.ok ? (tools.paths.kubectl ?? 'kubectl') : 'kubectl'
  return execFileSync(program, ['--kubeconfig', plane.kubeconfig, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

/** What one input cannot show is not assessed from it; every other verdict must be the same. */
function disagreements(a: ReportJson, b: ReportJson): { both: number; different: string[] } {
  const key = (v: { clause: string; unit: unknown }): string => `${v.clause} ${JSON.stringify(v.unit)}`
  const other = new Map(b.verdicts.map((v) => [key(v), v]))
  let both = 0
  const different: string[] = []
  for (const v of a.verdicts) {
    const w = other.get(key(v))
    if (w === undefined || v.verdict === 'not-assessed' || w.verdict === 'not-assessed') continue
    both++
    if (v.verdict !== w.verdict) different.push(`${key(v)}: ${v.verdict} (${v.why.en}) against ${w.verdict} (${w.why.en})`)
  }
  return { both, different }
}

/** Audits the live cluster and the stacks: same verdicts on every clause that both can read, and what the stacks show red is red live. */
export async function expectSameVerdicts(plane: Pick<ControlPlane, 'kubeconfig'>, cluster: string, estate: string, outdir: string, folder: string): Promise<void> {
  const context = kubectl(plane, 'config', 'current-context').trim()
  const live = await auditJson(['--live', '--kubeconfig', plane.kubeconfig, '--context', `${cluster}=${context}`, '--estate', estate], join(folder, 'live.json'))
  const synth = await auditJson([outdir, '--estate', estate], join(folder, 'synth.json'))
  const { both, different } = disagreements(live, synth)
  expect(different).toEqual([])
  expect(both).toBeGreaterThan(1000)
  const seen = new Set(violations(live))
  expect(violations(synth).filter((v) => !seen.has(v))).toEqual([])
}
