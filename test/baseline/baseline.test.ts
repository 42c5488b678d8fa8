/** Baselines: what they accept, what is new, what was fixed, and that the file says what it is. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { baselineLines, baselineOf, compareBaseline, parseBaseline, renderBaseline } from '../../policies/baseline.ts'
import { fingerprint, severities, type Finding, type Result } from '../../policies/finding.ts'
import { exitCode } from '../../policies/waivers.ts'
import { finding, ofPlatform } from '../verdict/findings.ts'

const now = '2026-06-30T04:00:00Z'
const baseline = (findings: readonly Finding[]) => baselineOf(findings, now, 'gbt-22239')
const on = (name: string) => ofPlatform('Pod', name)
const fail = (name: string, over: Partial<Finding> = {}): Finding => finding('pod-check', 'fail', on(name), { severity: 'high', ...over })
const pass = (name: string): Finding => finding('pod-check', 'pass', on(name))

const anyFinding = fc.record({
  name: fc.constantFrom('a', 'b', 'c', 'd'), path: fc.constantFrom('', 'spec.x', 'spec.y'), result: fc.constantFrom<Result>('pass', 'fail', 'skip', 'error'),
  severity: fc.constantFrom(...severities), waived: fc.boolean(),
}).map(({ name, path, result, severity, waived }) => finding('pod-check', result, on(name), { path, severity, ...(waived && result === 'fail' ? { waiver: 'w' } : {}) }))

describe('a baseline', () => {
  it('of a run accepts all its fails that no waiver accepts, and nothing that broke', () => {
    fc.assert(fc.property(fc.array(anyFinding, { maxLength: 30 }), (findings) => {
      // One fingerprint has one severity: a check does not change it within a run.
      const seen = new Map<string, Finding['severity']>()
      const list = findings.map((f) => ({ ...f, severity: seen.get(fingerprint(f)) ?? (seen.set(fingerprint(f), f.severity), f.severity) }))
      const { fresh, fixed, unseen } = compareBaseline(baseline(list), list)
      expect(fresh.every((f) => f.result === 'error')).toBe(true)
      expect(fresh).toHaveLength(list.filter((f) => f.result === 'error').length)
      expect([...fixed, ...unseen]).toEqual([])
    }))
  })

  it('reads back what was written, sorted, the same bytes for any order of findings', () => {
    fc.assert(fc.property(fc.array(anyFinding, { maxLength: 20 }), (findings) => {
      const written = baseline(findings)
      expect(parseBaseline(renderBaseline(written))).toEqual(written)
      const unique = [...new Map(findings.map((f) => [`${fingerprint(f)} ${f.result} ${String(f.waiver)}`, f])).values()]
      expect(renderBaseline(baseline([...unique].reverse())).split('\n').length).toBe(renderBaseline(baseline(unique)).split('\n').length)
    }))
    expect(renderBaseline(baseline([fail('b'), fail('a')]))).toBe(renderBaseline(baseline([fail('a'), fail('b')])))
  })

  it('lets only new findings decide the exit code', () => {
    const known = baseline([fail('a')])
    const code = (findings: readonly Finding[]) => exitCode({ findings, unreadable: 0, failOn: 'high', accepts: compareBaseline(known, findings).accepts })
    expect([code([fail('a')]), code([fail('a'), fail('b')]), code([fail('a', { path: 'spec.other' })]), code([pass('a')])]).toEqual([0, 1, 1, 0])
  })

  it('does not accept a finding that has become worse, nor a check that broke', () => {
    const known = baseline([fail('a')])
    expect(compareBaseline(known, [fail('a', { severity: 'critical' })]).fresh).toHaveLength(1)
    expect(compareBaseline(known, [fail('a', { severity: 'low' })]).fresh).toHaveLength(0)
    expect(compareBaseline(known, [{ ...fail('a'), result: 'error' }]).fresh).toHaveLength(1)
  })

  it('does not hide unreadable input or an empty run', () => {
    const { accepts } = compareBaseline(baseline([fail('a')]), [])
    expect([exitCode({ findings: [fail('a')], unreadable: 1, failOn: 'high', accepts }), exitCode({ findings: [], unreadable: 0, failOn: 'high', accepts })]).toEqual([2, 2])
  })

  it('tells what was fixed from what was not looked at', () => {
    const known = baseline([fail('a'), fail('b'), fail('c')])
    const { fixed, unseen, accepted } = compareBaseline(known, [pass('a'), finding('pod-check', 'skip', on('b')), fail('c')])
    expect([fixed.map((e) => e.subject), unseen.map((e) => e.subject), accepted]).toEqual([['city//Pod//a'], ['city//Pod//b'], 1])
  })

  it('counts a finding that a waiver took over neither as fixed nor as new', () => {
    const { fresh, fixed, unseen, accepted } = compareBaseline(baseline([fail('a')]), [fail('a', { waiver: 'w' })])
    expect([fresh.length, fixed.length, unseen.length, accepted]).toEqual([0, 0, 0, 0])
  })

  it('says that it is stale, in both languages', () => {
    const lines = baselineLines(compareBaseline(baseline([fail('a')]), [pass('a')]))
    expect(lines.some((l) => l.zh.includes('基线已陈旧：1 项已整改') && l.en.includes('stale: 1 entries are fixed'))).toBe(true)
    expect(lines.at(-1)?.zh).toContain(fingerprint(fail('a')))
  })
})

describe('a file that is no baseline', () => {
  const good = renderBaseline(baseline([fail('a')]))
  it.each<[string, string, RegExp]>([
    ['empty', '', /不是 JSON.* \/ not JSON/],
    ['text', 'hello', /not JSON/],
    ['a list', '[]', /format should be ywq.baseline/],
    ['null', 'null', /found null/],
    ['a report', '{"format":"ywq.report","version":1}', /found "ywq.report"/],
    ['of a version to come', good.replace('"version":1', '"version":2'), /version 2, this program reads 1; upgrade/],
    ['without entries', '{"format":"ywq.baseline","version":1,"now":"x","profile":"p"}', /lacks now, profile or entries/],
    ['with a short fingerprint', good.replace(/"fingerprint":"[0-9a-f]{4}/, '"fingerprint":"'), /entries\[0\]/],
    ['with an unknown severity', good.replace('"high"', '"hihg"'), /entries\[0\]/],
    ['with an entry that is null', '{"format":"ywq.baseline","version":1,"now":"x","profile":"p","entries":[null]}', /entries\[0\]/],
  ])('%s is refused with what is wrong', (_title, text, message) => expect(() => parseBaseline(text)).toThrow(message))
})
