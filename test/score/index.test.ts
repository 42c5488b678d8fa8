import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { levels } from '../../policies/catalogue/clause.ts'
import { theCatalogue } from '../../policies/catalogue/catalogue.ts'
import { renderJson } from '../../policies/reports/json.ts'
import { indexOfReport, indexOfStored, readStoredReport } from '../../policies/score/from-report.ts'
import { indexJson, indexTable } from '../../policies/score/render.ts'
import { securityIndex, type IndexInput, type ScoredVerdict } from '../../policies/score/security-index.ts'
import { clauseWeights, weights } from '../../policies/score/weights.ts'
import { bases, verdictWords } from '../../policies/verdict/words.ts'
import { catalogue as madeUp } from '../verdict/findings.ts'
import type { Finding } from '../../policies/finding.ts'
import { findings, sample } from '../reports/sample.ts'

const catalogue = theCatalogue()
const answered = catalogue.level(3).clauses.filter((c) => ['tenant', 'shared', 'organisation'].includes(c.responsibility))
const unit = (name: string, department = 'hr'): ScoredVerdict['unit'] => ({ kind: 'system', name, department, level: 3 })
const all = (name: string, verdict: ScoredVerdict['verdict'], department = 'hr', basis: ScoredVerdict['basis'] = 'measured'): readonly ScoredVerdict[] => catalogue.level(3).clauses.map((c) => ({ clause: c.id, verdict, basis, unit: unit(name, department) }))
const input = (verdicts: readonly ScoredVerdict[], over: Partial<IndexInput> = {}): IndexInput => ({ verdicts, cityOf: () => 'city', declared: new Map(), ...over })
const reckon = (verdicts: readonly ScoredVerdict[], over: Partial<IndexInput> = {}) => securityIndex(input(verdicts, over), catalogue, weights)
const scoreOf = (index: ReturnType<typeof reckon>, kind: string, name: string) => {
  const score = index.scores.find((s) => s.kind === kind && s.name === name)
  if (score === undefined) throw new Error(`no ${kind} ${name}`)
  return score
}

describe('weights', () => {
  it.each(levels)('of level %i sum to 1 over its clauses', (level) => {
    const of = clauseWeights(catalogue.level(level), weights)
    expect([...of.values()].reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9)
    expect([...of.values()].every((w) => w > 0)).toBe(true)
  })
  it('that do not sum to 1 are refused', () => expect(() => clauseWeights(catalogue.level(3), { ...weights, domains: { ...weights.domains, 安全物理环境: 0.5 } })).toThrow(/之和应为 1.*must sum to 1/s))
  it('without a share for a domain of the catalogue are refused', () => expect(() => clauseWeights(madeUp.level(3), weights)).toThrow(/域/))
})

describe('the index', () => {
  it.each([['met', 100, 1], ['partially-met', 50, 1], ['not-met', 0, 1], ['not-assessed', 0, 0]] as const)('of a system whose clauses are all %s is %d, coverage %d', (word, index, coverage) => {
    const score = scoreOf(reckon(all('a', word)), 'system', 'a')
    expect([score.index, Math.round(score.coverage * 1e6) / 1e6]).toEqual([index, coverage])
  })
  it('is none where nothing is applicable', () => expect(scoreOf(reckon(all('a', 'not-applicable')), 'system', 'a').index).toBeNull())
  it('counts only the clauses that a system’s owner answers for', () => {
    const platformBad = catalogue.level(3).clauses.map((c): ScoredVerdict => ({ clause: c.id, unit: unit('a'), basis: 'inherited', verdict: c.responsibility === 'platform' || c.responsibility === 'facility' ? 'not-met' : 'met' }))
    expect(scoreOf(reckon(platformBad), 'system', 'a').index).toBe(100)
  })
  it('below 60 % coverage is shown, not compared and not ranked', () => {
    const half = answered.map((c, i): ScoredVerdict => ({ clause: c.id, unit: unit('a'), basis: 'measured', verdict: i % 2 === 0 ? 'met' : 'not-assessed' }))
    const score = scoreOf(reckon([...half, ...all('b', 'met')]), 'system', 'a')
    expect(score.coverage).toBeLessThan(0.6)
    expect([score.comparable, score.rank]).toEqual([false, null])
    expect(score.index).toBeGreaterThan(0)
  })
  it('ranks within peers only, equal numbers equally', () => {
    const index = reckon([...all('a', 'met'), ...all('b', 'partially-met'), ...all('c', 'met')])
    expect(['a', 'b', 'c'].map((n) => scoreOf(index, 'system', n).rank)).toEqual([1, 3, 1])
    const other = catalogue.level(2).clauses.map((c): ScoredVerdict => ({ clause: c.id, unit: { kind: 'system', name: 'd', department: 'hr', level: 2 }, basis: 'measured', verdict: 'not-met' }))
    expect(scoreOf(reckon([...all('a', 'met'), ...other]), 'system', 'd').rank).toBe(1)
  })
  it('of a city falls with every undeclared namespace', () => {
    const at = (undeclared: number) => scoreOf(reckon(all('a', 'met'), { declared: new Map([['city', { declared: 9, undeclared }]]) }), 'city', 'city').index
    expect([at(0), at(1), at(9)]).toEqual([100, 90, 50])
  })
  it('says which verdicts it could not place', () => expect(reckon([...all('a', 'met'), { clause: '8.9.9.9', verdict: 'met', basis: 'measured', unit: unit('a') }]).unknown).toBe(1))

  const verdicts = fc.array(fc.record({ clause: fc.constantFrom(...answered.map((c) => c.id)), verdict: fc.constantFrom(...verdictWords), basis: fc.constantFrom(...bases), name: fc.constantFrom('a', 'b', 'c'), department: fc.constant('hr') }), { minLength: 1, maxLength: 80 })
  const scored = (rows: readonly { clause: string; verdict: (typeof verdictWords)[number]; basis: (typeof bases)[number]; name: string }[]): readonly ScoredVerdict[] => [...new Map(rows.map((r) => [`${r.name} ${r.clause}`, r])).values()].map((r) => ({ clause: r.clause, verdict: r.verdict, basis: r.basis, unit: unit(r.name, r.name === 'c' ? 'tax' : 'hr') }))

  it('of a department and a city can be reckoned again from the rows of their systems', () => {
    fc.assert(
      fc.property(verdicts, (rows) => {
        const { scores } = reckon(scored(rows))
        const systems = scores.filter((s) => s.kind === 'system')
        for (const group of scores.filter((s) => s.kind === 'department' || s.kind === 'city')) {
          const own = systems.filter((s) => group.kind === 'city' || s.department === group.name)
          const [achieved, applicable] = [own.reduce((n, s) => n + s.achieved, 0), own.reduce((n, s) => n + s.applicable, 0)]
          expect(group.index).toBe(applicable === 0 ? null : Math.round((1000 * achieved) / applicable) / 10)
          for (const word of verdictWords) expect(group.words[word]).toBe(own.reduce((n, s) => n + s.words[word], 0))
        }
      }),
    )
  })
  it('never rises when a verdict gets worse, and the points lost lead from it to 100', () => {
    fc.assert(
      fc.property(verdicts, fc.nat(), (rows, at) => {
        const before = scored(rows)
        const i = at % before.length
        const after = before.map((v, j) => (j === i && v.verdict !== 'not-applicable' ? { ...v, verdict: 'not-met' as const } : v))
        const name = before[i]?.unit.name ?? ''
        const [x, y] = [reckon(before), reckon(after)]
        expect(scoreOf(y, 'system', name).index ?? 0).toBeLessThanOrEqual(scoreOf(x, 'system', name).index ?? 0)
        const { index, applicable } = scoreOf(x, 'system', name)
        const lost = (x.losses.get(`system/${name}`) ?? []).reduce((n, l) => n + l.points, 0)
        // Each loss is shown with one decimal: the sum may be off by half of it a row.
        if (index !== null && applicable > 0) expect(Math.abs(index + lost - 100)).toBeLessThanOrEqual(0.05 * ((x.losses.get(`system/${name}`)?.length ?? 0) + 1) + 1e-9)
      }),
    )
  })
})

