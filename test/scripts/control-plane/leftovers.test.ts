// Only what is provably ours is ended: pid, start time and our folder in the command line must all agree.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { folderPrefix, markerFile, sweepLeftovers, writeRecord } from '../../../scripts/control-plane/leftovers.ts'
import { processIdentity } from '../../../scripts/control-plane/process-identity.ts'

let root: string
let directory: string
let state: string
let child: ChildProcess | undefined

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ywq-test-'))
  directory = join(root, `${folderPrefix}abc`)
  state = join(root, 'state')
  mkdirSync(directory)
  writeFileSync(join(directory, markerFile), '')
})
afterEach(() => {
  child?.kill('SIGKILL')
  rmSync(root, { recursive: true, force: true })
})

/** A process that does nothing for a minute, with `argument` in its command line. */
const sleeper = async (argument: string): Promise<{ pid: number; startTime: string }> => {
  child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)', '--', argument], { stdio: 'ignore' })
  await new Promise((resolve) => child?.once('spawn', resolve))
  const pid = child.pid ?? 0
  return { pid, startTime: processIdentity(pid)?.startTime ?? '' }
}
const gone = { name: 'starter', pid: 2 ** 22 + 1, startTime: '1' }
const base = { format: 'ywq.control-plane', version: 1 } as const

test.each([
  { title: 'kills what agrees in all three', argument: 'ours', startTime: 'right', killed: ['etcd'] },
  { title: 'spares a process of another start time (the pid was used again)', argument: 'ours', startTime: 'other', killed: [] },
  { title: 'spares a process without our folder in its command line', argument: 'foreign', startTime: 'right', killed: [] },
])('$title', async ({ argument, startTime, killed }) => {
  const process = await sleeper(argument === 'ours' ? `--data-dir=${directory}/etcd` : '--data-dir=/elsewhere/etcd')
  const recorded = { name: 'etcd', pid: process.pid, startTime: startTime === 'right' ? process.startTime : 'other' }
  writeRecord(state, { ...base, directory, owner: gone, processes: [recorded] })
  expect(await sweepLeftovers(state)).toEqual([{ directory, killed }])
  expect(processIdentity(process.pid) === undefined).toBe(killed.length > 0)
  expect(existsSync(directory)).toBe(false)
  expect(await sweepLeftovers(state)).toEqual([])
})

test('leaves everything of a living starter alone', async () => {
  const process = await sleeper(`--data-dir=${directory}/etcd`)
  const owner = { name: 'starter', pid: globalThis.process.pid, startTime: processIdentity(globalThis.process.pid)?.startTime ?? '' }
  writeRecord(state, { ...base, directory, owner, processes: [{ name: 'etcd', ...process }] })
  expect(await sweepLeftovers(state)).toEqual([])
  expect(processIdentity(process.pid)).toBeDefined()
  expect(existsSync(directory)).toBe(true)
})

test.each([
  ['without our marker file', () => rmSync(join(directory, markerFile)), () => directory],
  ['of another name', () => mkdirSync(join(root, 'precious')), () => join(root, 'precious')],
])('never removes a folder %s', async (_, prepare, folder) => {
  prepare()
  writeRecord(state, { ...base, directory: folder(), owner: gone, processes: [] })
  await sweepLeftovers(state)
  expect(existsSync(folder())).toBe(true)
})

test.each(['', '{', '{"format":"ywq.control-plane","version":2}', '[]', 'null'])('passes over a record that reads %j', async (text) => {
  mkdirSync(state)
  writeFileSync(join(state, `${folderPrefix}bad.json`), text)
  expect(await sweepLeftovers(state)).toEqual([])
})
