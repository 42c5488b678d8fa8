/**
 * Counts and sketches by hour, calendar day and calendar month of the event's own time, and the rolling windows made of them.
 * `1h` = the last whole hour and the current one, `1d` = the last 24 whole hours and the current one, `today` = the calendar day,
 * `30d` = the last 30 calendar days with today.
 */
import { addDistinct, newDistinct, uniteDistinct, type Distinct } from './distinct.ts'
import { countRegisters, newRegisters, type Registers } from './hyperloglog.ts'
import type { Hash64 } from './murmur.ts'
import { encodeSketch, uniteSketch } from './sketch-format.ts'

export const windowNames = ['1h', 'today', '1d', '30d'] as const
export type WindowName = (typeof windowNames)[number]
const hoursKept = 25
const daysOfWindow = 30

/** A sketch at rest (as stored) and what came since. */
export interface Sketch {
  stored: Uint8Array | null
  fresh: Distinct | null
}

export interface Bucket {
  transactions: number
  failed: number
  identified: number
  readonly active: Sketch
  readonly affected: Sketch
  /** Whether it changed since `settle`. */
  changed: boolean
}

export interface SystemWindows {
  /** By hours since 1970. */
  readonly hours: Map<number, Bucket>
  /** By `YYYY-MM-DD` and `YYYY-MM` in the estate's time zone. */
  readonly days: Map<string, Bucket>
  readonly months: Map<string, Bucket>
}

/** Everything hashed with one key. Sketches of different keys have nothing in common and are never merged. */
export interface Windows {
  readonly keyId: string
  readonly systems: Map<string, SystemWindows>
}

const newBucket = (): Bucket => ({ transactions: 0, failed: 0, identified: 0, active: { stored: null, fresh: null }, affected: { stored: null, fresh: null }, changed: false })
export const newWindows = (keyId: string): Windows => ({ keyId, systems: new Map() })
const newSystem = (): SystemWindows => ({ hours: new Map(), days: new Map(), months: new Map() })

export function bucketOf<K>(map: Map<K, Bucket>, key: K): Bucket {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = newBucket()
  map.set(key, made)
  return made
}

export function systemOf({ systems }: Windows, name: string): SystemWindows {
  const known = systems.get(name) ?? newSystem()
  systems.set(name, known)
  return known
}

export interface Moment {
  readonly hour: number
  readonly day: string
  readonly month: string
}

/** Instant (seconds since 1970) → its hour, day and month there. Every zone's offset is a multiple of a quarter of an hour. */
export function calendar(timezone: string): (seconds: number) => Moment {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, year: 'numeric', month: '2-digit', day: '2-digit' })
  let quarter = NaN
  let moment: Moment = { hour: NaN, day: '', month: '' }
  return (seconds) => {
    const asked = Math.floor(seconds / 900)
    if (asked === quarter) return moment
    quarter = asked
    const day = format.format(seconds * 1000)
    moment = { hour: Math.floor(seconds / 3600), day, month: day.slice(0, 7) }
    return moment
  }
}

/** @param user null where the event names nobody */
export function addEvent(system: SystemWindows, { hour, day, month }: Moment, failed: boolean, user: Readonly<Hash64> | null): void {
  addTo(bucketOf(system.hours, hour), failed, user)
  addTo(bucketOf(system.days, day), failed, user)
  addTo(bucketOf(system.months, month), failed, user)
}

function addTo(bucket: Bucket, failed: boolean, user: Readonly<Hash64> | null): void {
  bucket.changed = true
  bucket.transactions++
  if (failed) bucket.failed++
  if (user === null) return
  bucket.identified++
  addDistinct((bucket.active.fresh ??= newDistinct()), user)
  if (failed) addDistinct((bucket.affected.fresh ??= newDistinct()), user)
}

function unite(into: Registers, { stored, fresh }: Sketch): void {
  if (stored !== null) uniteSketch(into, stored)
  if (fresh !== null) uniteDistinct(into, fresh)
}

/** The sketch in its stored form; what was fresh is in it afterwards. */
export function settle(sketch: Sketch): Uint8Array {
  if (sketch.fresh !== null || sketch.stored === null) {
    const registers = newRegisters()
    unite(registers, sketch)
    sketch.stored = encodeSketch(registers)
    sketch.fresh = null
  }
  return sketch.stored
}

/** What one window of one system says. Users are null where nobody was identified. */
export interface WindowCount {
  readonly transactions: number
  readonly identified: number
  readonly activeUsers: number | null
  readonly affectedUsers: number | null
}

/** Keys of the buckets that a window is made of. */
export function windowKeys(window: WindowName, now: number, at: (seconds: number) => Moment): { readonly hours: readonly number[]; readonly days: readonly string[] } {
  const { hour, day } = at(now)
  if (window === 'today') return { hours: [], days: [day] }
  if (window === '30d') {
    const days = [day]
    // Noon steps: a day of 23 or 25 hours is neither missed nor taken twice.
    const noon = Date.parse(`${day}T12:00:00Z`)
    for (let i = 1; i < daysOfWindow; i++) days.push(new Date(noon - i * 86_400_000).toISOString().slice(0, 10))
    return { hours: [], days }
  }
  return { hours: Array.from({ length: window === '1h' ? 2 : hoursKept }, (_, i) => hour - i), days: [] }
}

/** Null where nothing happened in the window: no signal is not zero. */
export function readWindow(system: SystemWindows, window: WindowName, now: number, at: (seconds: number) => Moment): WindowCount | null {
  const keys = windowKeys(window, now, at)
  const buckets = [...keys.hours.map((hour) => system.hours.get(hour)), ...keys.days.map((day) => system.days.get(day))].filter((b) => b !== undefined)
  const sum = (of: (b: Bucket) => number): number => buckets.reduce((total, b) => total + of(b), 0)
  const transactions = sum((b) => b.transactions)
  if (transactions === 0) return null
  const identified = sum((b) => b.identified)
  const users = (of: (b: Bucket) => Sketch): number | null => {
    if (identified === 0) return null
    const registers = newRegisters()
    for (const bucket of buckets) unite(registers, of(bucket))
    return countRegisters(registers)
  }
  return { transactions, identified, activeUsers: users((b) => b.active), affectedUsers: users((b) => b.affected) }
}

/** First day of the longest window: older events come too late to be counted. */
export const oldestDay = (now: number, at: (seconds: number) => Moment): string => windowKeys('30d', now, at).days.at(-1) ?? ''

/** Buckets that no rolling window needs any more, taken out: hours are dropped, days and months are given back to be archived. */
export function retire({ systems }: Windows, now: number, at: (seconds: number) => Moment): readonly { readonly system: string; readonly period: string; readonly bucket: Bucket }[] {
  const { hour } = at(now)
  const oldest = oldestDay(now, at)
  const retired: { system: string; period: string; bucket: Bucket }[] = []
  for (const [name, system] of systems) {
    for (const key of system.hours.keys()) if (key <= hour - hoursKept) system.hours.delete(key)
    for (const map of [system.days, system.months]) {
      for (const [period, bucket] of map) {
        if (period >= oldest.slice(0, period.length)) continue
        retired.push({ system: name, period, bucket })
        map.delete(period)
      }
    }
  }
  return retired
}
