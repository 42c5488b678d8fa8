/** Runs stacks wave by wave, side by side within a wave; a stack whose ground failed is not tried. */
import { availableParallelism } from 'node:os'
import { connectionEnvironment, type Connection } from './connection.ts'
import { initialise, installProviders } from './init.ts'
import { indexObjects, missingObjects, type MissingObject, type ObjectIndex } from './missing-objects.ts'
import { waves, type StackEntry, type Wave } from './stack-list.ts'
import { runTerraform, type Outcome } from './terraform.ts'
import { isUnchanged, readLiveObjects, rememberApplied, wasApplied, type LiveObjects } from './unchanged.ts'

export type Action = 'deploy' | 'diff' | 'destroy'

export interface WaveOptions {
  readonly action: Action
  /** Stacks to run. */
  readonly stacks: readonly StackEntry[]
  /** Every stack of the output folder: to say which one builds a missing object. */
  readonly all: readonly StackEntry[]
  readonly connection: Connection
  /** Stacks side by side. @default one a processor, at least 2 */
  readonly parallel?: number | undefined
  /** Runs Terraform for every stack, also where nothing changed since its last apply. @default false */
  readonly refresh?: boolean
  readonly onEvent?: (event: WaveEvent) => void
  /** Ends the running Terraform processes as Ctrl-C would: they release their locks. */
  readonly signal?: AbortSignal | undefined
}

export type WaveEvent =
  | { readonly type: 'wave'; readonly wave: Wave; readonly stacks: readonly string[] }
  | { readonly type: 'start'; readonly stack: string }
  | { readonly type: 'progress'; readonly stack: string; readonly done: number; readonly total: number }
  | { readonly type: 'end'; readonly result: StackResult }

export interface StackResult {
  readonly stack: string
  readonly wave: Wave
  /** `unchanged`: neither it nor its objects changed since the last apply. `skipped`: a stack that it stands on failed. */
  readonly status: 'done' | 'unchanged' | 'failed' | 'skipped'
  /** Null where Terraform was not run. */
  readonly outcome: Outcome | null
  /** Objects of earlier waves that were not there. */
  readonly missing: readonly MissingObject[]
  /** Stack that failed, for a skipped one; `Ctrl-C` where the run was interrupted. */
  readonly because?: string
  readonly milliseconds: number
}

const argumentsOf: Readonly<Record<Action, readonly string[]>> = {
  deploy: ['apply', '-auto-approve', '-input=false', '-no-color', '-json', '-parallelism=30'],
  diff: ['plan', '-detailed-exitcode', '-input=false', '-no-color', '-json', '-lock=false', '-parallelism=30'],
  destroy: ['apply', '-destroy', '-auto-approve', '-input=false', '-no-color', '-json', '-parallelism=30'],
}

/** @returns one result a stack, in the order they were run */
export async function runWaves(options: WaveOptions): Promise<readonly StackResult[]> {
  const { action, stacks, all, onEvent } = options
  const parallel = Math.max(1, options.parallel ?? Math.max(2, availableParallelism()))
  const order = action === 'destroy' ? [...waves].reverse() : waves
  const index = indexObjects(all)
  const results: StackResult[] = []
  const [anyStack] = stacks
  const installed = anyStack === undefined ? null : await installProviders({ folder: anyStack.folder, environment: {}, signal: options.signal })
  if (anyStack !== undefined && installed !== null && !installed.ok) {
    const result: StackResult = { stack: anyStack.name, wave: anyStack.wave, status: 'failed', outcome: installed, missing: [], milliseconds: 0 }
    onEvent?.({ type: 'end', result })
    return [result, ...stacks.slice(1).map((s): StackResult => ({ stack: s.name, wave: s.wave, status: 'skipped', outcome: null, missing: [], because: anyStack.name, milliseconds: 0 }))]
  }
  const live = action === 'deploy' && options.refresh !== true ? await liveOf(stacks.filter(wasApplied), options) : new Map<string, LiveObjects>()
  const unchanged = new Set(stacks.filter((s) => isUnchangedIn(s, live)))
  for (const wave of order) {
    const members = stacks.filter((s) => s.wave === wave)
    if (members.length === 0) continue
    onEvent?.({ type: 'wave', wave, stacks: members.map((s) => s.name) })
    await inParallel(members, parallel, async (stack) => {
      const result = unchanged.has(stack)
        ? { stack: stack.name, wave, status: 'unchanged', outcome: null, missing: [], milliseconds: 0 } as const
        : await runStack(stack, results, options, index)
      results.push(result)
      onEvent?.({ type: 'end', result })
    })
  }
  if (action === 'deploy') await remember(stacks.filter((s) => results.some((r) => r.stack === s.name && r.status === 'done')), options)
  return results
}

