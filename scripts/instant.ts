/** The instant a run judges at: --now, else Estate.asOf, else the clock. A date lasts to the end of that day in the estate's zone. */
import { endOfDay } from '../policies/time.ts'
import { UsageError } from './command.ts'

/**
 * @param given value of --now, if any
 * @param asOf Estate.asOf, if any
 * @returns milliseconds since the epoch
 */
export function judgedAt(given: string | undefined, asOf: string | undefined, timezone: string, clock: () => number): number {
  const text = given ?? asOf
  if (text === undefined) return clock()
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? endOfDay(text, timezone) : /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at)) {
    throw new UsageError(
      `--now ${JSON.stringify(text)} 不是日期或 RFC 3339 时刻；例：2026-06-30 或 2026-06-30T12:00:00+08:00`,
      `--now ${JSON.stringify(text)} is neither a date nor an RFC 3339 instant; such as 2026-06-30 or 2026-06-30T12:00:00+08:00`,
    )
  }
  return at
}
