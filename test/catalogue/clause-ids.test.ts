/** Nobody names a clause that the catalogue has not at that level: no check, no verdict, no document, no estate of ours. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { theCatalogue } from '../../policies/catalogue/catalogue.ts'
import { levels } from '../../policies/catalogue/clause.ts'
import { checks } from '../../policies/checks/index.ts'
import { parseProfile, select } from '../../policies/profile.ts'
import { judgeClauses } from '../../policies/verdict.ts'
import { defaultNow, judgeBase } from '../checks/fixture.ts'

const root = resolve(import.meta.dirname, '../..')
const catalogue = theCatalogue()
const ids = new Set(levels.flatMap((level) => catalogue.level(level).clauses.map((c) => c.id)))
/** A clause, or the control point or chapter above one. */
const known = (id: string): boolean => ids.has(id) || [...ids].some((clause) => clause.startsWith(`${id}.`))

/** Numbers in a text that are written like clauses: 8.1.4.2.d; not versions, not addresses. */
const clauseLike = /(?<![\d.\w/-])[789]\.[12]\.(?:[1-9]|10)\.\d{1,2}(?:\.[a-z])?(?![\d\w/-]|\.\d)/g

describe('clause ids', () => {
  it('of a level are what verdicts of that level name, each clause once a unit', () => {
    for (const level of levels) {
      const { findings, estate } = judgeBase()
      const { verdicts } = judgeClauses({ findings, checks, snapshots: [], catalogue, estate, fixedLevel: level, inputLevel: level, now: Date.parse(defaultNow) })
      const expected = catalogue.level(level).clauses.map((c) => c.id)
      const units = new Set(verdicts.map((v) => `${v.unit.kind}/${v.unit.name}`))
      expect(units.size).toBeGreaterThan(1)
      for (const unit of units) expect(verdicts.filter((v) => `${v.unit.kind}/${v.unit.name}` === unit).map((v) => v.clause)).toEqual(expected)
      expect(verdicts.every((v) => v.level === level)).toBe(true)
    }
  })

  it('of a level are what findings of that level carry', () => {
    for (const level of levels) {
      const selection = select({ checks, catalogue, profile: parseProfile(`gbt-22239:${level}`) })
      const here = new Set(catalogue.level(level).clauses.map((c) => c.id))
      expect(checks.flatMap((check) => (selection.clauses(check.id, level) ?? []).filter((id) => !here.has(id)).map((id) => `${check.id} ${id}`))).toEqual([])
    }
  })

  it('in checks, documents, examples and generated files are in the catalogue', () => {
    const files = execFileSync('git', ['ls-files', '-z', '--', 'policies', 'monitors', 'stacks', 'scripts', 'README.md', 'README.zh-CN.md'], { cwd: root, encoding: 'utf8' }).split('\0').filter((f) => /\.(ts|md|ya?ml|json)$/.test(f))
    const named = files.flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(clauseLike)].map(([id]) => [file, id] as const))
    expect(named.length).toBeGreaterThan(1500)
    expect([...new Set(named.filter(([, id]) => !known(id)).map(([file, id]) => `${file}: ${id}`))]).toEqual([])
  })

  it.each([['8.1.4.2.d', true], ['8.1.4.2', true], ['8.1.4.2.z', false], ['7.1.8.9', false]])('%s is known: %s', (id, there) => {
    expect(id.match(clauseLike)).toEqual([id])
    expect(known(id)).toBe(there)
  })
})
