/** Times in logs, read from bytes without making a Date for each line. All results are seconds since 1970. */

const months = new Map(['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].map((name, i) => [(name.charCodeAt(0) << 16) | (name.charCodeAt(1) << 8) | name.charCodeAt(2), i]))

let lastDay = -1
let lastMonth = -1
let lastYear = -1
let lastStart = NaN

/** Two digits; negative or above 99 where they are none. */
function two(b: Uint8Array, at: number): number {
  const tens = (b[at] ?? 0) - 48
  const ones = (b[at + 1] ?? 0) - 48
  return tens >>> 0 > 9 || ones >>> 0 > 9 ? -1000 : tens * 10 + ones
}

/** `21/Nov/2026:10:00:00 +0800]` (nginx $time_local, Apache %t) → seconds; NaN where it is not that. */
export function commonLogTime(b: Uint8Array, at: number): number {
  const day = two(b, at)
  const month = ((b[at + 3] ?? 0) << 16) | ((b[at + 4] ?? 0) << 8) | (b[at + 5] ?? 0)
  const year = two(b, at + 7) * 100 + two(b, at + 9)
  if (day !== lastDay || month !== lastMonth || year !== lastYear) {
    lastDay = day
    lastMonth = month
    lastYear = year
    lastStart = dayStart(year, months.get(month) ?? -1, day)
  }
  const hour = two(b, at + 12)
  const minute = two(b, at + 15)
  const second = two(b, at + 18)
  const zone = two(b, at + 22) * 3600 + two(b, at + 24) * 60
  const sign = b[at + 21] === 0x2b ? -1 : b[at + 21] === 0x2d ? 1 : NaN
  const shape = b[at + 2] === 0x2f && b[at + 6] === 0x2f && b[at + 11] === 0x3a && b[at + 14] === 0x3a && b[at + 17] === 0x3a && b[at + 20] === 0x20 && b[at + 26] === 0x5d
  if (!shape || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60 || zone < 0 || zone > 54_000) return NaN
  return lastStart + hour * 3600 + minute * 60 + second + sign * zone
}

/** NaN for a day that does not exist (31 February). `month` counts from 0. */
function dayStart(year: number, month: number, day: number): number {
  if (year < 1970 || month < 0) return NaN
  const date = new Date(Date.UTC(year, month, day))
  return date.getUTCDate() === day ? date.getTime() / 1000 : NaN
}

const bytes = new TextEncoder()

/** A time as JSON logs write it: RFC 3339, nginx' $time_local and $msec, or a number of seconds, milli-, micro- or nanoseconds since 1970. */
export function anyTime(value: unknown): number {
  if (typeof value === 'number') return epoch(value)
  if (typeof value !== 'string') return NaN
  if (/^[0-9]{9,19}(\.[0-9]{1,9})?$/.test(value)) return epoch(Number(value))
  if (/^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.,]{5,}(Z|z|[+-][0-9]{2}:?[0-9]{2})$/.test(value)) return Date.parse(value.replace(' ', 'T').replace(',', '.').replace(/([+-][0-9]{2})([0-9]{2})$/, '$1:$2')) / 1000
  return value.length === 26 ? commonLogTime(bytes.encode(`${value}]`), 0) : NaN
}

/** By size: 10¹¹ s lies in the year 5138, 10¹¹ ms in 1973. */
function epoch(number: number): number {
  if (!(number > 0)) return NaN
  for (const [limit, unit] of [[1e11, 1], [1e14, 1e3], [1e17, 1e6], [1e20, 1e9]] as const) if (number < limit) return number / unit
  return NaN
}
