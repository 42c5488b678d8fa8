/** The running count: events in, windows and counters kept, exposition text out. No files and no network here. */
import { eventReader, type EventReader } from './events.ts'
import type { JsonObject } from './json-lines.ts'
import type { Fault } from './line.ts'
import type { Plan } from './plan.ts'
import { keysInUse, pseudonyms, type UserKey } from './pseudonym.ts'
import { isLate } from './tally.ts'
import { addEvent, calendar, newWindows, oldestDay, retire, systemOf, type Moment, type Windows } from './windows.ts'
import type { Retired } from './archive.ts'

/** Clocks of servers differ a little. */
const futureSeconds = 300

export interface Cell {
  ok: number
  failed: number
}

export interface Counters {
  /** By system, business ('' where businesses are not told apart): transactions that went well and that failed. */
  readonly transactions: Map<string, Map<string, Cell>>
  readonly bad: Map<Fault, number>
  late: number
  events: number
  /** Time of the newest event by system. */
  readonly newest: Map<string, number>
}

export interface LiveCount {
  /** Lines of a log in the format of the plan for lines. */
  readonly lines: (bytes: Uint8Array, start: number, end: number) => void
  /** Lines of JSON, one record each. */
  readonly jsonLines: (bytes: Uint8Array, start: number, end: number) => void
  /** One record (OTLP). */
  readonly record: (record: JsonObject) => void
  readonly bad: (fault: Fault) => void
  readonly counters: Counters
  /** One for each key in use; the first is the one to read. */
  windows(): readonly Windows[]
  readonly at: (seconds: number) => Moment
  /** Continues from a state: windows of keys that are not in use are left out. @returns their key ids */
  restore(windows: readonly Windows[]): readonly string[]
  /** Takes out what no window needs; looks whether a key has begun or ended. */
  turn(): readonly Retired[]
}

export interface LiveOptions {
  readonly lines: Plan
  readonly records: Plan
  readonly keys: readonly UserKey[]
  readonly timezone: string
  /** Milliseconds since 1970. */
  readonly clock: () => number
}

interface Keyed {
  readonly windows: Windows
  readonly hash: ReturnType<typeof pseudonyms>
}

export function liveCount({ lines, records, keys, timezone, clock }: LiveOptions): LiveCount {
  const at = calendar(timezone)
  const nowAt = calendar(timezone)
  const counters: Counters = { transactions: new Map(), bad: new Map(), late: 0, events: 0, newest: new Map() }
  let keyed: readonly Keyed[] = []
  let oldest = ''
  let newestHour = -Infinity

  const bad = (fault: Fault): void => void counters.bad.set(fault, (counters.bad.get(fault) ?? 0) + 1)

  const turn = (): readonly Retired[] => {
    const now = clock() / 1000
    keyed = keysInUse(keys, nowAt(now).day).map((key) => keyed.find(({ windows }) => windows.keyId === key.id) ?? { windows: newWindows(key.id), hash: pseudonyms(key) })
    oldest = oldestDay(now, nowAt)
    return keyed.flatMap(({ windows }) => retire(windows, now, nowAt).map((retired) => ({ key: windows.keyId, ...retired })))
  }
  turn()

  /** When an event counts: null, or why it does not. */
  function refuse(time: number, day: string): Fault | null {
    if (Number.isNaN(time)) return 'time'
    if (time > clock() / 1000 + futureSeconds) return 'future'
    return day < oldest ? 'too-old' : null
  }

  function reader(plan: Plan): EventReader {
    const cells: Cell[][] = []
    const events = eventReader(plan, {
      bad,
      event({ time, system, business, failed, user }) {
        const moment = Number.isNaN(time) ? nowhere : at(time)
        const refused = refuse(time, moment.day)
        if (refused !== null) {
          bad(refused)
          return
        }
        if (moment.hour > newestHour) newestHour = moment.hour
        else if (isLate(moment.hour, newestHour)) counters.late++
        counters.events++
        const name = events.systemName(system)
        const cell = ((cells[system] ??= [])[business + 1] ??= cellOf(counters, name, business < 0 ? '' : events.businessName(system, business)))
        if (failed) cell.failed++
        else cell.ok++
        if (!(time <= (counters.newest.get(name) ?? -Infinity))) counters.newest.set(name, time)
        const who = user.end > user.start ? Buffer.from(user.bytes.buffer, user.bytes.byteOffset + user.start, user.end - user.start).toString('latin1') : null
        for (const { windows, hash } of keyed) addEvent(systemOf(windows, name), moment, failed, who === null ? null : hash(who))
      },
    })
    return events
  }
  const [lineReader, recordReader] = [reader(lines), reader(records)]

  return {
    lines: (bytes, start, end) => lineReader.lines(bytes, start, end),
    jsonLines: (bytes, start, end) => recordReader.lines(bytes, start, end),
    record: (record) => recordReader.record(record),
    bad, counters, at: nowAt, turn,
    windows: () => keyed.map(({ windows }) => windows),
    restore(given) {
      const left: string[] = []
      for (const from of given) {
        const to = keyed.find(({ windows }) => windows.keyId === from.keyId)
        if (to === undefined) left.push(from.keyId)
        else for (const [name, system] of from.systems) to.windows.systems.set(name, system)
      }
      return left
    },
  }
}

const nowhere: Moment = { hour: NaN, day: '', month: '' }

function cellOf({ transactions }: Counters, system: string, business: string): Cell {
  const businesses = transactions.get(system) ?? new Map<string, Cell>()
  transactions.set(system, businesses)
  const cell = businesses.get(business) ?? { ok: 0, failed: 0 }
  businesses.set(business, cell)
  return cell
}
