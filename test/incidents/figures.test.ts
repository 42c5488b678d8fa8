/** Grades, deadlines, closing rules and the series of the ledger, from the data of limits.ts and the rules of closing.ts. */
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seriesSet } from '../../monitors/compliance/series.ts'
import { closingFaults, partyFaults } from '../../monitors/incidents/closing.ts'
import { addIncidents, affectedTogether } from '../../monitors/incidents/figures.ts'
import type { Incident } from '../../monitors/incidents/incident.ts'
import { deadlines, defaultLimits, parseLimits, suggestedGrade } from '../../monitors/incidents/limits.ts'
import { loadEstate } from '../../policies/estate/load.ts'

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 21, 0, minute)).toISOString()
const incident = (more: Partial<Incident> = {}): Incident => ({
  id: 'a', title: 't', cluster: 'city', department: 'hr', system: 'insurance', detectedBy: 'monitoring', state: 'open', occurredAt: at(0), detectedAt: at(2),
  acknowledgedAt: null, recoveredAt: null, closedAt: null, affectedUsers: null, grade: null, gradedBy: null, reportedAt: null, parent: null, resolvedBy: null,
  confirmedBy: null, cause: null, rule: null, noRuleReason: null, maintenance: false, ...more,
})

describe('grades', () => {
  it.each([
    ['a minute, nobody known', {}, 1, 4],
    ['two hours', {}, 120, 3],
    ['eight hours', {}, 480, 2],
    ['a day', {}, 1440, 1],
    ['a minute and 9,999 people', { affectedUsers: 9_999 }, 1, 4],
    ['a minute and 10,000 people', { affectedUsers: 10_000 }, 1, 3],
    ['a minute and a million', { affectedUsers: 1_000_000 }, 1, 1],
    ['recovered after a minute, looked at a day later', { recoveredAt: at(1) }, 1440, 4],
  ])('for %s', (_what, more, now, grade) => expect(suggestedGrade(incident(more), at(now), defaultLimits)).toBe(grade))

  it('never fall while an incident lasts and people come to it', () => {
    fc.assert(fc.property(fc.nat(3000), fc.nat(3000), fc.nat(2_000_000), fc.nat(2_000_000), (a, b, p, q) => {
      const early = suggestedGrade(incident({ affectedUsers: Math.min(p, q) }), at(Math.min(a, b)), defaultLimits)
      const late = suggestedGrade(incident({ affectedUsers: Math.max(p, q) }), at(Math.max(a, b)), defaultLimits)
      expect(late).toBeLessThanOrEqual(early)
    }))
  })
})

describe('deadlines', () => {
  it('run from detection by the confirmed grade, and are overdue when they have passed', () => {
    expect(deadlines(incident({ grade: 1 }), at(20), defaultLimits)).toEqual([{ duty: 'acknowledge', due: at(17), overdue: true }, { duty: 'report', due: at(62), overdue: false }])
  })
  it('end with the act, with closure, in maintenance; grade 4 need not be reported', () => {
    expect(deadlines(incident({ grade: 4 }), at(5), defaultLimits).map((d) => d.duty)).toEqual(['acknowledge'])
    expect(deadlines(incident({ grade: 1, acknowledgedAt: at(3), reportedAt: at(4) }), at(5), defaultLimits)).toEqual([])
    expect(deadlines(incident({ state: 'closed' }), at(5), defaultLimits)).toEqual([])
    expect(deadlines(incident({ maintenance: true }), at(5), defaultLimits)).toEqual([])
  })
  it('come from a file, too, that is checked', () => {
    expect(parseLimits(JSON.parse(JSON.stringify(defaultLimits)))).toEqual(defaultLimits)
    for (const bad of [{}, [{ grade: 1 }], defaultLimits.slice(1), [...defaultLimits.slice(1), { ...defaultLimits[0], minutes: -1 }], [...defaultLimits.slice(1), { ...defaultLimits[0], grade: 5 }]]) expect(typeof parseLimits(bad)).toBe('string')
  })
})

