/** Runs Terraform (or what TERRAFORM_BINARY_NAME names: OpenTofu) in a stack's folder and reads its machine-readable output. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { UsageError } from '../command.ts'

export interface Diagnostic {
  readonly severity: 'error' | 'warning'
  readonly summary: string
  readonly detail: string
  /** Address of the resource concerned; '' where none is. */
  readonly address: string
}

export interface PlannedChange {
  readonly address: string
  readonly action: 'create' | 'update' | 'delete' | 'replace' | 'import' | 'forget'
}

export interface Outcome {
  readonly ok: boolean
  readonly diagnostics: readonly Diagnostic[]
  readonly changes: readonly PlannedChange[]
  /** What was done (apply) or is to be done (plan). */
  readonly counts: { readonly add: number; readonly change: number; readonly remove: number; readonly import: number }
  /** Last lines that were no messages of the protocol (a crash, a wrapper's text). */
  readonly stray: readonly string[]
}

export interface RunOptions {
  readonly folder: string
  readonly environment: Readonly<Record<string, string>>
  /** Told how many resources are done, of how many. */
  readonly onProgress?: (done: number, total: number) => void
  readonly signal?: AbortSignal | undefined
}

const binary = (): string => process.env['TERRAFORM_BINARY_NAME'] ?? 'terraform'

/** Runs with `-json`; arguments are an array, never a shell's line. */
export async function runTerraform(args: readonly string[], options: RunOptions): Promise<Outcome> {
  const diagnostics: Diagnostic[] = []
  const changes: PlannedChange[] = []
  const stray: string[] = []
  let counts = { add: 0, change: 0, remove: 0, import: 0 }
  let done = 0
  let total = 0
  const child = spawn(binary(), args, {
    cwd: options.folder, stdio: ['ignore', 'pipe', 'pipe'],
    // No call home, no prompt, no colour. Short-lived Go processes: collecting garbage seldom saves a quarter of their processor time.
    env: { GOGC: '800', GOMEMLIMIT: '1GiB', ...process.env, ...options.environment, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1', TF_INPUT: '0', NO_COLOR: '1' },
    // A group of its own: Ctrl-C on a terminal would reach Terraform as well as our own signal, and two interrupts make it drop its state.
    detached: true,
  })
  const interrupt = (): void => {
    child.kill('SIGINT')
  }
  options.signal?.addEventListener('abort', interrupt, { once: true })
  const keep = (line: string): void => {
    if (line.trim() !== '') stray.push(line)
    if (stray.length > 40) stray.shift()
  }
  const read = (line: string): void => {
    const message = parse(line)
    if (message === null) {
      keep(line)
      return
    }
    switch (message['type']) {
      case 'diagnostic': diagnostics.push(diagnosticOf(message['diagnostic'])); break
      case 'planned_change': { const change = changeOf(message['change']); if (change !== null) { changes.push(change); total++ } break }
      case 'change_summary': counts = countsOf(message['changes']); break
      case 'apply_complete': case 'apply_errored': options.onProgress?.(++done, total); break
      default:
    }
  }
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'ENOENT' ? missingBinary() : error))
    child.once('close', (code) => resolve(code))
  })
  const reading = Promise.all([child.stdout, child.stderr].map(async (stream) => {
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) read(line)
  }))
  const code = await ended.finally(() => options.signal?.removeEventListener('abort', interrupt))
  await reading
  return { ok: code === 0 || (code === 2 && args[0] === 'plan'), diagnostics, changes, counts, stray }
}

function missingBinary(): UsageError {
  return new UsageError(`找不到程序 ${binary()}：安装 Terraform 1.5 以上（或 OpenTofu 并设 TERRAFORM_BINARY_NAME=tofu）`, `no program ${binary()}: install Terraform 1.5 or later (or OpenTofu, with TERRAFORM_BINARY_NAME=tofu)`)
}

type Message = Readonly<Record<string, unknown>>
const isMessage = (value: unknown): value is Message => typeof value === 'object' && value !== null

function parse(line: string): Message | null {
  if (!line.startsWith('{')) return null
  try {
    const value: unknown = JSON.parse(line)
    return isMessage(value) ? value : null
  } catch {
    return null
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const count = (value: unknown): number => (typeof value === 'number' ? value : 0)

function diagnosticOf(value: unknown): Diagnostic {
  const d = isMessage(value) ? value : {}
  return { severity: d['severity'] === 'warning' ? 'warning' : 'error', summary: text(d['summary']), detail: text(d['detail']), address: text(d['address']) }
}

function changeOf(value: unknown): PlannedChange | null {
  if (!isMessage(value) || !isMessage(value['resource'])) return null
  const action = text(value['action'])
  const address = text(value['resource']['addr'])
  switch (action) {
    case 'create': case 'update': case 'delete': case 'replace': case 'import': return { address, action }
    case 'remove': return { address, action: 'forget' }
    default: return null
  }
}

function countsOf(value: unknown): Outcome['counts'] {
  const c = isMessage(value) ? value : {}
  return { add: count(c['add']), change: count(c['change']), remove: count(c['remove']), import: count(c['import']) }
}
