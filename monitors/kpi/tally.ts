/** Counts of one run over log lines: per system and business transactions, failures, users. Plain data, so that threads can send theirs to be merged. */
import { addDistinct, mergeDistinct, newDistinct, type Distinct } from './distinct.ts'
import { eventReader } from './events.ts'
import type { Fault } from './line.ts'
import { murmur64, type Hash64 } from './murmur.ts'
import type { Plan } from './plan.ts'

export interface Count {
  transactions: number
  failed: number
  identified: number
  /** Failed transactions that name their user. */
  failedIdentified: number
  readonly active: Distinct
  readonly affected: Distinct
}

export interface SystemCount extends Count {
  /** By name of the business. */
  readonly businesses: Map<string, Count>
}

export interface Tally {
  total: number
  readonly bad: Map<Fault, number>
  /** Seconds since 1970 of the first and last event; Infinity, -Infinity where no line had a time. */
  from: number
  to: number
  readonly systems: Map<string, SystemCount>
}

export const newTally = (): Tally => ({ total: 0, bad: new Map(), from: Infinity, to: -Infinity, systems: new Map() })
const newCount = (): Count => ({ transactions: 0, failed: 0, identified: 0, failedIdentified: 0, active: newDistinct(), affected: newDistinct() })

/** Hours of a part of a file in its order: what is late in it can be told only once the parts before it are known. */
export interface Hours {
  newest: number
  /** Late whatever came before this part. */
  late: number
  /** Events by hour that are not late by this part alone. */
  readonly byHour: Map<number, number>
}

export interface Counter {
  readonly tally: Tally
  /** Counts every line of bytes[start, end); each must end with a line feed. @returns its hours */
  lines(bytes: Uint8Array, start: number, end: number): Hours
  /** A line that never got into memory. */
  bad(fault: Fault): void
}

/** An event is late when a whole hour lies between its own and the newest one before it: windows of an hour have been given out without it. */
export const isLate = (hour: number, newest: number): boolean => hour < newest - 1

export function counter(plan: Plan): Counter {
  const tally = newTally()
  const counts: SystemCount[] = []
  const businessCounts: Count[][] = []
  const hash: Hash64 = { high: 0, low: 0 }
  let hours: Hours = { newest: -Infinity, late: 0, byHour: new Map() }
  let hour = NaN
  let inHour = 0

  function systemCount(id: number): SystemCount {
    const known = counts[id]
    if (known !== undefined) return known
    const made: SystemCount = { ...newCount(), businesses: new Map() }
    counts[id] = made
    businessCounts[id] = []
    tally.systems.set(events.systemName(id), made)
    return made
  }

  function businessCount(id: number, business: number, into: SystemCount): Count {
    const list = businessCounts[id] ?? []
    const known = list[business]
    if (known !== undefined) return known
    const made = newCount()
    list[business] = made
    into.businesses.set(events.businessName(id, business), made)
    return made
  }

  function leaveHour(): void {
    if (inHour > 0) hours.byHour.set(hour, (hours.byHour.get(hour) ?? 0) + inHour)
    inHour = 0
  }

  function at(time: number): void {
    if (time < tally.from) tally.from = time
    if (time > tally.to) tally.to = time
    const thisHour = Math.floor(time / 3600)
    if (thisHour !== hour) {
      leaveHour()
      hour = thisHour
      if (hour > hours.newest) hours.newest = hour
    }
    if (isLate(hour, hours.newest)) hours.late++
    else inHour++
  }

  function bad(fault: Fault): void {
    tally.total++
    tally.bad.set(fault, (tally.bad.get(fault) ?? 0) + 1)
  }

  const events = eventReader(plan, {
    bad,
    event({ time, system, business, failed, user }) {
      tally.total++
      if (!Number.isNaN(time)) at(time)
      const who = user.end > user.start ? hash : null
      if (who !== null) murmur64(user.bytes, user.start, user.end, who)
      const into = systemCount(system)
      count(into, failed, who)
      if (business >= 0) count(businessCount(system, business, into), failed, who)
    },
  })
  return {
    tally, bad,
    lines(bytes, start, end) {
      hours = { newest: -Infinity, late: 0, byHour: new Map() }
      hour = NaN
      events.lines(bytes, start, end)
      leaveHour()
      return hours
    },
  }
}

function count(into: Count, failed: boolean, user: Hash64 | null): void {
  into.transactions++
  if (failed) into.failed++
  if (user === null) return
  into.identified++
  addDistinct(into.active, user)
  if (!failed) return
  into.failedIdentified++
  addDistinct(into.affected, user)
}

function mergeCount(into: Count, other: Count): void {
  into.transactions += other.transactions
  into.failed += other.failed
  into.identified += other.identified
  into.failedIdentified += other.failedIdentified
  mergeDistinct(into.active, other.active)
  mergeDistinct(into.affected, other.affected)
}

/** What `other` counted is counted in `into`. */
export function mergeTally(into: Tally, other: Tally): void {
  into.total += other.total
  into.from = Math.min(into.from, other.from)
  into.to = Math.max(into.to, other.to)
  for (const [fault, n] of other.bad) into.bad.set(fault, (into.bad.get(fault) ?? 0) + n)
  for (const [name, theirs] of other.systems) {
    const ours = into.systems.get(name)
    if (ours === undefined) {
      into.systems.set(name, theirs)
      continue
    }
    mergeCount(ours, theirs)
    for (const [business, count] of theirs.businesses) {
      const known = ours.businesses.get(business)
      if (known === undefined) ours.businesses.set(business, count)
      else mergeCount(known, count)
    }
  }
}

/** Late events of the parts of one file, in their order. */
export function lateOf(parts: Iterable<Hours>): number {
  let newest = -Infinity
  let late = 0
  for (const part of parts) {
    late += part.late
    for (const [hour, n] of part.byHour) if (isLate(hour, newest)) late += n
    newest = Math.max(newest, part.newest)
  }
  return late
}
