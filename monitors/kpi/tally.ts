/** Counts of one run over log lines: per system and business transactions, failures, users. Plain data, so that threads can send theirs to be merged. */
import { addDistinct, mergeDistinct, newDistinct, type Distinct } from './distinct.ts'
import { combinedReader } from './combined.ts'
import { jsonReader } from './json-lines.ts'
import { newSpan, type Fault, type LineReader, type Span } from './line.ts'
import { murmur64, type Hash64 } from './murmur.ts'
import { newNames, type Names } from './names.ts'
import type { Plan, Rule } from './plan.ts'

/** Where lines go whose system (or business) is not known. */
export const unknown = 'unknown'
/** Names taken from the input where no estate says which exist: scanners ask for any path. */
const mostSystems = 4096
const mostBusinesses = 512

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
  const reader: LineReader = plan.format === 'json' ? jsonReader() : combinedReader()
  const { names, rules } = systemNames(plan)
  const counts: SystemCount[] = []
  const businessNames: Names[] = []
  const businessCounts: Count[][] = []
  const system: Span = newSpan()
  const user: Span = newSpan()
  const business: Span = newSpan()
  const hash: Hash64 = { high: 0, low: 0 }

  function bad(fault: Fault): void {
    tally.total++
    tally.bad.set(fault, (tally.bad.get(fault) ?? 0) + 1)
  }

  function systemCount(id: number): SystemCount {
    const known = counts[id]
    if (known !== undefined) return known
    const made: SystemCount = { ...newCount(), businesses: new Map() }
    counts[id] = made
    tally.systems.set(names.list[id] ?? unknown, made)
    return made
  }

  function businessCount(id: number, into: SystemCount, rule: Rule): Count {
    let found = businessNames[id]
    if (found === undefined) {
      found = businessNames[id] = newNames(rule.businesses === null ? mostBusinesses : 0)
      found.add(unknown)
      for (const name of rule.businesses ?? []) found.add(name)
      businessCounts[id] = []
    }
    const which = Math.max(0, found.idOf(business.bytes, business.start, business.end))
    const list = businessCounts[id] ?? []
    const known = list[which]
    if (known !== undefined) return known
    const made = newCount()
    list[which] = made
    into.businesses.set(found.list[which] ?? unknown, made)
    return made
  }

  function lines(bytes: Uint8Array, start: number, end: number): Hours {
    const hours: Hours = { newest: -Infinity, late: 0, byHour: new Map() }
    let hour = NaN
    let inHour = 0
    const leaveHour = (): void => {
      if (inHour > 0) hours.byHour.set(hour, (hours.byHour.get(hour) ?? 0) + inHour)
      inHour = 0
    }
    for (let at = start; at < end; ) {
      at = reader.read(bytes, at)
      if (reader.fault !== null) {
        bad(reader.fault)
        continue
      }
      reader.find(plan.system, system)
      const id = Math.max(0, names.idOf(system.bytes, system.start, system.end))
      const rule = rules[id] ?? plan.rule
      const failed = reader.failed(rule.failedWhen)
      if (failed === null) {
        bad('status')
        continue
      }
      tally.total++
      const { time } = reader
      if (time === time) {
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
      reader.find(rule.user, user)
      const who = user.end > user.start ? hash : null
      if (who !== null) murmur64(user.bytes, user.start, user.end, who)
      const into = systemCount(id)
      count(into, failed, who)
      if (rule.business === null) continue
      reader.find(rule.business, business)
      count(businessCount(id, into, rule), failed, who)
    }
    leaveHour()
    return hours
  }
  return { tally, lines, bad }
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

/** Number 0 is the bucket of the unknown. */
function systemNames({ systems, rule }: Plan): { readonly names: Names; readonly rules: readonly Rule[] } {
  const names = newNames(systems === null ? mostSystems : 0)
  const rules = [rule]
  names.add(unknown)
  for (const system of systems ?? []) rules[names.add(system.name)] = system.rule
  for (const [i, { aliases }] of (systems ?? []).entries()) for (const alias of aliases) names.add(alias, i + 1)
  return { names, rules }
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