describe('a stored report', () => {
  const real = { ...weights, domains: { 域: 1 } }
  const report = sample()
  const stored = readStoredReport(renderJson(report))
  it('gives the same numbers as the audit that wrote it', () => {
    expect(indexOfStored(stored, madeUp, real)).toEqual(indexOfReport(report, madeUp, real))
    expect(indexOfReport(report, madeUp, real).scores.some((s) => s.kind === 'city' && s.name === 'example')).toBe(true)
  })
  it('counts an undeclared namespace that names no cluster against the only city, live ones before planned ones', () => {
    const [first] = findings
    if (first === undefined) throw new Error('no finding')
    const namespace = (name: string, result: 'pass' | 'fail', source: 'synth' | 'live', cluster: string): Finding => ({ ...first, check: 'no-undeclared-namespace', result, subject: { ...first.subject, kind: 'Namespace', name, source, cluster } })
    const cityOf = (list: readonly Finding[]) => indexOfReport(sample({ findings: list }), madeUp, real).scores.find((s) => s.kind === 'city' && s.name === 'example')?.undeclared
    expect(cityOf([namespace('a', 'pass', 'synth', 'city'), namespace('b', 'fail', 'synth', '')])).toEqual({ declared: 1, undeclared: 1 })
    expect(cityOf([namespace('a', 'pass', 'synth', 'city'), namespace('a', 'pass', 'live', 'city'), namespace('c', 'fail', 'live', 'city'), namespace('d', 'fail', 'live', 'city')])).toEqual({ declared: 1, undeclared: 2 })
  })
  it.each([['{', '不是 JSON'], ['{"format":"x"}', '应为 "ywq.report"'], ['{"format":"ywq.report","version":2}', '本程序读第 1 版'], ['{"format":"ywq.report","version":1,"profile":"pss:baseline","verdicts":[]}', 'pss:baseline'], ['{"format":"ywq.report","version":1,"verdicts":[{"clause":"8.1.4.1.a"}]}', 'verdicts[0]']])('%s is refused: %s', (text, says) => {
    expect(() => readStoredReport(text)).toThrow(says)
  })
  it('prints what it is, its coverage, and the change since the last period under the same weights', () => {
    const index = indexOfStored(stored, madeUp, real)
    const now = { stored, index }
    const table = indexTable(now, now, 'zh')
    expect(table).toContain('内部指数，非等级测评结论')
    expect(table).toContain('按同一权重重算')
    for (const line of table.split('\n').filter((l) => l.includes('覆盖'))) expect(line).toMatch(/实测 \d+% 自查 \d+% 测评 \d+% 继承 \d+%/)
    const json = JSON.parse(indexJson(now, now)) as { notice: { zh: string }; weights: { version: number }; scores: { change: number | null; comparable: boolean }[] }
    expect([json.notice.zh, json.weights.version]).toEqual(['内部指数，非等级测评结论', 1])
    for (const s of json.scores) expect(s.change).toBe(s.comparable ? 0 : null)
  })
})
