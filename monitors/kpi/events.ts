/** Log lines and records as events: which system, which business, whether it failed, whose it was. One event object is used again for each. */
import { combinedReader } from './combined.ts'
import { jsonReader, type JsonObject } from './json-lines.ts'
import { newSpan, type Fault, type LineReader, type Span } from './line.ts'
import { newNames, type Names } from './names.ts'
import type { Plan, Rule } from './plan.ts'

/** Where lines go whose system (or business) is not known. */
export const unknown = 'unknown'
/** Names taken from the input where no estate says which exist: scanners ask for any path. */
const mostSystems = 4096
const mostBusinesses = 512

export interface KpiEvent {
  /** Seconds since 1970; NaN where the line tells none. */
  time: number
  /** Number of the system; 0 = unknown. */
  system: number
  /** Number of the business within its system (0 = unknown); -1 where businesses are not told apart. */
  business: number
  failed: boolean
  /** Nobody where empty. */
  readonly user: Span
}

export interface EventSink {
  event(event: KpiEvent): void
  bad(fault: Fault): void
}

export interface EventReader {
  /** Every line of bytes[start, end); each must end with a line feed. */
  lines(bytes: Uint8Array, start: number, end: number): void
  /** A record that came by another way than lines: read as a JSON line is. */
  record(record: JsonObject): void
  systemName(system: number): string
  businessName(system: number, business: number): string
}

export function eventReader(plan: Plan, sink: EventSink): EventReader {
  const json = jsonReader()
  const reader: LineReader = plan.format === 'json' ? json : combinedReader()
  const { names, rules } = systemNames(plan)
  const businessNames: Names[] = []
  const system = newSpan()
  const business = newSpan()
  const event: KpiEvent = { time: NaN, system: 0, business: -1, failed: false, user: newSpan() }

  function businessOf(id: number, rule: Rule): number {
    let known = businessNames[id]
    if (known === undefined) {
      known = businessNames[id] = newNames(rule.businesses === null ? mostBusinesses : 0)
      known.add(unknown)
      for (const name of rule.businesses ?? []) known.add(name)
    }
    return Math.max(0, known.idOf(business.bytes, business.start, business.end))
  }

  /** What the reader has just read. */
  function use(from: LineReader): void {
    if (from.fault !== null) {
      sink.bad(from.fault)
      return
    }
    from.find(plan.system, system)
    const id = Math.max(0, names.idOf(system.bytes, system.start, system.end))
    const rule = rules[id] ?? plan.rule
    const failed = from.failed(rule.failedWhen)
    if (failed === null) {
      sink.bad('status')
      return
    }
    event.time = from.time
    event.system = id
    event.failed = failed
    event.business = -1
    if (rule.business !== null) {
      from.find(rule.business, business)
      event.business = businessOf(id, rule)
    }
    from.find(rule.user, event.user)
    sink.event(event)
  }

  return {
    lines(bytes, start, end) {
      for (let at = start; at < end; ) {
        at = reader.read(bytes, at)
        use(reader)
      }
    },
    record(record) {
      json.take(record)
      use(json)
    },
    systemName: (id) => names.list[id] ?? unknown,
    businessName: (id, which) => businessNames[id]?.list[which] ?? unknown,
  }
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
