/**
 * Who a process id is right now: its start time and command line. A pid alone proves nothing, because the kernel reuses it.
 * Reads /proc (proc(5)); where there is none (macOS) asks ps.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

export interface ProcessIdentity {
  /** Opaque: equal for the same process only. Clock ticks since boot on Linux, ps's lstart elsewhere. */
  readonly startTime: string
  readonly commandLine: string
}

/** Identity of a living process; undefined when there is no such process or it is a zombie. */
export function processIdentity(pid: number): ProcessIdentity | undefined {
  return existsSync('/proc/self/stat') ? fromProc(pid) : fromPs(pid)
}

function fromProc(pid: number): ProcessIdentity | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // Field 2 (comm) may hold spaces and parentheses, so count from the last ')': state is field 3, starttime field 22.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [state, startTime] = [fields[0], fields[19]]
    if (state === 'Z' || state === 'X' || startTime === undefined) return undefined
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim()
    return { startTime, commandLine }
  } catch {
    return undefined
  }
}

function fromPs(pid: number): ProcessIdentity | undefined {
  try {
    const ask = (field: string): string =>
      execFileSync('ps', ['-ww', '-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' }).trim()
    if (ask('state').startsWith('Z')) return undefined
    return { startTime: ask('lstart'), commandLine: ask('command') }
  } catch {
    return undefined
  }
}
