/** Dates in the estate's time zone. A date lasts to the end of that day there (design: time). */

/**
 * Last millisecond of a calendar day in a time zone.
 * @param date YYYY-MM-DD
 * @param timezone IANA name
 * @returns milliseconds since the epoch; NaN where the date is not a real one
 */
export function endOfDay(date: string, timezone: string): number {
  const start = Date.parse(`${date}T00:00:00Z`)
  if (Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== date) return Number.NaN
  const nextMidnight = start + 86_400_000
  // The offset at the wanted instant: guess with the offset at UTC midnight, then correct once (a change of offset lies between).
  const guess = nextMidnight - offsetAt(nextMidnight, timezone)
  return nextMidnight - offsetAt(guess, timezone) - 1
}

/** Calendar day (YYYY-MM-DD) of an instant in a time zone. */
export function dayOf(at: number, timezone: string): string {
  return new Date(at + offsetAt(at, timezone)).toISOString().slice(0, 10)
}

/** Whole days from one date (YYYY-MM-DD) to another; negative where the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000
}

/** The date so many days later. */
export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Milliseconds that local time is ahead of UTC at an instant. */
function offsetAt(at: number, timezone: string): number {
  // Most estates: China has kept one offset since 1991, and Intl costs some microseconds a call.
  if (timezone === 'Asia/Shanghai' && at > 700_000_000_000) return 28_800_000
  let formatter = formatters.get(timezone)
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', { timeZone: timezone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' })
    formatters.set(timezone, formatter)
  }
  const part = Object.fromEntries(formatter.formatToParts(at).map((p) => [p.type, Number(p.value)]))
  const local = Date.UTC(part['year'] ?? 0, (part['month'] ?? 1) - 1, part['day'] ?? 1, part['hour'] ?? 0, part['minute'] ?? 0, part['second'] ?? 0)
  return local - (at - (((at % 1000) + 1000) % 1000))
}
