/**
 * Schedules as Kubernetes CronJobs write them: five fields (minute, hour, day of month, month, day of week) or a macro.
 * Semantics of github.com/robfig/cron v3, which the CronJob controller uses: where both day fields are restricted, either suffices.
 */

const macros: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 1 1 *'], ['@annually', '0 0 1 1 *'], ['@monthly', '0 0 1 * *'], ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'], ['@midnight', '0 0 * * *'], ['@hourly', '0 * * * *'],
])
const bounds = [[0, 59], [0, 23], [1, 31], [1, 12], [0, 6]] as const
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

/** Two years from a leap year's first day: every month length and every weekday of a 29 February's neighbourhood but one. */
const [firstDay, days] = [Date.UTC(2024, 0, 1), 731]

/**
 * The longest time between two runs.
 * @returns minutes; null where the text is no schedule, or one that runs less than twice in two years
 */
export function longestGapMinutes(schedule: string): number | null {
  let gap = known.get(schedule)
  if (gap === undefined) known.set(schedule, (gap = computeGap(schedule)))
  return gap
}

/** An estate has few schedules and many systems. */
const known = new Map<string, number | null>()

function computeGap(schedule: string): number | null {
  const fields = (macros.get(schedule.trim().toLowerCase()) ?? schedule.trim()).split(/\s+/)
  const sets = fields.map((field, i) => parseField(field, i))
  const [minutes, hours, monthDays, inMonths, weekDays] = sets
  if (fields.length !== 5 || minutes == null || hours == null || monthDays == null || inMonths == null || weekDays == null) return null
  const times = [...hours].sort(ascending).flatMap((hour) => [...minutes].sort(ascending).map((minute) => hour * 60 + minute))
  const either = !isStar(fields[2] ?? '') && !isStar(fields[4] ?? '')
  let [longest, last] = [0, Number.NaN]
  let runs = 0
  for (let day = 0; day < days; day++) {
    const date = new Date(firstDay + day * 86_400_000)
    const [byMonth, byWeek] = [monthDays.has(date.getUTCDate()), weekDays.has(date.getUTCDay())]
    if (!inMonths.has(date.getUTCMonth() + 1) || !(either ? byMonth || byWeek : byMonth && byWeek)) continue
    for (const time of times) {
      const at = day * 1440 + time
      if (!Number.isNaN(last)) longest = Math.max(longest, at - last)
      last = at
      runs++
    }
  }
  return runs < 2 ? null : longest
}

function parseField(field: string, index: number): ReadonlySet<number> | null {
  const [low, high] = bounds[index] ?? [0, -1]
  const names = index === 3 ? months : index === 4 ? weekdays : []
  const number = (text: string): number => {
    const named = names.indexOf(text.toLowerCase())
    if (named >= 0) return index === 3 ? named + 1 : named
    return /^\d+$/.test(text) ? Number(text) : Number.NaN
  }
  const set = new Set<number>()
  for (const part of field.split(',')) {
    const [range = '', step, ...rest] = part.split('/')
    const [from, to, ...more] = isStar(range) ? [low, high] : range.split('-').map(number)
    const by = step === undefined ? 1 : /^[1-9]\d*$/.test(step) ? Number(step) : Number.NaN
    // `5/10` runs from 5 to the end of the range.
    const end = to ?? (step === undefined ? from : high)
    if (rest.length > 0 || more.length > 0 || from === undefined || end === undefined || !(from >= low && end <= high && from <= end && by > 0)) return null
    for (let n = from; n <= end; n += by) set.add(n)
  }
  return set
}

const isStar = (field: string): boolean => field === '*' || field === '?'
const ascending = (a: number, b: number): number => a - b
