/**
 * Multi-window multi-burn-rate thresholds. Source: Google SRE workbook, chapter 5, table "recommended parameters for an SLO-based alerting
 * configuration": 2 % of a 30-day budget in 1 h (14.4×), 5 % in 6 h (6×), 10 % in 3 d (1×); the short window is one twelfth of the long one.
 */

export interface BurnRow {
  readonly long: string
  readonly short: string
  /** `page` wakes somebody; `ticket` waits for working hours. */
  readonly urgency: 'page' | 'ticket'
  /** Times the rate that uses up exactly the budget in the period. */
  readonly factor: number
  /** Share of bad events above which the row is true. */
  readonly threshold: number
}

const table = [
  { long: '1h', short: '5m', hours: 1, budget: 0.02, urgency: 'page' },
  { long: '6h', short: '30m', hours: 6, budget: 0.05, urgency: 'page' },
  { long: '3d', short: '6h', hours: 72, budget: 0.1, urgency: 'ticket' },
] as const

/** A budget so large that the factor would ask for more than every event to fail still pages when nearly all do. */
const nearlyAll = 0.9

/**
 * @param objective share of good events, above 0 and below 1
 * @param periodDays rolling period of the budget
 * @returns the rows that fit the period. Factors are the workbook's at 30 days and scale with the period, but never below 1: who keeps the
 * objective is never alerted. A threshold is never above 0.9: otherwise an objective below 93 % could never page.
 */
export function burnRows(objective: number, periodDays: number): readonly BurnRow[] {
  const hours = periodDays * 24
  return table
    .filter((row) => row.hours < hours)
    .map(({ long, short, urgency, budget, hours: window }) => {
      const factor = Math.max(1, (budget * hours) / window)
      return { long, short, urgency, factor, threshold: rounded(Math.min(factor * (1 - objective), nearlyAll)) }
    })
}

/** 1 - 0.999 is 0.0010000000000000009 in binary floating point; rule files are for people, too. */
export const rounded = (value: number): number => Number(value.toPrecision(10))