const isUnchangedIn = (stack: StackEntry, live: ReadonlyMap<string, LiveObjects>): boolean => {
  const objects = live.get(stack.cluster)
  return objects !== undefined && isUnchanged(stack, objects)
}

/** The clusters of the stacks, as far as they can be read. */
async function liveOf(stacks: readonly StackEntry[], { connection }: WaveOptions): Promise<ReadonlyMap<string, LiveObjects>> {
  const live = new Map<string, LiveObjects>()
  for (const cluster of new Set(stacks.map((s) => s.cluster))) {
    const objects = await readLiveObjects(connection, cluster)
    if (objects !== null) live.set(cluster, objects)
  }
  return live
}

async function remember(applied: readonly StackEntry[], options: WaveOptions): Promise<void> {
  const live = await liveOf(applied, options)
  for (const stack of applied) {
    const objects = live.get(stack.cluster)
    if (objects !== undefined) rememberApplied(stack, objects)
  }
}

async function runStack(stack: StackEntry, before: readonly StackResult[], options: WaveOptions, index: ObjectIndex): Promise<StackResult> {
  const { action, onEvent, signal } = options
  const started = performance.now()
  const base = { stack: stack.name, wave: stack.wave }
  const ground = before.find((r) => (r.status === 'failed' || r.status === 'skipped') && standsOn(action, stack, options.all.find((s) => s.name === r.stack)))
  if (ground !== undefined) return { ...base, status: 'skipped', outcome: null, missing: [], because: ground.because ?? ground.stack, milliseconds: 0 }
  if (signal?.aborted === true) return { ...base, status: 'skipped', outcome: null, missing: [], because: 'Ctrl-C', milliseconds: 0 }
  onEvent?.({ type: 'start', stack: stack.name })
  const run = {
    folder: stack.folder, signal,
    environment: connectionEnvironment(options.connection, stack.cluster),
    onProgress: (done: number, total: number) => onEvent?.({ type: 'progress', stack: stack.name, done, total }),
  }
  const init = await initialise(run)
  const outcome = init?.ok === false ? init : await runTerraform(argumentsOf[action], run)
  return {
    ...base, status: outcome.ok ? 'done' : 'failed', outcome,
    missing: outcome.ok ? [] : missingObjects(outcome.diagnostics, stack.cluster, index),
    milliseconds: performance.now() - started,
  }
}

/** Whether a stack can be tried after another of its cluster failed. A plan changes nothing: all of them are shown. */
function standsOn(action: Action, stack: StackEntry, failed: StackEntry | undefined): boolean {
  if (failed === undefined || failed.cluster !== stack.cluster || action === 'diff') return false
  const sameDepartment = failed.department === stack.department
  if (action === 'destroy') return waves.indexOf(failed.wave) > waves.indexOf(stack.wave) && (sameDepartment || stack.department === '')
  return waves.indexOf(failed.wave) < waves.indexOf(stack.wave) && (failed.department === '' || sameDepartment)
}

async function inParallel<T>(items: readonly T[], limit: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items]
  await Promise.all(Array.from({ length: Math.min(limit, queue.length) }, async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
  }))
}
