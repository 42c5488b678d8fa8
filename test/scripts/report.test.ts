/** `ywq report` and the file formats of `ywq audit`, as a person types them: bad use ends with exit 2, one message, no trace, no half file. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formats } from '../../scripts/formats.ts'

const root = resolve(import.meta.dirname, '../..')
const minimal = join(root, 'stacks/examples/minimal')
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ywq-report-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function ywq(args: readonly string[]): { readonly code: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync(join(root, 'scripts/ywq'), [...args], { cwd: folder, encoding: 'utf8', timeout: 60_000 })
  return { code: status, out: stdout, err: stderr }
}

describe('ywq report: bad use', () => {
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['no subject', [], ['index', 'oscal']],
    ['a typo', ['indx'], ['是否指 index', 'did you mean index']],
    ['index without a report', ['index'], ['REPORT.json']],
    ['index of two reports', ['index', 'a', 'b'], ['2']],
    ['index of a file that is not there', ['index', 'nope.json'], ['nope.json']],
    ['index of a file that is no JSON', ['index', 'text.json'], ['text.json', '不是 JSON']],
    ['index of another format', ['index', 'other.json'], ['ywq.report', '"sarif"']],
    ['index of a version to come', ['index', 'future.json'], ['9']],
    ['a previous report that is none', ['index', 'future.json', '--previous', 'text.json'], ['future.json']],
    ['oscal without a folder', ['oscal'], ['--output DIR']],
    ['oscal below a file', ['oscal', '--output', 'text.json/x'], ['没有留下半个文件']],
    ['a format that the index does not have', ['index', 'text.json', '--format', 'html'], ['html', 'table']],
  ]
  beforeAll(() => {
    writeFileSync(join(folder, 'text.json'), 'hello')
    writeFileSync(join(folder, 'other.json'), '{"format":"sarif"}')
    writeFileSync(join(folder, 'future.json'), '{"format":"ywq.report","version":9}')
  })
  it.each(cases)('%s', (_, args, says) => {
    const before = readdirSync(folder)
    const { code, err } = ywq(['report', ...args])
    expect([code, err.includes('\n    at ')]).toEqual([2, false])
    for (const text of says) expect(err).toContain(text)
    expect(readdirSync(folder)).toEqual(before)
  })
})

describe('ywq audit: every format', () => {
  it('writes each to a file, twice the same bytes, and the index reads the JSON back', () => {
    const pairs = (prefix: string): readonly string[] => formats.flatMap((f) => ['--format', f, '--output', `${prefix}.${f}`])
    for (const prefix of ['a', 'b']) expect(ywq(['audit', '--estate', minimal, '--fail-on', 'none', ...pairs(prefix)])).toMatchObject({ code: 0 })
    for (const format of formats) {
      const [a, b] = [readFileSync(join(folder, `a.${format}`)), readFileSync(join(folder, `b.${format}`))]
      expect(a.equals(b), format).toBe(true)
      // The workbook's own test reads it: it is packed.
      if (format !== 'xlsx') expect(a.toString('utf8'), format).toContain('内部自查，不是等级测评结论')
    }
    const index = ywq(['report', 'index', 'a.json', '--previous', 'b.json', '--lang', 'zh'])
    expect(index.code).toBe(0)
    expect(index.out).toContain('内部指数，非等级测评结论')
    expect(ywq(['report', 'oscal', '--output', 'oscal', '--now', '2026-06-30']).code).toBe(0)
    expect(existsSync(join(folder, 'oscal', 'component-definition.json'))).toBe(true)
  }, 120_000)
  it('a workbook is not for standard output', () => {
    const { code, err, out } = ywq(['audit', '--estate', minimal, '--format', 'xlsx'])
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('--output FILE.xlsx')
  })
})
