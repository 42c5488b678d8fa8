/**
 * No clause is hollow: each fail fixture is one mutation of the compliant estate, and it turns red exactly the clauses that hang on the checks
 * it is declared to break, at every level, and no other. The compliant estate itself turns none red.
 */
import { describe, expect, it } from 'vitest'
import type { Level } from '../../policies/audit.ts'
import { theCatalogue } from '../../policies/catalogue/catalogue.ts'
import { levels } from '../../policies/catalogue/clause.ts'
import { checks } from '../../policies/checks/index.ts'
import { judgeClauses } from '../../policies/verdict.ts'
import { defaultNow, fixtures, judge, judgeBase, nowOf, type Outcome } from '../checks/fixture.ts'

const catalogue = theCatalogue()
const failing = fixtures().filter((f) => f.wants === 'fail')

/** Clauses of the level whose verdict, for some unit, rests on a fail. */
function red({ estate, findings }: Outcome, now: string, level: Level): readonly string[] {
  const { verdicts } = judgeClauses({ findings, checks, snapshots: [], catalogue, estate, fixedLevel: level, inputLevel: level, now: Date.parse(now) })
  return [...new Set(verdicts.filter((v) => v.findings.some((f) => f.result === 'fail')).map((v) => v.clause))].sort()
}

function hanging(broken: readonly string[], level: Level): readonly string[] {
  return [...new Set(broken.flatMap((check) => catalogue.level(level).idsOf(check)))].sort()
}

describe('one mutation, the clauses that hang on it', () => {
  it('the compliant estate turns nothing red', () => {
    for (const level of levels) expect(red(judgeBase(), defaultNow, level)).toEqual([])
  })

  it.each(failing.map((f) => [f.path, f] as const))('%s', (_, fixture) => {
    const outcome = judge(fixture)
    const broken = [fixture.check, ...fixture.breaks.map((b) => b.check)]
    // Where no platform is graded there is no unit that a finding on a cluster could count for: the platform is named among the omitted.
    const judged = outcome.estate?.of('GradingObject').some((o) => (o.members.platforms ?? []).length > 0) === true
    for (const level of levels) {
      const found = red(outcome, nowOf(fixture), level)
      const wanted = hanging(broken, level)
      if (judged) expect([level, ...found]).toEqual([level, ...wanted])
      else expect([level, ...wanted]).toEqual(expect.arrayContaining([level, ...found]))
    }
  })

  it.each(levels)('level %i: every check of every judged clause is broken by some fixture', (level) => {
    const broken = new Set(failing.map((f) => f.check))
    const hollow = catalogue.level(level).clauses.flatMap((c) => c.checks.filter((id) => !broken.has(id)).map((id) => `${c.id} ${id}`))
    expect(hollow).toEqual([])
  })
})
