import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EstateDocument } from '../../policies/estate/document.ts'
import { estateCheck } from '../../policies/check.ts'
import type { Finding } from '../../policies/finding.ts'
import { judgeClauses, type JudgeInput } from '../../policies/verdict.ts'
import { countByWord, verdictWords, worst, type Verdict } from '../../policies/verdict/words.ts'
import { cluster, department, estateOf, graded, record, system } from './estate.ts'
import { catalogue, checks, clusterDocument, declaration, everything, finding, ofPlatform, partial, tenant } from './findings.ts'

const base: readonly EstateDocument[] = [
  department('bureau', 'bureau-gov'), department('hr', 'hr-gov'), cluster, graded('platform', 3, { platforms: ['city'] }), graded('apps', 3, { systems: ['a', 'b'] }), system('a'), system('b'),
]
const now = Date.parse('2026-06-30T04:00:00Z')

function judge(documents: readonly EstateDocument[], findings: readonly Finding[] | ((e: ReturnType<typeof estateOf>) => readonly Finding[]), over: Partial<JudgeInput> = {}) {
  const estate = estateOf(documents)
  const list = typeof findings === 'function' ? findings(estate) : findings
  const input: JudgeInput = { findings: list, checks, snapshots: [declaration, everything], catalogue, estate, fixedLevel: null, inputLevel: 3, now, ...over }
  return judgeClauses(input)
}
const at = (verdicts: readonly Verdict[], unit: string, clause: string): Verdict => {
  const found = verdicts.find((v) => v.unit.name === unit && v.clause === clause)
  if (found === undefined) throw new Error(`no verdict of ${clause} on ${unit}`)
  return found
}

describe('a tenant clause that checks prove wholly', () => {
  const pod = (e: ReturnType<typeof estateOf>) => tenant(e, 'a', 'Pod')
  it.each([
    ['every check passed', (e: ReturnType<typeof estateOf>) => [finding('pod-check', 'pass', pod(e)), finding('namespace-check', 'pass', tenant(e, 'a'))], 'met'],
    ['a fail of high', (e: ReturnType<typeof estateOf>) => [finding('pod-check', 'fail', pod(e)), finding('namespace-check', 'pass', tenant(e, 'a'))], 'not-met'],
    ['a fail of medium', (e: ReturnType<typeof estateOf>) => [finding('pod-check', 'pass', pod(e)), finding('namespace-check', 'fail', tenant(e, 'a'))], 'partially-met'],
    ['a skip', (e: ReturnType<typeof estateOf>) => [finding('pod-check', 'skip', pod(e)), finding('namespace-check', 'pass', tenant(e, 'a'))], 'not-assessed'],
    ['an error', (e: ReturnType<typeof estateOf>) => [finding('pod-check', 'error', pod(e)), finding('namespace-check', 'pass', tenant(e, 'a'))], 'not-assessed'],
    ['a skip beside a fail: the fail decides', (e: ReturnType<typeof estateOf>) => [finding('pod-check', 'skip', pod(e)), finding('namespace-check', 'fail', tenant(e, 'a'))], 'partially-met'],
    ['no subject', () => [], 'not-assessed'],
    ['the fail of another system', (e: ReturnType<typeof estateOf>) => [finding('pod-check', 'fail', tenant(e, 'b', 'Pod')), finding('namespace-check', 'pass', tenant(e, 'a'))], 'met'],
  ] as const)('%s → the word of the table', (_, findings, word) => {
    const verdict = at(judge(base, (e) => findings(e)).verdicts, 'a', '8.1.4.1.a')
    expect([verdict.verdict, verdict.basis]).toEqual([word, 'measured'])
  })

  it('is not assessed where the input does not hold whole what a check looks at', () => {
    const findings = (e: ReturnType<typeof estateOf>) => [finding('namespace-check', 'pass', tenant(e, 'a'))]
    const verdict = at(judge(base, findings, { snapshots: [declaration, partial] }).verdicts, 'a', '8.1.4.1.a')
    expect(verdict.verdict).toBe('not-assessed')
    expect(verdict.why.zh).toContain('看不到：pod-check')
    expect(at(judge(base, findings).verdicts, 'a', '8.1.4.1.a').verdict).toBe('met')
  })

  it('is not assessed where one of its checks was not run', () => {
    const verdict = at(judge(base, (e) => [finding('namespace-check', 'pass', tenant(e, 'a'))], { checks: checks.filter((c) => c.id === 'namespace-check') }).verdicts, 'a', '8.1.4.1.a')
    expect(verdict.verdict).toBe('not-assessed')
  })

  it('names what decided', () => {
    const verdict = at(judge(base, (e) => [finding('pod-check', 'fail', pod(e)), finding('pod-check', 'pass', tenant(e, 'a', 'Pod', 'y'))]).verdicts, 'a', '8.1.4.1.a')
    expect(verdict.findings.map((f) => [f.check, f.result])).toEqual([['pod-check', 'fail']])
    expect(verdict.why).toEqual({ zh: '1 处不通过：pod-check', en: '1 failed: pod-check' })
  })
})

