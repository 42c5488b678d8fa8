/**
 * What a crashed starter left behind: a record of every running control plane lies in a state folder, and the next start
 * ends those whose starter is gone. A process is killed only when pid, start time and our own temporary folder in its
 * command line all agree; a folder is removed only when it carries our marker file.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

import { cacheFolder } from './tools.ts'
import { processIdentity } from './process-identity.ts'

export const folderPrefix = 'ywq-control-plane-'
export const markerFile = '.ywq-control-plane'

export interface RecordedProcess {
  readonly name: string
  readonly pid: number
  readonly startTime: string
}

export interface ControlPlaneRecord {
  readonly format: 'ywq.control-plane'
  readonly version: 1
  /** The temporary folder that holds everything of this control plane; part of every command line. */
  readonly directory: string
  readonly owner: RecordedProcess
  readonly processes: readonly RecordedProcess[]
}

export interface Leftover {
  readonly directory: string
  /** Names of the processes that were killed. */
  readonly killed: readonly string[]
}

/** Where records lie unless a caller names another folder. */
export function defaultStateFolder(): string {
  return join(cacheFolder(), 'control-planes')
}

/** Writes the record (atomically: a crash in between leaves the older one). */
export function writeRecord(stateFolder: string, record: ControlPlaneRecord): void {
  mkdirSync(stateFolder, { recursive: true, mode: 0o700 })
  const path = recordPath(stateFolder, record.directory)
  writeFileSync(`${path}.part`, JSON.stringify(record), { mode: 0o600 })
  renameSync(`${path}.part`, path)
}

/** Removes the record of a control plane that is gone. */
export function removeRecord(stateFolder: string, directory: string): void {
  rmSync(recordPath(stateFolder, directory), { force: true })
}

/**
 * Ends and removes the control planes whose starter no longer runs. Those of living starters are left alone.
 * @returns what was cleaned away; empty when there was nothing
 */
export async function sweepLeftovers(stateFolder: string): Promise<readonly Leftover[]> {
  const swept: Leftover[] = []
  for (const record of readRecords(stateFolder)) {
    if (processIdentity(record.owner.pid)?.startTime === record.owner.startTime) continue
    const ours = record.processes.filter((process) => isProvablyOurs(process, record.directory))
    for (const { pid } of ours) kill(pid)
    for (const process of ours) {
      while (isProvablyOurs(process, record.directory)) await new Promise((resolve) => setTimeout(resolve, 20))
    }
    removeFolder(record.directory)
    removeRecord(stateFolder, record.directory)
    swept.push({ directory: record.directory, killed: ours.map(({ name }) => name) })
  }
  return swept
}

/** Removes a temporary folder of ours; does nothing to a folder without our name and marker. */
export function removeFolder(directory: string): void {
  if (!basename(directory).startsWith(folderPrefix) || !existsSync(join(directory, markerFile))) return
  rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
}

function isProvablyOurs(recorded: RecordedProcess, directory: string): boolean {
  const now = processIdentity(recorded.pid)
  return now !== undefined && now.startTime === recorded.startTime && now.commandLine.includes(`${directory}/`)
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Gone between the look and the kill: what was wanted.
  }
}

function recordPath(stateFolder: string, directory: string): string {
  return join(stateFolder, `${basename(directory)}.json`)
}

function readRecords(stateFolder: string): readonly ControlPlaneRecord[] {
  if (!existsSync(stateFolder)) return []
  return readdirSync(stateFolder)
    .filter((name) => name.startsWith(folderPrefix) && name.endsWith('.json'))
    .flatMap((name) => {
      try {
        const parsed: unknown = JSON.parse(readFileSync(join(stateFolder, name), 'utf8'))
        return isRecord(parsed) ? [parsed] : []
      } catch {
        // Another start swept it first.
        return []
      }
    })
}

function isRecord(value: unknown): value is ControlPlaneRecord {
  if (typeof value !== 'object' || value === null) return false
  const record = value as Partial<ControlPlaneRecord>
  return (
    record.format === 'ywq.control-plane' &&
    record.version === 1 &&
    typeof record.directory === 'string' &&
    Array.isArray(record.processes) &&
    typeof record.owner?.pid === 'number'
  )
}
