/** Thresholds against the SRE workbook's table (chapter 5) and what must hold for every objective and period. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { burnRows } from '../../monitors/slo/burn.ts'

describe('burn rates', () => {
  it("are the workbook's for 99.9 % of 30 days", () => {
    expect(burnRows(0.999, 30)).toEqual([
      { long: '1h', short: '5m', urgency: 'page', factor: 14.4, threshold: 0.0144 },
      { long: '6h', short: '30m', urgency: 'page', factor: 6, threshold: 0.006 },
      { long: '3d', short: '6h', urgency: 'ticket', factor: 1, threshold: 0.001 },
    ])
  })

  it('scale with the period: 2 % of a week in one hour is 3.36 times the rate', () => {
    expect(burnRows(0.99, 7).map((r) => [r.long, r.threshold])).toEqual([['1h', 0.0336], ['6h', 0.014], ['3d', 0.01]])
  })

  it('leave out windows that are no shorter than the period', () => {
    expect(burnRows(0.99, 3).map((r) => r.long)).toEqual(['1h', '6h'])
  })

  it('let a low objective page, too', () => {
    expect(burnRows(0.9, 30)[0]?.threshold).toBe(0.9)
  })

  it('never alert who keeps the objective, and always can alert who fails altogether', () => {
    fc.assert(fc.property(fc.double({ min: 0.1001, max: 0.99999, noNaN: true }), fc.integer({ min: 1, max: 90 }), (objective, days) => {
      for (const { threshold } of burnRows(objective, days)) {
        expect(threshold).toBeLessThan(1)
        expect(threshold).toBeGreaterThanOrEqual((1 - objective) * (1 - 1e-9))
      }
    }))
  })
})