describe('what is proved on paper', () => {
  const passed = (e: ReturnType<typeof estateOf>) => [finding('pod-check', 'pass', tenant(e, 'a', 'Pod')), finding('namespace-check', 'pass', tenant(e, 'a'))]
  const rows: readonly (readonly [string, readonly EstateDocument[], string, string, string])[] = [
    ['open residual', [], '8.1.4.1.b', 'partially-met', 'measured'],
    ['residual proved by an assessor', [record('r', ['8.1.4.1.b'], { system: 'a' })], '8.1.4.1.b', 'met', 'assessment'],
    ['residual found wanting', [record('r', ['8.1.4.1.b'], { system: 'a' }, { result: '不符合' })], '8.1.4.1.b', 'not-met', 'assessment'],
    ['residual Record expired', [record('r', ['8.1.4.1.b'], { system: 'a' }, { expires: '2026-06-29' })], '8.1.4.1.b', 'partially-met', 'measured'],
    ['residual Record not issued yet', [record('r', ['8.1.4.1.b'], { system: 'a' }, { issued: '2026-07-01' })], '8.1.4.1.b', 'partially-met', 'measured'],
    ['an assessor lowers what checks passed', [record('r', ['8.1.4.1.a'], { system: 'a' }, { result: '部分符合' })], '8.1.4.1.a', 'partially-met', 'assessment'],
    ['manual without a Record', [], '8.1.6.1', 'not-assessed', 'self-check'],
    ['manual, the estate’s Record is inherited', [record('r', ['8.1.6.1'], { estate: true })], '8.1.6.1', 'met', 'inherited'],
    ['manual, the nearest Record wins', [record('r', ['8.1.6.1'], { estate: true }), record('s', ['8.1.6.1'], { system: 'a' }, { result: '部分符合', judged: { by: '自查', organisation: 'hr-gov', person: 'x' } })], '8.1.6.1', 'partially-met', 'self-check'],
    ['manual, an expired nearer Record is not replaced by a wider one', [record('r', ['8.1.6.1'], { estate: true }), record('s', ['8.1.6.1'], { system: 'a' }, { expires: '2026-02-01' })], '8.1.6.1', 'not-assessed', 'assessment'],
    ['manual, valid to the end of its last day', [record('r', ['8.1.6.1'], { gradingObject: 'apps' }, { expires: '2026-06-30' })], '8.1.6.1', 'met', 'assessment'],
    ['manual, the organisation’s Record', [record('r', ['8.1.6.1'], { organisation: 'hr-gov' })], '8.1.6.1', 'met', 'inherited'],
    ['a later re-assessment replaces an earlier fault', [record('r', ['8.1.6.1'], { system: 'a' }, { result: '不符合' }), record('s', ['8.1.6.1'], { system: 'a' }, { issued: '2026-03-01' })], '8.1.6.1', 'met', 'assessment'],
    ['a later self-check does not replace an assessor’s word', [record('r', ['8.1.6.1'], { system: 'a' }, { result: '不符合' }), record('s', ['8.1.6.1'], { system: 'a' }, { issued: '2026-03-01', judged: { by: '自查', organisation: 'hr-gov', person: 'x' } })], '8.1.6.1', 'not-met', 'assessment'],
    ['facility: the platform’s Record is inherited', [record('r', ['8.1.1.1.a'], { gradingObject: 'platform' })], '8.1.1.1.a', 'met', 'inherited'],
    ['not applicable needs an Applicability', [], '8.1.3.1.d', 'not-assessed', 'inherited'],
    ['not applicable, confirmed', [{ kind: 'Applicability', name: 'n', clause: '8.1.3.1.d', object: { estate: true }, reason: '平台没有无线接入', confirmedBy: 'zhang', confirmed: '2026-01-01' }], '8.1.3.1.d', 'not-applicable', 'self-check'],
    ['not applicable, confirmed later than today', [{ kind: 'Applicability', name: 'n', clause: '8.1.3.1.d', object: { estate: true }, reason: '平台没有无线接入', confirmedBy: 'zhang', confirmed: '2026-07-01' }], '8.1.3.1.d', 'not-assessed', 'inherited'],
  ]
  it.each(rows)('%s', (_, documents, clause, word, basis) => {
    const verdict = at(judge([...base, ...documents], passed).verdicts, 'a', clause)
    expect([verdict.verdict, verdict.basis]).toEqual([word, basis])
  })

  it('a Record on the stricter item of the level above proves the lower item', () => {
    const two = base.map((d) => (d.kind === 'GradingObject' && d.name === 'apps' ? graded('apps', 2, { systems: ['a', 'b'] }) : d))
    expect(at(judge([...two, record('r', ['8.1.6.1'], { estate: true })], []).verdicts, 'a', '7.1.6.1').verdict).toBe('met')
    expect(at(judge([...base, record('r', ['7.1.6.1'], { estate: true })], []).verdicts, 'a', '8.1.6.1').verdict).toBe('not-assessed')
  })

  it('a fail outweighs an Applicability', () => {
    const n: EstateDocument = { kind: 'Applicability', name: 'n', clause: '8.1.4.1.a', object: { system: 'a' }, reason: '本系统没有这种对象', confirmedBy: 'zhang', confirmed: '2026-01-01' }
    expect(at(judge([...base, n], []).verdicts, 'a', '8.1.4.1.a').verdict).toBe('not-applicable')
    expect(at(judge([...base, n], (e) => [finding('pod-check', 'fail', tenant(e, 'a', 'Pod'))]).verdicts, 'a', '8.1.4.1.a').verdict).toBe('not-met')
  })
})

