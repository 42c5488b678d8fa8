import { describe, expect, it } from 'vitest'
import { theCatalogue } from '../policies/catalogue/catalogue.ts'
import { checks } from '../policies/checks/index.ts'
import { hasClauses, parseProfile, profileName, profileNames, select } from '../policies/profile.ts'

const catalogue = theCatalogue()
const pick = (word: string, over: Partial<Parameters<typeof select>[0]> = {}) => select({ checks, catalogue, profile: parseProfile(word), ...over })
const ids = (word: string) => pick(word).checks.map((c) => c.id)

describe('profiles', () => {
  it.each(profileNames)('%s is read and written back', (word) => {
    expect(profileName(parseProfile(word))).toBe(word)
    expect(ids(word).length).toBeGreaterThan(10)
  })

  it('a typo names the nearest word and the allowed ones, in both languages', () => {
    expect(() => parseProfile('gbt-22239:33')).toThrow(/不认识“gbt-22239:33”，是否指 gbt-22239:3；可用：.*pss:restricted \/ --profile: unknown "gbt-22239:33", did you mean gbt-22239:[23]\?/)
    expect(() => parseProfile('iso')).toThrow(/可用：gbt-22239、/)
  })

  it('restricted holds every check of baseline and more', () => {
    const [baseline, restricted] = [ids('pss:baseline'), ids('pss:restricted')]
    expect(baseline.filter((id) => !restricted.includes(id))).toEqual([])
    expect(restricted.length).toBeGreaterThan(baseline.length)
  })

  it('the Pod Security Standards have no clauses', () => {
    expect([hasClauses('pss:baseline'), hasClauses('gbt-22239:3'), hasClauses('gbt-22239')]).toEqual([false, true, true])
    expect(pick('pss:baseline').clauses('no-host-path', 3)).toEqual([])
  })

  it('without a level each subject is judged at its own; with one, or --as-level, at that', () => {
    expect([pick('gbt-22239').fixedLevel, pick('gbt-22239:4').fixedLevel, pick('gbt-22239:4', { asLevel: 2 }).fixedLevel]).toEqual([null, 4, 2])
    expect(pick('gbt-22239').defaultLevel).toBe(3)
  })
})

describe('what hangs on a check', () => {
  it('changes with the level: what no clause of the level names is not run', () => {
    const selection = pick('gbt-22239')
    expect(selection.clauses('dedicated-pool-for-level-four', 4)).toEqual(['9.2.2.1.h'])
    expect(selection.clauses('dedicated-pool-for-level-four', 3)).toBeNull()
    expect(ids('gbt-22239:3')).not.toContain('dedicated-pool-for-level-four')
  })

  it('is the same list every time, so that findings share it', () => {
    const selection = pick('gbt-22239')
    expect(selection.clauses('default-deny-ingress', 3)).toBe(selection.clauses('default-deny-ingress', 3))
    expect(selection.clauses('default-deny-ingress', 3)).toContain('8.1.3.2.a')
  })

  it('a check that is only related to a clause runs and hangs on none', () => {
    expect(pick('gbt-22239').clauses('evidence-record-current', 3)).toEqual([])
  })

  it('a check asked for by name runs at every level', () => {
    const chosen = pick('gbt-22239:3', { only: ['dedicated-pool-for-level-four'] })
    expect(chosen.checks.map((c) => c.id)).toEqual(['dedicated-pool-for-level-four'])
    expect(chosen.clauses('dedicated-pool-for-level-four', 3)).toEqual([])
  })

  it('an unknown check names the nearest', () => {
    expect(() => pick('gbt-22239', { only: ['no-host-pth'] })).toThrow(/^--check 不认识“no-host-pth”，是否指 no-host-path（共 \d+ 个可用） \/ --check: unknown "no-host-pth", did you mean no-host-path\?/)
  })

  it('a parameter is the number of the clause at that level', () => {
    const selection = pick('gbt-22239')
    expect(([2, 3, 4] as const).map((level) => selection.parameter('assessment-interval-days', level))).toEqual([730, 365, 184])
  })
})
