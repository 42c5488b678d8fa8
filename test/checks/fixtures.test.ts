/**
 * The laws of checks: id = file = folder = entry of the list, both ways; every reason is yielded by a fail fixture; a fail fixture breaks
 * exactly its own check and those it lists, a pass fixture proves its own and breaks nothing.
 * One folder only: YWQ_CHECK=<id> npx vitest run test/checks/fixtures.test.ts
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { isPodCheck } from '../../policies/check.ts'
import { checks } from '../../policies/checks/index.ts'
import { isViolation, severities, type Finding } from '../../policies/finding.ts'
import { golden, howToPin, ownResults } from './golden.ts'
import { fixtureFolders, fixtures, folder, judge, judgeBase, prepare } from './fixture.ts'

const only = process.env['YWQ_CHECK']
const all = fixtures().filter((f) => only === undefined || f.check === only)
const ids = checks.map((c) => c.id)
const broken = (findings: readonly Finding[]): readonly string[] => [...new Set(findings.filter(isViolation).map((f) => f.check))].sort()
/** One line a violation, so that a failing law says what was found where. */
const lines = (findings: readonly Finding[]): readonly string[] =>
  findings.filter(isViolation).map((f) => `${f.check} ${f.result} ${f.subject.kind}/${f.subject.name} ${f.reason}: ${f.detail.en}`)

describe('list of checks', () => {
  it('has unique ids, sorted', () => expect(ids).toEqual([...new Set(ids)].sort()))

  it('has one file a check, named after its id', () => {
    const files = readdirSync(join(folder, '../../policies/checks')).filter((f) => f.endsWith('.ts') && !['index.ts', 'list.ts', 'ids.ts'].includes(f)).map((f) => f.slice(0, -3))
    expect(files.sort()).toEqual(ids)
  })

  it('has one folder of fixtures a check', () => expect(fixtureFolders()).toEqual(ids))

  it.each(checks.map((c) => [c.id, c] as const))('%s says in both languages what, why and how to fix', (_id, check) => {
    const texts = [check.title, check.why, check.remedy, ...Object.values(check.reasons)]
    for (const { zh, en } of texts) {
      expect(zh).toMatch(/\p{Script=Han}/u)
      // English may quote a word that is official only in Chinese (结论“差”).
      expect((en.match(/[A-Za-z]/g) ?? []).length).toBeGreaterThan(5 * (en.match(/\p{Script=Han}/gu) ?? []).length)
    }
    expect(severities).toContain(check.severity)
    if (check.snippet !== undefined) expect(parseAllDocuments(check.snippet).flatMap((d) => d.errors)).toEqual([])
    expect(Object.keys(check.reasons).length).toBeGreaterThan(0)
  })

  it('has fail fixtures that say first what else they break, with the reason', () => {
    const faults = all.filter((f) => f.wants === 'fail').flatMap((f) => {
      const head = f.text.split('\n')[0] ?? ''
      const listed = head.slice('# breaks:'.length).trim()
      const read = f.breaks.map((b) => `${b.check} (${b.why})`).join(', ')
      const unknown = f.breaks.filter((b) => !ids.includes(b.check) || b.check === f.check).map((b) => b.check)
      return head.startsWith('# breaks:') && listed === read && unknown.length === 0 ? [] : [`${f.path}: ${head}`]
    })
    expect(faults).toEqual([])
  })

  it('names its controls of the Pod Security Standards on pod checks only', () => {
    expect(checks.filter((c) => c.pss !== undefined && !isPodCheck(c)).map((c) => c.id)).toEqual([])
  })
})

describe('base estate', () => {
  const outcome = judgeBase()
  it('is valid', () => expect(outcome.problems).toEqual([]))
  it('breaks no check', () => expect(lines(outcome.findings)).toEqual([]))
})

describe.each(checks.filter((c) => only === undefined || c.id === only).map((c) => [c.id, c] as const))('%s', (id, check) => {
  const own = all.filter((f) => f.check === id)
  const outcomes = new Map(own.map((f) => [f.path, judge(f)]))

  it('has a pass and a fail fixture', () => expect(new Set(own.map((f) => f.wants))).toEqual(new Set(['pass', 'fail'])))

  it.each(own.map((f) => [f.path, f] as const))('%s', (path, fixture) => {
    const outcome = outcomes.get(path)
    const findings = outcome?.findings ?? []
    expect(outcome?.problems).toEqual([])
    expect(outcome?.unreadable).toEqual([])
    const pinned = golden.get(path)
    if (pinned !== undefined) expect(ownResults(prepare(fixture), check), `if that is meant: ${howToPin}`).toBe(pinned)
    if (fixture.wants === 'pass') {
      expect(lines(findings)).toEqual([])
      expect(findings.filter((f) => f.check === id && f.result === 'pass').length).toBeGreaterThan(0)
    } else {
      expect(findings.filter((f) => f.result === 'error').map((f) => `${f.check}: ${f.detail.en}`)).toEqual([])
      expect(broken(findings), lines(findings).join('\n')).toEqual([...new Set([id, ...fixture.breaks.map((b) => b.check)])].sort())
    }
  })

  it('yields every reason in some fail fixture', () => {
    const yielded = new Set(own.flatMap((f) => (outcomes.get(f.path)?.findings ?? []).filter((x) => x.check === id && x.result === 'fail').map((x) => x.reason)))
    expect([...yielded].sort()).toEqual(Object.keys(check.reasons).sort())
  })
})