describe('platform and tenants', () => {
  it('a platform clause is judged once over everything on the platform, tenants inherit the verdict', () => {
    const { verdicts } = judge(base, (e) => [finding('namespace-check', 'fail', tenant(e, 'b')), finding('namespace-check', 'pass', tenant(e, 'a'))])
    expect(at(verdicts, 'platform', '8.1.5.1.a')).toMatchObject({ verdict: 'partially-met', basis: 'measured' })
    expect(at(verdicts, 'a', '8.1.5.1.a')).toMatchObject({ verdict: 'partially-met', basis: 'inherited' })
    expect(at(verdicts, 'a', '8.1.5.1.a').why.zh).toContain('继承平台“定级对象platform”的结论：部分符合（实测）')
  })

  it('a tenant of level 2 inherits its own clause, judged on a platform of level 3', () => {
    const two = base.map((d) => (d.kind === 'GradingObject' && d.name === 'apps' ? graded('apps', 2, { systems: ['a', 'b'] }) : d))
    const { verdicts } = judge(two, (e) => [finding('namespace-check', 'pass', tenant(e, 'a'))])
    expect(at(verdicts, 'a', '7.1.5.1.a')).toMatchObject({ verdict: 'met', basis: 'inherited', level: 2 })
    expect(verdicts.some((v) => v.unit.name === 'platform' && v.level === 2)).toBe(false)
  })

  it('a shared clause needs the tenant’s own objects and the facts that only the platform holds', () => {
    const own = (e: ReturnType<typeof estateOf>) => finding('namespace-check', 'pass', tenant(e, 'a'))
    const word = (findings: (e: ReturnType<typeof estateOf>) => readonly Finding[]) => at(judge(base, findings).verdicts, 'a', '8.1.4.1.c').verdict
    expect(word((e) => [own(e), finding('cluster-check', 'pass', clusterDocument)])).toBe('met')
    expect(word((e) => [own(e), finding('cluster-check', 'fail', clusterDocument)])).toBe('not-met')
    expect(word((e) => [own(e), finding('cluster-check', 'skip', clusterDocument)])).toBe('not-assessed')
  })

  it('an undeclared namespace counts against the platform, not against a tenant', () => {
    const { verdicts } = judge(base, (e) => [finding('namespace-check', 'fail', ofPlatform('Namespace', 'stray')), finding('namespace-check', 'pass', tenant(e, 'a'))])
    expect(at(verdicts, 'platform', '8.1.4.1.c').verdict).toBe('partially-met')
    expect(at(verdicts, 'a', '8.1.4.1.a').verdict).toBe('met')
  })

  it('what a grading object, a contract or a flow is found to lack counts for the systems it names', () => {
    const about = (kind: string, name: string) => ({ ...ofPlatform(kind, name, 'ywq'), cluster: '', source: 'declaration' as const })
    const onEstate = checks.map((c) => (c.id === 'cluster-check' ? estateCheck({ id: c.id, severity: c.severity, title: c.title, why: c.why, remedy: c.remedy, reasons: c.reasons, target: { estate: 'GradingObject' }, evaluate: () => [] }) : c))
    const flow: EstateDocument = { kind: 'Flow', name: 'f', from: 'a/web', to: 'b/web', ports: [{ port: 1 }], purpose: '互通数据', owner: 'chen', expires: '2027-01-01' }
    const contract: EstateDocument = { kind: 'Contract', name: 'k', title: { zh: '合同' }, type: 'operate', customer: 'x', supplier: 'y', systems: ['b'], from: '2025-01-01', to: '2027-01-01', terms: { security: true, confidentiality: true, dataReturn: true } }
    const words = (...subject: Parameters<typeof about>) => {
      const { verdicts } = judge([...base, system('c'), graded('other', 3, { systems: ['c'] }), flow, contract], [finding('cluster-check', 'fail', about(...subject))], { checks: onEstate })
      return ['platform', 'a', 'b', 'c'].map((unit) => at(verdicts, unit, '8.1.4.1.c').verdict)
    }
    const [none, fail] = ['not-assessed', 'not-met']
    expect(words('GradingObject', 'apps')).toEqual([none, fail, fail, none])
    expect(words('GradingObject', 'platform')).toEqual([fail, none, none, none])
    expect(words('Flow', 'f')).toEqual([none, fail, fail, none])
    expect(words('Contract', 'k')).toEqual([none, none, fail, none])
    expect(words('Zone', 'z')).toEqual([fail, none, none, none])
  })

  it('no graded platform: platform clauses of tenants are not assessed, and the report says which cluster', () => {
    const { verdicts, omitted } = judge(base.filter((d) => d.name !== 'platform'), (e) => [finding('namespace-check', 'pass', tenant(e, 'a'))])
    expect(at(verdicts, 'a', '8.1.5.1.a')).toMatchObject({ verdict: 'not-assessed', basis: 'inherited' })
    expect(omitted.map((o) => [o.kind, o.name])).toEqual([['platform', 'city']])
  })

  it('systems without a level and systems before and after their life get no verdicts and are named', () => {
    const { verdicts, omitted } = judge([...base, system('c'), system('d', { phase: 'requested' }), system('e', { phase: 'retired' })], [])
    expect(omitted.map((o) => o.name)).toEqual(['c', 'd', 'e'])
    expect(omitted[0]?.why.zh).toContain('尚未定级')
    expect(new Set(verdicts.map((v) => v.unit.name))).toEqual(new Set(['platform', 'a', 'b']))
  })

  it('a fixed level judges every unit at it, ungraded systems too', () => {
    const { verdicts } = judge([...base, system('c')], [], { fixedLevel: 2 })
    expect(new Set(verdicts.map((v) => v.level))).toEqual(new Set([2]))
    expect(verdicts.filter((v) => v.unit.name === 'c').map((v) => v.clause)).toEqual(['7.1.4.1.a', '7.1.5.1.a', '7.1.6.1'])
  })

  it('without an estate there is one unit: the input', () => {
    const estate = estateOf(base)
    const input: JudgeInput = { findings: [finding('namespace-check', 'fail', tenant(estate, 'a'))], checks, snapshots: [everything], catalogue, estate: null, fixedLevel: null, inputLevel: 3, now }
    const { verdicts } = judgeClauses(input)
    expect(verdicts.map((v) => [v.unit.kind, v.clause, v.verdict])).toEqual([
      ['estate', '8.1.1.1.a', 'not-assessed'], ['estate', '8.1.3.1.d', 'not-assessed'], ['estate', '8.1.4.1.a', 'partially-met'], ['estate', '8.1.4.1.b', 'not-assessed'],
      ['estate', '8.1.4.1.c', 'partially-met'], ['estate', '8.1.5.1.a', 'partially-met'], ['estate', '8.1.6.1', 'not-assessed'],
    ])
  })
})

