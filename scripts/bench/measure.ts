/**
 * Runs programs and says how long they took and how much memory they peaked at.
 * Memory is the kernel's own figure (`/usr/bin/time`, wait4's ru_maxrss: the largest of the process and its children); where that
 * program is missing, VmHWM of the process sampled every 20 ms.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Command {
  readonly program: string
  readonly args: readonly string[]
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** Exit codes that count as done. @default [0] */
  readonly accept?: readonly number[]
  /** Ended by us after so many seconds: the sample is then a lower bound. */
  readonly limitSeconds?: number
}

export interface Sample {
  readonly seconds: number
  /** Peak resident memory in MB (10^6 bytes); null where neither way works. */
  readonly peakMb: number | null
  readonly stdout: string
  /** True where the limit ended it: it would have taken longer. */
  readonly stopped: boolean
}

/** A measured program that failed: its command, exit code and the end of its output. */
export class Failed extends Error {}

const timeProgram = '/usr/bin/time'

/**
 * @throws Failed when the program ends with a code that is not accepted, or cannot be started
 */
export async function measure(command: Command): Promise<Sample> {
  const timed = existsSync(timeProgram)
  const folder = mkdtempSync(join(tmpdir(), 'ywq-measure-'))
  const report = join(folder, 'peak')
  try {
    const [program, args] = timed
      ? [timeProgram, ['--quiet', '-f', '%M', '-o', report, command.program, ...command.args]]
      : [command.program, command.args]
    const started = performance.now()
    const { code, stdout, tail, sampledKb, stopped } = await run(program, args, command, !timed)
    const seconds = (performance.now() - started) / 1000
    if (!stopped && (code === null || !(command.accept ?? [0]).includes(code))) {
      throw new Failed(`${[command.program, ...command.args].join(' ')}\n退出码 exit ${String(code)}\n${tail}`)
    }
    const kb = timed && !stopped ? Number(readFileSync(report, 'utf8').trim()) : sampledKb
    return { seconds, peakMb: Number.isFinite(kb) && kb > 0 ? (kb * 1024) / 1e6 : null, stdout, stopped }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly tail: string
  readonly sampledKb: number
  readonly stopped: boolean
}

function run(program: string, args: readonly string[], { cwd, env, limitSeconds }: Command, sample: boolean): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...(cwd === undefined ? {} : { cwd }), env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: limitSeconds !== undefined })
    let stdout = ''
    let tail = ''
    let sampledKb = NaN
    let stopped = false
    const keep = (text: string): void => void (tail = (tail + text).slice(-2000))
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout = (stdout + text).slice(-100_000)
      keep(text)
    })
    child.stderr.setEncoding('utf8').on('data', keep)
    const timer = sample ? setInterval(() => void (sampledKb = peakOf(child.pid) ?? sampledKb), 20) : undefined
    const end = limitSeconds === undefined ? undefined : setTimeout(() => {
      stopped = true
      // The whole group: the program measured and what it started.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    }, limitSeconds * 1000)
    child.on('error', (error) => {
      clearTimeout(end)
      clearInterval(timer)
      reject(new Failed(`${program}: ${error.message}`))
    })
    child.on('close', (code) => {
      clearTimeout(end)
      clearInterval(timer)
      resolve({ code, stdout, tail, sampledKb, stopped })
    })
  })
}

function peakOf(pid: number | undefined): number | null {
  try {
    const [, kb] = /VmHWM:\s+([0-9]+) kB/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8')) ?? []
    return kb === undefined ? null : Number(kb)
  } catch {
    return null // Not Linux, or the process has just ended.
  }
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle]
  if (upper === undefined) throw new Error('median of nothing')
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2
}
