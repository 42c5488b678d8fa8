import { describe, expect, it } from 'vitest'
import { longestGapMinutes } from '../policies/cron.ts'

const day = 1440

describe('longest time between two runs of a schedule', () => {
  it.each([
    ['0 2 * * *', day],
    ['0 */4 * * *', 240],
    ['*/15 * * * *', 15],
    // 08:00 … 18:00 each hour: the night is the longest.
    ['0 8-18 * * *', 14 * 60],
    ['30 1,13 * * *', 720],
    ['0 0 * * 0', 7 * day],
    // Friday to Monday.
    ['0 0 * * 1-5', 3 * day],
    ['0 0 * * MON-FRI', 3 * day],
    // 31 March to 31 May.
    ['0 0 31 * *', 61 * day],
    // Where both day fields are restricted, either suffices: every Monday at the latest.
    ['0 0 1 * 1', 7 * day],
    ['0 0 1 jan,jul *', 184 * day],
    // 10, 25, 40, 55: `10/15` runs to the end of the range.
    ['10/15 * * * *', 15],
    ['@daily', day],
    ['@hourly', 60],
    ['  0   2 * * * ', day],
  ])('%s', (schedule, minutes) => expect(longestGapMinutes(schedule)).toBe(minutes))

  it.each([
    '', 'daily', '* * * *', '* * * * * *', '60 * * * *', '0 24 * * *', '0 0 0 * *', '0 0 * 13 *', '0 0 * * 7', '5-1 * * * *', '*/0 * * * *', '1-2-3 * * * *', '*/2/3 * * * *', '0 0 * * mo',
    // 30 February never comes.
    '0 1 30 2 *',
  ])('%s is no schedule', (schedule) => expect(longestGapMinutes(schedule)).toBeNull())
})