describe('closing', () => {
  const good = { resolvedBy: 'liu', confirmedBy: 'chen', cause: '数据库连接耗尽', rule: null, noRuleReason: null }
  const recovered = incident({ state: 'recovered', recoveredAt: at(9), grade: 4 })
  it.each([
    ['nothing', recovered, [], good, 0],
    ['one not recovered', incident({ grade: 4 }), [], good, 1],
    ['one not graded', { ...recovered, grade: null }, [], good, 1],
    ['one in maintenance that is not graded', { ...recovered, grade: null, maintenance: true }, [], good, 0],
    ['no cause', recovered, [], { ...good, cause: ' ' }, 1],
    ['one person for both', recovered, [], { ...good, confirmedBy: 'liu' }, 1],
    ['a user first and no rule', { ...recovered, detectedBy: 'user' as const }, [], good, 1],
    ['a user first and a rule', { ...recovered, detectedBy: 'user' as const }, [], { ...good, rule: 'X' }, 0],
    ['a user first and a reason too short', { ...recovered, detectedBy: 'hotline' as const }, [], { ...good, noRuleReason: '不用' }, 1],
    ['a dependant still out', recovered, [incident()], good, 1],
  ])('finds fault with %s', (_what, i, children, closing, faults) => expect(closingFaults(i, children, closing)).toHaveLength(faults))

  it('is for the operator to resolve and for the owner to confirm', () => {
    const { estate } = loadEstate(resolve(import.meta.dirname, '../../stacks/examples/minimal'))
    if (estate === null) throw new Error('minimal does not load')
    expect(partyFaults(estate, 'insurance', good, '2026-11-21')).toEqual([])
    expect(partyFaults(estate, 'insurance', { resolvedBy: 'chen', confirmedBy: 'liu' }, '2026-11-21')).toHaveLength(2)
    expect(partyFaults(estate, 'insurance', good, '2030-01-01').map((f) => f.en)).toEqual([expect.stringContaining('operator')])
  })
})

describe('figures', () => {
  it('give a range for people hit together, and nothing where nobody counted', () => {
    expect(affectedTogether([{ affectedUsers: 100 }, { affectedUsers: null }, { affectedUsers: 40 }])).toEqual({ atLeast: 100, atMost: 140 })
    expect(affectedTogether([{ affectedUsers: null }])).toBeNull()
  })

  it('are exactly these series', async () => {
    const series = seriesSet()
    addIncidents(series, [
      incident({ id: 'a', grade: 1 }),
      incident({ id: 'b', state: 'closed', detectedBy: 'hotline', detectedAt: at(10), acknowledgedAt: at(14), recoveredAt: at(60) }),
      incident({ id: 'c', state: 'recovered', maintenance: true, recoveredAt: at(5) }),
      incident({ id: 'd', cluster: '', department: 'platform', occurredAt: '2026-01-01T00:00:00.000Z', detectedAt: '2026-01-01T00:00:00.000Z', acknowledgedAt: at(0), reportedAt: at(0) }),
    ], at(20), defaultLimits)
    const lines = (await series.render()).split('\n').filter((l) => l.startsWith('ywq'))
    expect(lines).toEqual([
      'ywq_incidents{cluster="city",department="hr",state="open"} 1',
      'ywq_incidents{cluster="city",department="hr",state="recovered"} 1',
      'ywq_incidents{cluster="none",department="platform",state="open"} 1',
      'ywq_incidents_overdue{cluster="city",department="hr",duty="acknowledge"} 1',
      `ywq_incident_deadline_timestamp_seconds{cluster="city",department="hr",duty="acknowledge"} ${Date.parse(at(17)) / 1000}`,
      `ywq_incident_deadline_timestamp_seconds{cluster="city",department="hr",duty="report"} ${Date.parse(at(62)) / 1000}`,
      'ywq_incident_mean_seconds{cluster="city",department="hr",stage="acknowledge"} 240',
      'ywq_incident_mean_seconds{cluster="city",department="hr",stage="detect"} 360',
      'ywq_incident_mean_seconds{cluster="city",department="hr",stage="recover"} 3600',
      'ywq_incidents_detected{cluster="city",department="hr",detected_by="hotline"} 1',
      'ywq_incidents_detected{cluster="city",department="hr",detected_by="monitoring"} 1',
      'ywq_incident_proactive_ratio{cluster="city",department="hr"} 0.5',
      'ywq_incidents_in_maintenance{cluster="city",department="hr"} 1',
    ])
  })
})
