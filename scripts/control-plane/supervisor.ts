/**
 * Runs the programs of one control plane: spawns them with their logs in files, records each one at once so that a later
 * start can prove what is ours, notices one that ends, and ends them all: in order, or at once when this process dies.
 */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Component } from './components.ts'
import { layoutFiles } from './components.ts'
import { removeFolder, removeRecord, writeRecord } from './leftovers.ts'
import type { RecordedProcess } from './leftovers.ts'
import { processIdentity } from './process-identity.ts'

export interface Ended {
  readonly name: string
  /** Exit code or signal name, as text. */
  readonly how: string
  /** The last lines of its log. */
  readonly logTail: string
}

export interface Supervisor {
  readonly start: (component: Component) => void
  /** A program that ended by itself; undefined while all run. */
  readonly failure: () => Ended | undefined
  /** Settles when a program ends by itself; never after stop. */
  readonly failed: Promise<Ended>
  readonly pids: () => Readonly<Record<string, number>>
  readonly logTail: (name: string) => string
  /** Ends everything in reverse order of start, removes folder and record. Idempotent. */
  readonly stop: () => Promise<void>
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const graceMilliseconds = 5000

/**
 * A supervisor for one folder.
 * @param directory the control plane's own folder (exists, with its marker file)
 * @param handleSignals whether SIGINT, SIGTERM and SIGHUP end everything and then this process
 */
export function supervisor(directory: string, stateFolder: string, handleSignals: boolean): Supervisor {
  const children = new Map<string, ChildProcess>()
  const recorded: RecordedProcess[] = []
  let stopping: Promise<void> | undefined
  let firstFailure: Ended | undefined
  let reportFailure: (ended: Ended) => void
  const failed = new Promise<Ended>((resolve) => (reportFailure = resolve))

  const record = (): void => {
    const startTime = processIdentity(process.pid)?.startTime ?? ''
    const owner = { name: 'starter', pid: process.pid, startTime }
    writeRecord(stateFolder, { format: 'ywq.control-plane', version: 1, directory, owner, processes: recorded })
  }
  const logTail = (name: string): string => tail(join(layoutFiles(directory).logs, `${name}.log`))
  const fail = (name: string, how: string): void => {
    if (stopping !== undefined) return
    const ended = { name, how, logTail: logTail(name) }
    firstFailure ??= ended
    reportFailure(ended)
  }

  const start = ({ name, program, flags }: Component): void => {
    const log = openSync(join(layoutFiles(directory).logs, `${name}.log`), 'a', 0o600)
    const child = spawn(program, flags, {
      cwd: directory,
      // A group of its own: Ctrl-C in the terminal reaches only us, and we end the programs in order.
      detached: true,
      stdio: ['ignore', log, log],
      // Nothing of the user's environment (proxies, credentials, ~/.kwok) may change what runs.
      env: { PATH: process.env['PATH'], HOME: directory, TMPDIR: directory },
    })
    closeSync(log)
    child.on('error', (error) => fail(name, error.message))
    child.on('exit', (code, signal) => fail(name, signal ?? `exit code ${code ?? '?'}`))
    child.unref()
    children.set(name, child)
    if (child.pid === undefined) return
    recorded.push({ name, pid: child.pid, startTime: processIdentity(child.pid)?.startTime ?? '' })
    record()
  }

  const killNow = (): void => {
    stopping ??= Promise.resolve()
    for (const child of children.values()) if (isRunning(child)) child.kill('SIGKILL')
    removeFolder(directory)
    removeRecord(stateFolder, directory)
  }
  const onSignal = (signal: NodeJS.Signals): void => {
    killNow()
    forgetHooks()
    // With our handler gone the signal does what it would have done, unless somebody else handles it.
    process.kill(process.pid, signal)
  }
  const forgetHooks = (): void => {
    process.off('exit', killNow)
    for (const signal of signals) process.off(signal, onSignal)
  }
  process.on('exit', killNow)
  if (handleSignals) for (const signal of signals) process.on(signal, onSignal)

  const stop = async (): Promise<void> => {
    for (const child of [...children.values()].reverse()) await end(child)
    removeFolder(directory)
    removeRecord(stateFolder, directory)
    forgetHooks()
  }

  record()
  return {
    start,
    failure: () => firstFailure,
    failed,
    pids: () => Object.fromEntries(recorded.map(({ name, pid }) => [name, pid])),
    logTail,
    stop: () => (stopping ??= stop()),
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null
}

async function end(child: ChildProcess): Promise<void> {
  if (!isRunning(child)) return
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.ref()
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), graceMilliseconds)
  await gone
  clearTimeout(late)
}

function tail(path: string): string {
  if (!existsSync(path)) return ''
  return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-15).join('\n')
}
