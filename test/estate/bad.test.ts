/** Bad estates: each gives exactly its problems, at their places, in both languages; and one line each. */
import { describe, expect, it } from 'vitest'
import { formatProblem } from '../../policies/estate/format.ts'
import { loadFiles } from '../../policies/estate/load.ts'
import { references } from './bad/references.ts'
import { rules } from './bad/rules.ts'
import { schema } from './bad/schema.ts'
import { text } from './bad/text.ts'
import { checks, placeOf } from './mini.ts'

const all = [...text, ...schema, ...references, ...rules]

describe('bad estates', () => {
  it('are more than a hundred, no two named alike', () => {
    expect(all.length).toBeGreaterThanOrEqual(100)
    for (const list of [text, schema, references, rules]) expect(new Set(list.map((b) => b.name)).size).toBe(list.length)
  })

  it.each([text, schema, references, rules].flatMap((list, i) => list.map((bad) => [['text', 'schema', 'reference', 'rule'][i] ?? '', bad.name, bad] as const)))('%s: %s', (_group, _name, bad) => {
    const { estate, problems } = loadFiles(bad.files, { checks })
    const told = problems.map((p) => `${p.code} ${p.position.file}:${p.position.line}:${p.position.column}`)
    const lines = problems.map((p) => formatProblem(p))
    const wanted = bad.expect.map((e) => `${e.code} ${e.at === '' ? (told.find((t) => t.startsWith(e.code))?.slice(e.code.length + 1) ?? '') : placeOf(bad.files.toReversed(), e.at)}`)
    expect(told.toSorted(), lines.join('\n')).toEqual(wanted.toSorted())
    for (const { code, zh, en } of bad.expect) expect(problems.some((p) => p.code === code && p.zh.includes(zh) && p.en.includes(en)), `${code}: ${zh} / ${en}\n${lines.join('\n')}`).toBe(true)
    for (const line of lines) expect(line).not.toMatch(/[\n\r\u0000-\u001f]/)
    expect(estate).toBeNull()
  })
})
