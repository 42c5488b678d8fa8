/** Dates against the day of the audit, in the estate's time zone. A date lasts to the end of its day there. */
import type { CheckContext } from './check.ts'
import { dayOf, daysBetween } from './time.ts'

/** The day (YYYY-MM-DD) that the audit judges at. */
export function todayOf(context: CheckContext): string {
  let day = days.get(context)
  if (day === undefined) days.set(context, (day = dayOf(context.now, context.requireEstate().timezone)))
  return day
}

/** A context has one instant and one estate, and thousands of dates are asked against it. */
const days = new WeakMap<CheckContext, string>()

/** True once the whole day is over. */
export function hasPassed(date: string, context: CheckContext): boolean {
  return date < todayOf(context)
}

/** Whole days from a date to today; negative where it lies ahead. */
export function ageInDays(date: string, context: CheckContext): number {
  return daysBetween(date, todayOf(context))
}

/** True where something happened, not in the future, and at most so many days ago. */
export function isRecent(date: string | undefined, days: number, context: CheckContext): boolean {
  if (date === undefined) return false
  const age = ageInDays(date, context)
  return age >= 0 && age <= days
}

/** `from`–`to` holds on the day; no `to` = for ever. */
export function inForceOn(period: { readonly from: string; readonly to?: string | undefined }, day: string): boolean {
  return period.from <= day && (period.to === undefined || period.to >= day)
}
