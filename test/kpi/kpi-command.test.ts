/** `ywq kpi report` as a person runs it: files, threads, gzip, standard input, an estate, and everything that can be wrong with them. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { KpiReport } from '../../monitors/kpi/report-json.ts'
import { combined, simpleCount } from './lines.ts'

const root = resolve(import.meta.dirname, '../..')
const ywq = join(root, 'scripts/ywq')
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ywq-kpi-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function run(args: readonly string[], input: string | Buffer = ''): { readonly code: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [ywq, 'kpi', ...args], { cwd: folder, input, encoding: 'utf8', maxBuffer: 1 << 28 })
  return { code: status, out: stdout, err: stderr }
}
function report(args: readonly string[], input: string | Buffer = ''): KpiReport {
  const { code, out, err } = run(['report', ...args, '--format', 'json'], input)
  expect(err).toBe('')
  expect(code).toBe(0)
  return JSON.parse(out) as KpiReport
}
const file = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content)
  return name
}

/** Events of several hours, some an hour or two behind, with bad and long lines between them: about 45 MB. */
function bigLog(): { readonly text: string; readonly events: readonly { readonly system: string; readonly user: string | null; readonly failed: boolean }[]; readonly bad: number; readonly late: number } {
  const events: { system: string; user: string | null; failed: boolean }[] = []
  const lines: string[] = []
  let bad = 0
  let late = 0
  let newest = -Infinity
  for (let i = 0; i < 150_000; i++) {
    const hour = Math.floor(i / 8000) - (i % 997 === 0 ? 3 : 0)
    if (hour < newest - 1) late++
    newest = Math.max(newest, hour)
    const e = { system: `s-${(i * 7) % 13}`, user: i % 5 === 0 ? null : `user-${(i * 31) % 4000}`, failed: i % 41 === 0 }
    events.push(e)
    const at = new Date(Date.UTC(2026, 10, 20, 5) + hour * 3_600_000).toISOString()
    lines.push(combined({ user: e.user ?? '-', request: `GET /${e.system}/x HTTP/1.1`, status: e.failed ? 500 : 200, time: `${at.slice(8, 10)}/Nov/2026:${at.slice(11, 19)} +0000`, rest: ` 1 "-" "${'a'.repeat(i % 30_000 === 7 ? 900_000 : i % 300)}"` }))
    if (i % 50_000 === 25_000) {
      lines.push(combined({ rest: ` 1 "-" "${'b'.repeat(6_000_000)}"` }), 'rubbish', '')
      bad += 3
    }
  }
  return { text: lines.join('\n'), events, bad, late }
}

describe('counts', () => {
  it('threads over a file, a stream and gzip give the same, and what a plain count gives', () => {
    const { text, events, bad, late } = bigLog()
    const whole = report([file('big.log', text)])
    expect(whole.lines).toEqual({ total: events.length + bad, bad, late, badByReason: { empty: 3, 'too-long': 3, truncated: 3 } })
    expect(new Map(whole.systems.map((s) => [s.system, { transactions: s.transactions, failed: s.failed, identified: s.identified, active: s.activeUsers ?? 0, affected: s.affectedUsers ?? 0 }]))).toEqual(simpleCount(events))
    expect(report(['-'], text)).toEqual(whole)
    expect(report([file('big.log.gz', gzipSync(text, { level: 1 }))])).toEqual(whole)
    expect(report(['-'], gzipSync(text, { level: 1 }))).toEqual(whole)
    const twice = report(['big.log', 'big.log.gz'])
    expect(twice.lines).toMatchObject({ total: 2 * whole.lines.total, late: 2 * late })
    expect(twice.systems.map((s) => [s.transactions, s.activeUsers])).toEqual(whole.systems.map((s) => [2 * s.transactions, s.activeUsers]))
  })
  it('two gzip members one after the other are one log', () => {
    const line = `${combined({ user: 'u1' })}\n`
    expect(report([file('two.gz', Buffer.concat([gzipSync(line), gzipSync(line)]))]).lines.total).toBe(2)
  })
  it('a file without a line feed at its end, a name with spaces', () => expect(report([file('a b.log', combined({ user: 'u1' }))]).systems).toMatchObject([{ system: 'portal', activeUsers: 1 }]))
  it('a table names what is unknown', () => {
    const { code, out } = run(['report', '-'], `${combined({})}\nrubbish\n`)
    expect(code).toBe(0)
    expect(out).toMatch(/portal +1 +0 +0 +– +–/)
    expect(out).toContain('truncated 1')
  })
  it('writes a file whole', () => {
    expect(run(['report', '-', '--format', 'json', '--output', 'sub/out.json'], `${combined({})}\n`)).toMatchObject({ code: 0, out: '' })
    expect(JSON.parse(readFileSync(join(folder, 'sub/out.json'), 'utf8'))).toMatchObject({ format: 'ywq.kpi', version: 1, lines: { total: 1 } })
  })
})

describe('with an estate', () => {
  const minimal = join(root, 'stacks/examples/minimal')
  it('systems are those declared, others one bucket', () => {
    const text = ['insurance', 'insurance', 'wp-admin', '.env'].map((s, i) => `${combined({ user: `u${i}`, request: `GET /${s}/x HTTP/1.1` })}\n`).join('')
    expect(report(['-', '--estate', minimal], text).systems.map((s) => [s.system, s.transactions, s.activeUsers])).toEqual([['insurance', 2, 2], ['unknown', 2, 2]])
  })
  it('a broken estate says where', () => {
    mkdirSync(join(folder, 'estate'), { recursive: true })
    writeFileSync(join(folder, 'estate/a.yaml'), 'kind: System\nnaem: x\n')
    const { code, err } = run(['report', '-', '--estate', 'estate'], 'x\n')
    expect([code, err.includes('estate/a.yaml:')]).toEqual([2, true])
  })
})

describe('wrong use ends with exit 2, says why, shows no trace', () => {
  it.each<[string, readonly string[], string, readonly string[]]>([
    ['no word', [], '', ['report']],
    ['another word', ['count', 'a.log'], '', ['count', 'report']],
    ['no input', ['report'], '', ['没有输入']],
    ['a file that is not there', ['report', 'nope.log'], '', ['nope.log', 'ENOENT']],
    ['a folder', ['report', '.'], '', ['目录']],
    ['standard input twice', ['report', '-', '-'], '', ['-']],
    ['an option with a typo', ['report', '-', '--system-form', 'path:1'], '', ['--system-form', '--system-from']],
    ['a wrong rule', ['report', '-', '--system-from', 'segment:1'], '', ['"segment:1"', 'path:N', 'field:NAME']],
    ['a wrong condition', ['report', '-', '--failed-when', 'status>>500'], '', ['"status>>500"', 'status>=500']],
    ['nothing that counts', ['report', '-'], 'rubbish\n', ['--log-format']],
    ['nothing at all', ['report', '-'], '', ['没有一行能计数']],
    ['broken gzip', ['report', 'broken.gz'], '', ['broken.gz']],
    ['cut gzip', ['report', 'cut.gz'], '', ['cut.gz']],
  ])('%s', (_title, args, input, fragments) => {
    file('broken.gz', Buffer.from([0x1f, 0x8b, 1, 2, 3, 4, 5]))
    file('cut.gz', gzipSync(`${combined({})}\n`.repeat(100)).subarray(0, 60))
    const { code, err } = run(args, input)
    expect(code).toBe(2)
    for (const fragment of fragments) expect(err).toContain(fragment)
    expect(err).not.toMatch(/\n\s+at /)
  })
})
