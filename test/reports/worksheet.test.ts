import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { readSheet } from 'read-excel-file/node'
import { describe, expect, it } from 'vitest'
import { sample as choose, sampleSize } from '../../policies/reports/sampling.ts'
import { renderWorksheet } from '../../policies/reports/worksheet.ts'
import { writeWorkbook } from '../../policies/reports/xlsx/workbook.ts'
import { findings, hostile, sample, subjects } from './sample.ts'

const bytes = renderWorksheet(sample())
const parts = Object.fromEntries(Object.entries(unzipSync(bytes)).map(([path, content]) => [path, strFromU8(content)]))
const rowsOf = async (sheet: string, from: Uint8Array = bytes): Promise<readonly (readonly unknown[])[]> => await readSheet(Buffer.from(from), sheet)
const title = '测评记录'

describe('the assessor’s worksheet', () => {
  it('has the three sheets, each of which says that it is no assessment, on screen and on paper', async () => {
    for (const sheet of ['说明', '测评对象', title]) expect((await rowsOf(sheet))[1]?.[0]).toContain('内部自查，不是等级测评结论')
    for (const n of [1, 2, 3]) expect(parts[`xl/worksheets/sheet${n}.xml`]).toContain('<oddFooter>&amp;L内部自查，不是等级测评结论')
  })

  it('has a row for each clause of each unit, with the verdict, its basis and what remains to be proved', async () => {
    const report = sample()
    const rows = (await rowsOf(title)).slice(4)
    const whole = rows.filter((r) => String(r[9]).endsWith('整体'))
    expect(whole.map((r) => [r[1], r[3]])).toEqual(report.verdicts.map((v) => [v.unit.title.zh, v.clause]))
    const words = { 'not-met': '不符合', 'partially-met': '部分符合', 'not-assessed': '未测评', met: '符合', 'not-applicable': '不适用' }
    expect(whole.map((r) => r[10])).toEqual(report.verdicts.map((v) => words[v.verdict]))
    expect(new Set(whole.map((r) => r[11]))).toEqual(new Set(['实测', '自查', '测评', '继承'].filter((b) => whole.some((r) => r[11] === b))))
    for (const [i, r] of rows.entries()) expect(r[11], String(i)).toMatch(/^(实测|自查|测评|继承)$/)
  })

  it('leaves the assessor’s columns empty and gives them a drop-down', async () => {
    const rows = (await rowsOf(title)).slice(4)
    expect(rows.length).toBeGreaterThan(10)
    for (const row of rows) expect([row[17] ?? null, row[18] ?? null]).toEqual([null, null])
    expect(parts['xl/worksheets/sheet3.xml']).toContain(`sqref="S5:S${4 + rows.length}"><formula1>&quot;符合,部分符合,不符合,不适用&quot;</formula1>`)
  })

  it('shows an object on which a check of the clause failed, with the finding as evidence', async () => {
    const rows = (await rowsOf(title)).slice(4)
    const failed = rows.filter((r) => String(r[9]).endsWith('Pod/web'))
    expect(failed.map((r) => r[10])).toContain('不符合')
    expect(failed[0]?.[14]).toMatch(/^[0-9a-f]{16}/)
    expect(failed[0]?.[13]).toContain('ywq audit manifests/ --check pod-check')
  })

  it('never gives an object a better word than its checks prove', async () => {
    const [first] = findings
    if (first === undefined) throw new Error('no finding')
    const passing = sample({ findings: [{ ...first, result: 'pass', reason: '', path: '', detail: { zh: '', en: '' }, clauses: ['8.1.4.1.b'] }] })
    const rows = (await rowsOf(title, renderWorksheet(passing))).slice(4).filter((r) => String(r[9]).endsWith('Pod/web'))
    expect(rows.map((r) => r[10])).toEqual(['部分符合'])
  })

  it('of one department holds its systems only, summed up again', async () => {
    const narrow = renderWorksheet(sample(), { departments: ['hr'] })
    const rows = (await rowsOf(title, narrow)).slice(4)
    expect(new Set(rows.map((r) => r[1]))).toEqual(new Set(sample().verdicts.filter((v) => v.unit.department === 'hr').map((v) => v.unit.title.zh)))
    expect(rows.length).toBeLessThan((await rowsOf(title)).length - 4)
    const about = new Map((await rowsOf('说明', narrow)).map((r) => [r[0], r[1]]))
    expect(['符合', '部分符合', '不符合', '不适用', '未测评'].reduce((n, w) => n + Number(about.get(w)), 0)).toBe(sample().verdicts.filter((v) => v.unit.department === 'hr').length)
  })

  it('gives the same bytes for the same report', () => expect(Buffer.compare(Buffer.from(renderWorksheet(sample())), Buffer.from(bytes))).toBe(0))

  it('keeps markup and control characters of names as text', () => {
    for (const [path, content] of Object.entries(parts)) expect(content, path).not.toMatch(/<script|[\u0000-\u0008\u000b-\u001f]/)
    expect(parts['xl/sharedStrings.xml']).toContain('&lt;/script&gt;')
    expect(subjects.hostile.name).toBe(hostile)
  })
})

describe('cells', () => {
  const written = async (text: string): Promise<{ readonly value: unknown; readonly sheet: string }> => {
    const file = writeWorkbook({ title: 't', created: '2026-06-30T00:00:00Z', footer: '', tables: [{ name: 'a', notes: [], columns: [{ title: 'x', width: 10 }], rows: [[text]] }] })
    return { value: (await rowsOf('a', file))[1]?.[0], sheet: strFromU8(unzipSync(file)['xl/worksheets/sheet1.xml'] ?? new Uint8Array()) }
  }
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =cmd|x', '＝1+1', '%0A=1'])('%j stays text, with the mark that keeps it so when it is edited', async (text) => {
    const { sheet } = await written(text)
    expect(sheet).toContain('<c r="A2" s="7" t="s">')
    expect(sheet).not.toContain('<f>')
  })
  it('hold any printable text unchanged', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter((s) => s.trim() === s && !/[\p{C}\ufffd]/u.test(s)), async (text) => {
        expect(String((await written(text)).value)).toBe(text)
      }),
      { numRuns: 60 },
    )
  })
  it('keep what looks like an escape of the format', async () => expect((await written('a_x0041_b')).value).toMatch(/^a(_x0041_|_x005F_x0041_)b$/))
})

describe('sampling', () => {
  it('takes every object with a violation and at least the share of the level', () => {
    fc.assert(
      fc.property(fc.constantFrom(2 as const, 3 as const, 4 as const), fc.uniqueArray(fc.record({ key: fc.string(), violated: fc.boolean() }), { selector: (c) => c.key }), (level, candidates) => {
        const chosen = choose(candidates, level)
        expect(candidates.filter((c) => c.violated).every((c) => chosen.includes(c))).toBe(true)
        expect(chosen.length).toBe(Math.max(sampleSize(candidates.length, level), candidates.filter((c) => c.violated).length))
        expect(choose([...candidates].reverse(), level).map((c) => c.key).sort()).toEqual(chosen.map((c) => c.key).sort())
      }),
    )
  })
})
