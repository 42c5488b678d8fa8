import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { catalogueFiles, createCatalogue, loadCatalogue, theCatalogue } from '../policies/catalogue/catalogue.ts'
import { levels } from '../policies/catalogue/clause.ts'
import { readCatalogue } from '../policies/catalogue/read.ts'
import { packageRoot } from '../policies/package-root.ts'

const catalogue = loadCatalogue()

describe('the catalogue of GB/T 22239-2019', () => {
  // Counts of lettered items in the standard: general 135/211/228 and cloud extension 29/46/49 at levels 2/3/4.
  it.each([[2, 135, 29], [3, 211, 46], [4, 228, 49]] as const)('holds every item of level %i', (level, general, cloud) => {
    const clauses = catalogue.level(level).clauses
    expect(clauses.filter((c) => c.part === 'general')).toHaveLength(general)
    expect(clauses.filter((c) => c.part === 'cloud')).toHaveLength(cloud)
    expect(new Set(clauses.map((c) => c.id)).size).toBe(general + cloud)
  })

  it('lists general before cloud, numbers as numbers', () => {
    const ids = catalogue.level(3).clauses.map((c) => c.id)
    expect(ids[0]).toBe('8.1.1.1.a')
    expect(ids.indexOf('8.1.4.2.d')).toBeLessThan(ids.indexOf('8.1.4.10.a'))
    expect(ids.at(-1)).toBe('8.2.7.1')
  })

  it('leaves no gap in the letters of a control point', () => {
    for (const level of levels) {
      const letters = new Map<string, string[]>()
      for (const { id } of catalogue.level(level).clauses) {
        const match = /^(.*)\.([a-z])$/.exec(id)
        if (match !== null) letters.set(match[1] ?? '', [...(letters.get(match[1] ?? '') ?? []), match[2] ?? ''])
      }
      expect(letters.size).toBeGreaterThan(30)
      for (const [point, found] of letters) expect([point, found.join('')]).toEqual([point, 'abcdefghijklm'.slice(0, found.length)])
    }
  })

  it('says of every clause that is not wholly automatic what evidence is asked for', () => {
    for (const level of levels) {
      for (const clause of catalogue.level(level).clauses) {
        if (clause.status === 'partial' || clause.status === 'manual') expect(clause.residual, clause.id).not.toBe('')
        if (clause.status === 'automated') expect([clause.id, clause.planned, clause.residual]).toEqual([clause.id, [], ''])
      }
    }
  })

  it('links an item to the item one level up on the same subject', () => {
    expect(catalogue.clause('7.1.4.8.a')?.above).toBe('8.1.4.9.a')
    expect(catalogue.clause('8.1.4.7.a')?.above).toBe('9.1.4.7.a')
    expect(catalogue.clause('9.1.4.7.a')?.above).toBe('')
    for (const level of [2, 3] as const) {
      for (const c of catalogue.level(level).clauses) if (c.above !== '') expect(catalogue.clause(c.above)?.responsibility, c.id).toBe(c.responsibility)
    }
  })

  it('is found from the package root and read once', () => {
    expect(theCatalogue()).toBe(theCatalogue())
    expect(readFileSync(join(packageRoot(import.meta.url), 'policies', 'catalogue', catalogueFiles[0]), 'utf8')).toContain('ywq.catalogue')
  })
})

describe('parameters', () => {
  it('hold at the level that sets them and above', () => {
    expect(levels.map((level) => catalogue.parameter('audit-retention-days', level))).toEqual([180, 180, 180])
  })

  it('name the known ones when one is unknown', () => {
    expect(() => catalogue.parameter('audit-retentoin-days', 3)).toThrow(/是否指 audit-retention-days.*did you mean audit-retention-days\?/)
  })
})

const file = (rows: string, head = 'format: ywq.catalogue\nversion: 1\npart: general\nclauses:\n') => `${head}${rows}`
const row = (over = '') =>
  `- ids: {3: 8.1.4.1.a}\n  domain: 安全计算环境\n  point: {zh: 身份鉴别, en: Authentication}\n  summary: {zh: 甲, en: A}\n  responsibility: shared\n  wall: [用, 事中, 技防]\n  dimension: 安全保障\n${over === '' ? '  status: manual\n  residual: 证明\n' : over}`

describe('a faulty catalogue is refused with every fault and its line', () => {
  it.each([
    ['another format', file(row(), 'format: other\nversion: 1\npart: general\nclauses:\n'), ['f.yaml:1: format: found "other"']],
    ['a newer version', file(row(), 'format: ywq.catalogue\nversion: 2\npart: general\nclauses:\n'), ['version: found 2, this program reads version 1']],
    ['no YAML', file('a: [\n'), ['not valid YAML']],
    ['no clauses', file('  []'), ['the list is missing or empty']],
    ['an unknown key', file(row('  status: manual\n  residual: x\n  cheks: [a]\n')), ['f.yaml:5: unknown key cheks, did you mean checks?']],
    ['automated without a check', file(row('  status: automated\n')), ['status automated needs at least one check']],
    ['automated with planned checks', file(row('  status: automated\n  checks: [a]\n  planned: [b]\n')), ['yet checks are only planned: b']],
    ['partial without a residual', file(row('  status: partial\n  checks: [a]\n')), ['status partial needs a residual']],
    ['a check named twice', file(row('  status: partial\n  residual: x\n  checks: [a]\n  planned: [a]\n')), ['named twice in checks, related and planned: a']],
    ['a clause of another level', file(row().replace('3: 8.1.4.1.a', '2: 8.1.4.1.a')), ['ids: found 2: "8.1.4.1.a"']],
    ['a parameter that is no number', file(row('  status: manual\n  residual: x\n  parameters: {days: many}\n')), ['parameters.days: found "many"']],
    ['a cell that the wall has not', file(row().replace('事中', '事外')), ['f.yaml:5: wall: found ["用","事外","技防"], allowed: [云|网|数|用|端, 事前|事中|事后, 人防|物防|技防]']],
    ['a dimension that nobody evaluates', file(row().replace('安全保障', '速度')), ['f.yaml:5: dimension: found "速度"']],
    ['two faults in two rows', file(row('  status: perfect\n') + row('  status: inherited\n  checks: [a]\n')), ['f.yaml:5: status: found "perfect"', 'f.yaml:13: status inherited takes no checks']],
  ])('%s', (_, text, messages) => {
    for (const message of messages) expect(() => readCatalogue(text, 'f.yaml')).toThrow(message)
  })

  it('an id that stands twice, a parameter set twice, a broken link upwards', () => {
    const one = row('  status: manual\n  residual: x\n  parameters: {days: 1}\n')
    const two = one.replace('8.1.4.1.a', '8.1.4.1.b').replace('  status', '  above: 9.9.9.9\n  status')
    const build = (text: string) => () => createCatalogue(readCatalogue(file(text), 'f.yaml'))
    expect(build(one + one)).toThrow('clause 8.1.4.1.a stands twice')
    expect(build(one + two)).toThrow('parameter days is set by 8.1.4.1.a and by 8.1.4.1.b')
    expect(build(one + two)).toThrow('above: 9.9.9.9 is not a clause of level 4')
  })
})
