/** Sheets as people send them: CSV by RFC 4180, headers below titles, clause numbers and dates in every writing. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCsv } from '../../policies/paper/csv.ts'
import { clauseOf, dayOfCell, recordsOf, type Column } from '../../policies/paper/sheet.ts'

describe('CSV', () => {
  it('reads back any cells that RFC 4180 can write', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '条', '"', ',', '\n', '\r\n', ' ', ';'), maxLength: 8 })
    fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }), fc.constantFrom('\n', '\r\n'), (rows, end) => {
      // The first line decides the separator, so it must have one.
      const all = [rows[0]?.map(() => 'h') ?? [], ...rows]
      const text = all.map((row) => row.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')).join(end)
      expect(parseCsv(text)).toEqual(all)
      expect(parseCsv(text + end)).toEqual(all)
    }))
  })
  it.each<[string, string, readonly (readonly string[])[]]>([
    ['nothing', '', []],
    ['semicolons', 'a;b\n1;2\n', [['a', 'b'], ['1', '2']]],
    ['tabs', 'a\tb\n1\t2', [['a', 'b'], ['1', '2']]],
    ['an empty last cell', 'a,b\n1,\n', [['a', 'b'], ['1', '']]],
    ['an empty last cell at the end', 'a,b\n1,', [['a', 'b'], ['1', '']]],
    ['an empty line', 'a,b\n\n1,2', [['a', 'b'], [''], ['1', '2']]],
  ])('reads %s', (_title, text, rows) => expect(parseCsv(text)).toEqual(rows))
  it('names the line of an open quote', () => expect(() => parseCsv('a,b\n1,"2\n3')).toThrow(/第 2 行的引号没有结束 \/ the quote of line 2/))
})

describe('clauses and days as people write them', () => {
  it.each([
    ['8.1.4.2.d', '8.1.4.2.d'], ['8.1.4.2 d)', '8.1.4.2.d'], ['8.1.4.2d）', '8.1.4.2.d'], ['8.1.4.2 D', '8.1.4.2.d'], ['7.1.10.5', '7.1.10.5'], ['GB/T 22239 8.1.10.13.c 项', '8.1.10.13.c'],
    ['8.1.4.2 data', '8.1.4.2'], ['访问控制', null], ['', null], ['2026.1.2.3', null], ['18.1.4.2', null],
  ])('%s → %s', (text, id) => expect(clauseOf(text)).toBe(id))
  it.each([['2026-01-05', '2026-01-05'], ['2026/1/5', '2026-01-05'], ['2026.1.5', '2026-01-05'], ['2026年1月5日', '2026-01-05'], ['2026-02-30', null], ['5/1/2026', null], ['年底', null], ['', null]])('%s → %s', (text, day) => expect(dayOfCell(text)).toBe(day))
})

describe('a sheet', () => {
  const columns: readonly Column[] = [
    { field: 'problem', words: ['问题', 'problem'], required: true },
    { field: 'due', words: ['整改期限', 'due'], required: true },
    { field: 'owner', words: ['责任人'], required: false },
  ]
  it('has its header below a title, in any order, decorated, and rows that say nothing are left out', () => {
    const records = recordsOf([['测评问题清单'], [], ['序号', '整改期限*', ' 问 题（必填）'], ['1', '2026-12-31', '口令弱'], ['', '', ''], ['2', '', '日志少']], columns)
    expect(records.map((r) => [r.row, r.field('problem'), r.field('due'), r.field('owner'), r.field('none')])).toEqual([[4, '口令弱', '2026-12-31', '', ''], [6, '日志少', '', '', '']])
  })
  it('without a required column says which, what it may be called, and what the header is', () => {
    expect(() => recordsOf([['问题', '整改期线']], columns)).toThrow(/缺少列“整改期限”（也可写 due），是不是“整改期线”这一列；表头是：问题、整改期线 \/ no column "due"/)
    expect(() => recordsOf([], columns)).toThrow(/缺少列“问题”/)
  })
})
