// Audits killed with SIGKILL at any moment while they write evidence: what was finished holds, what was torn is set aside, the next audit goes on.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { verifyEvidence } from '../../policies/evidence/verify.ts'
import { storeFiles } from '../../scripts/evidence-store.ts'
import { inFolder, pod } from './store.ts'

const ywq = join(import.meta.dirname, '../../scripts/ywq')

it('ten audits killed, each followed by one that is not', () => inFolder(async (folder) => {
  const store = join(folder, 'evidence')
  const audit = (i: number): readonly string[] => {
    // New objects each time, so that there is much to write.
    const file = join(folder, 'input.yaml')
    writeFileSync(file, Array.from({ length: 300 }, (_, n) => pod(`p-${i}-${n}`)).join('---\n'))
    return [ywq, 'audit', file, '--evidence', store, '--fail-on', 'none', '--output', join(folder, 'report.txt')]
  }
  const whole = (i: number): { readonly milliseconds: number; readonly said: string } => {
    const began = performance.now()
    const { status, stderr } = spawnSync(process.execPath, audit(i), { encoding: 'utf8', timeout: 120_000 })
    expect(status, stderr).toBe(0)
    return { milliseconds: performance.now() - began, said: stderr }
  }
  const { milliseconds } = whole(0)
  let interrupted = 0
  for (let i = 1; i <= 10; i++) {
    const child = spawn(process.execPath, audit(i), { stdio: 'ignore' })
    const ended = new Promise<NodeJS.Signals | null>((done) => child.on('exit', (_code, signal) => done(signal)))
    // The writing is the last third of a run.
    await new Promise((resolve) => setTimeout(resolve, milliseconds * (0.55 + 0.045 * i)))
    child.kill('SIGKILL')
    if ((await ended) === 'SIGKILL') interrupted++
    const { problems } = verifyEvidence(storeFiles(store))
    expect(problems.filter((p) => !/torn|never finished/.test(p.en)), `killed ${i}`).toEqual([])
    whole(100 + i)
    expect(verifyEvidence(storeFiles(store)).problems, `after ${i}`).toEqual([])
  }
  const log = readFileSync(join(store, 'log.ndjson'), 'utf8')
  console.log(`${interrupted} of 10 killed; ${log.split('\n').length - 1} entries; left locked: ${existsSync(join(store, 'lock'))}`)
  expect(interrupted).toBeGreaterThan(0)
  expect(existsSync(join(store, 'lock'))).toBe(false)
}), 300_000)
