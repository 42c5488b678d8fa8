/** Log lines for tests, and a plain second count of them: strings, regular expressions and Sets, slow and easy to believe. */

export interface Fields {
  readonly addr?: string
  readonly user?: string
  readonly time?: string
  readonly request?: string
  readonly status?: number | string
  readonly rest?: string
}

export const time = '21/Nov/2026:10:00:00 +0800'

/** One combined line without its line feed. */
export const combined = ({ addr = '10.0.0.1', user = '-', time: at = time, request = 'GET /portal/a HTTP/1.1', status = 200, rest = ' 512 "-" "curl/8"' }: Fields): string =>
  `${addr} - ${user} [${at}] "${request}" ${status}${rest}`

export interface Simple {
  readonly transactions: number
  readonly failed: number
  readonly identified: number
  readonly active: number
  readonly affected: number
}

/** By system, from events as they were meant. */
export function simpleCount(events: readonly { readonly system: string; readonly user: string | null; readonly failed: boolean }[]): ReadonlyMap<string, Simple> {
  const systems = new Map<string, { transactions: number; failed: number; identified: number; active: Set<string>; affected: Set<string> }>()
  for (const { system, user, failed } of events) {
    const s = systems.get(system) ?? { transactions: 0, failed: 0, identified: 0, active: new Set(), affected: new Set() }
    systems.set(system, s)
    s.transactions++
    if (failed) s.failed++
    if (user === null) continue
    s.identified++
    s.active.add(user)
    if (failed) s.affected.add(user)
  }
  return new Map([...systems].map(([name, s]) => [name, { ...s, active: s.active.size, affected: s.affected.size }]))
}