describe('sums', () => {
  it('the worst of none proves nothing', () => {
    expect(worst([])).toBe('not-assessed')
    expect(worst(['not-applicable', 'met'])).toBe('met')
    expect(worst(['not-applicable'])).toBe('not-applicable')
    expect(worst(['met', 'not-assessed', 'partially-met'])).toBe('partially-met')
  })
  it('counts every word', () => {
    expect(countByWord([{ verdict: 'met' }, { verdict: 'met' }, { verdict: 'not-met' }])).toEqual({ 'not-met': 1, 'partially-met': 0, 'not-assessed': 0, met: 2, 'not-applicable': 0 })
  })
})

describe('laws', () => {
  const estate = estateOf(base)
  const subjects = [tenant(estate, 'a'), tenant(estate, 'b'), tenant(estate, 'a', 'Pod'), tenant(estate, 'b', 'Pod'), ofPlatform('Namespace', 'ywq-system'), clusterDocument]
  const anyFinding = fc
    .record({ check: fc.constantFrom(...checks.map((c) => c.id)), result: fc.constantFrom('pass', 'fail', 'skip', 'error' as const), subject: fc.constantFrom(...subjects), severity: fc.constantFrom('critical', 'high', 'medium', 'low' as const) })
    .map(({ check, result, subject, severity }) => finding(check, result, subject, { severity }))
  const results = fc.constantFrom('符合', '部分符合', '不符合' as const)
  const anyRecord = fc
    .record({ clause: fc.constantFrom(...catalogue.level(3).clauses.map((c) => c.id)), result: results, scope: fc.constantFrom({ system: 'a' }, { gradingObject: 'platform' }, { organisation: 'hr-gov' }, { estate: true as const }), expires: fc.constantFrom('2026-05-01', '2026-12-31') })
    .map(({ clause, result, scope, expires }, ) => record(`r-${clause}-${result}-${JSON.stringify(scope)}-${expires}`, [clause], scope, { result, expires }))
  const inputs = fc.tuple(fc.array(anyFinding, { maxLength: 12 }), fc.array(anyRecord, { maxLength: 4 }))
  const rank = (v: Verdict) => verdictWords.indexOf(v.verdict)

  it('adding a fail never improves a verdict', () => {
    fc.assert(fc.property(inputs, anyFinding, ([findings, records], extra) => {
      const before = judge([...base, ...records], findings).verdicts
      const after = judge([...base, ...records], [...findings, { ...extra, result: 'fail' }]).verdicts
      after.forEach((v, i) => expect(rank(v)).toBeLessThanOrEqual(rank(before[i] ?? v)))
    }))
  })

  it('a skip on what a clause needs never leaves it met', () => {
    fc.assert(fc.property(inputs, anyFinding, ([findings, records], extra) => {
      const skipped = finding(extra.check, 'skip', extra.subject)
      const { verdicts } = judge([...base, ...records], [...findings, skipped])
      const needing = verdicts.filter((v) => v.findings.includes(skipped))
      for (const v of needing) expect(v.verdict).not.toBe('met')
      const before = judge([...base, ...records], findings).verdicts
      verdicts.forEach((v, i) => { if (v.verdict === 'met') expect(before[i]?.verdict).toBe('met') })
    }))
  })

  it('an expired Record alone never makes a clause met', () => {
    fc.assert(fc.property(fc.array(anyFinding, { maxLength: 12 }), fc.array(anyRecord, { minLength: 1, maxLength: 4 }), (findings, records) => {
      const without = judge(base, findings).verdicts
      const expired = judge([...base, ...records.map((r) => ({ ...r, expires: '2026-06-29' }))], findings).verdicts
      expired.forEach((v, i) => { if (v.verdict === 'met') expect(without[i]?.verdict).toBe('met') })
    }))
  })

  it('a Record is never outdone on a clause that it alone decides', () => {
    fc.assert(fc.property(anyRecord, fc.array(anyFinding, { maxLength: 12 }), (r, findings) => {
      const word = { 符合: 'met', 部分符合: 'partially-met', 不符合: 'not-met' } as const
      const { verdicts } = judge([...base, { ...r, scope: { system: 'a' }, expires: '2026-12-31' }], findings)
      for (const v of verdicts.filter((x) => x.unit.name === 'a' && x.clause === r.covers[0])) expect(rank(v)).toBeLessThanOrEqual(verdictWords.indexOf(word[r.result]))
    }))
  })

  it('a waiver changes no verdict', () => {
    fc.assert(fc.property(inputs, ([findings, records]) => {
      const words = (list: readonly Finding[]) => judge([...base, ...records], list).verdicts.map((v) => v.verdict)
      expect(words(findings.map((f) => ({ ...f, waiver: 'w' })))).toEqual(words(findings))
    }))
  })

  it('the order of findings changes no word', () => {
    fc.assert(fc.property(inputs, ([findings, records]) => {
      const words = (list: readonly Finding[]) => judge([...base, ...records], list).verdicts.map((v) => v.verdict)
      expect(words([...findings].reverse())).toEqual(words(findings))
    }))
  })
})
