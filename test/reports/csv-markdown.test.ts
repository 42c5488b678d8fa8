import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvPieces } from '../../policies/reports/csv.ts'
import { marker, maxComment, renderMarkdown } from '../../policies/reports/markdown.ts'
import { findings, sample } from './sample.ts'

const [first] = findings
if (first === undefined) throw new Error('no finding')
const withName = (name: string) => sample({ findings: [{ ...first, subject: { ...first.subject, name }, detail: { zh: name, en: name } }] })

/** RFC 4180, read back by its grammar. */
function parse(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]]
  let at = 0
  while (at < text.length) {
    let value = ''
    if (text[at] === '"') {
      for (at++; ; at++) {
        if (text[at] === '"' && text[at + 1] === '"') value += text.charAt(at++)
        else if (text[at] === '"') break
        else if (at >= text.length) throw new Error('open quote')
        else value += text.charAt(at)
      }
      at++
    } else {
      const end = /,|\r\n/.exec(text.slice(at))
      value = text.slice(at, end === null ? text.length : at + end.index)
      at += value.length
    }
    rows.at(-1)?.push(value)
    if (text[at] === ',') at++
    else if (text.startsWith('\r\n', at)) {
      at += 2
      if (at < text.length) rows.push([])
    } else if (at < text.length) throw new Error(`neither comma nor line end at ${at}`)
  }
  return rows
}

describe('CSV', () => {
  const text = [...csvPieces(sample())].join('')
  const rows = parse(text.slice(1))
  const column = (name: string): number => rows[0]?.findIndex((c) => c.endsWith(name)) ?? -1

  it('begins with a byte order mark and is a table', () => {
    expect(text.charCodeAt(0)).toBe(0xfeff)
    expect(new Set(rows.map((r) => r.length))).toEqual(new Set([rows[0]?.length]))
  })
  it('has every verdict with its basis, every fail, error and skip, and what could not be read', () => {
    const report = sample()
    const kinds = rows.slice(1).map((r) => r[0])
    expect(kinds.filter((k) => k?.endsWith('verdict'))).toHaveLength(report.verdicts.length)
    expect(kinds.filter((k) => k?.endsWith('finding'))).toHaveLength(report.findings.filter((f) => f.result !== 'pass').length)
    expect(kinds.filter((k) => k?.endsWith('unreadable'))).toHaveLength(1)
    for (const row of rows.slice(1, 1 + report.verdicts.length)) expect(row[column('basis')]).toMatch(/^(实测|自查|测评|继承)$/)
  })
  it('says on every row that it is no assessment', () => {
    for (const row of rows.slice(1)) expect(row[column('nature')]).toMatch(/^内部自查，不是等级测评结论/)
  })
  it('lets no cell begin like a formula', () => {
    fc.assert(
      fc.property(fc.tuple(fc.constantFrom('', ' ', '\t', '\r', '\n', '\u0000', '\ufeff'), fc.constantFrom('=', '+', '-', '@', '＝', '＋', '－', '＠', '|', '%'), fc.string()), ([before, sign, after]) => {
        const cells = parse([...csvPieces(withName(`${before}${sign}${after}`))].join('').slice(1)).slice(1).flat()
        expect(cells.filter((c) => /^\s*[=+\-@＝＋－＠|%]/.test(c))).toEqual([])
      }),
      { numRuns: 100 },
    )
  })
  it('keeps quotes, commas and line ends inside a cell', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z",;\n ]{1,20}$/).filter((s) => s.trim() === s), (name) => {
        const body = parse([...csvPieces(withName(name))].join('').slice(1))
        expect(body.at(-2)?.[column('object')]).toBe(`Pod/${name}`)
      }),
      { numRuns: 60 },
    )
  })
})

describe('the pull-request comment', () => {
  const text = renderMarkdown(sample())
  it('has its marker, the notice, the counts and the basis of verdicts', () => {
    expect(text.startsWith(marker)).toBe(true)
    expect(text).toContain('**内部自查，不是等级测评结论**')
    expect(text).toContain('审批未核验')
    expect(text).toContain('| 1 | 2 | 1 | 0 | 1 | 1 | 1 | 1 |')
    expect(text).toMatch(/实测 measured \| 自查 self-check \| 测评 assessment \| 继承 inherited/)
    expect(text).toContain('已受理风险')
    expect(text).toContain('读不了 1 处输入')
  })
  it('fits a comment, and counts what it leaves out', () => {
    const long = renderMarkdown(sample({ findings: Array.from({ length: 3000 }, (_, i) => ({ ...first, path: String(i) })) }))
    expect(long.length).toBeLessThanOrEqual(maxComment)
    const shown = long.split('\n').filter((l) => l.startsWith('| 高 |')).length
    expect(shown).toBeGreaterThan(50)
    expect(long).toContain(`另有 ${3000 - shown} 个较轻的没有列出`)
  })
  it('takes no markup, mention or link from a name, and keeps it in its cell', () => {
    const plain = renderMarkdown(withName('x')).split('\n').length
    for (const name of ['<img src=x>', '[a](https://evil.example)', '@everyone', 'a | b', '#12', '`x`', '</code>', '**b**', 'line\nbreak', 'https://evil.example', 'a\u2028b']) {
      const body = renderMarkdown(withName(name))
      expect(body.split('\n').length, name).toBe(plain)
      expect(body, name).not.toMatch(/<img|https:\/\/evil|[^\\]\[a\]|@everyone|#12|[^\\]`x|[^\\]\*\*b/)
    }
  })
})
