/**
 * Exact sets of destination ports over TCP, UDP and SCTP: sorted, disjoint, inclusive intervals in one flat list.
 * Port p of protocol i (TCP 0, UDP 1, SCTP 2) is the number i × 65536 + p. Two sets are equal where their lists are.
 */

export const protocols = ['TCP', 'UDP', 'SCTP'] as const
export type Protocol = (typeof protocols)[number]

/** `[from, to, from, to, …]`: make and read it only with the functions of this file. */
export type PortSet = readonly number[]

/** One protocol's share of a set: `80-81,443`; all ports is `1-65535`. */
export interface AllowedPorts {
  readonly protocol: Protocol
  readonly ports: string
}

const width = 65536
const last = 65535

export const noPorts: PortSet = []
export const allPorts: PortSet = protocols.flatMap((_, i) => [i * width + 1, i * width + last])

/** Ports from..to of a protocol, cut to 1–65535. */
export function portsOf(protocol: Protocol, from = 1, to = last): PortSet {
  const base = protocols.indexOf(protocol) * width
  const [low, high] = [Math.max(1, from), Math.min(last, to)]
  return low > high ? noPorts : [base + low, base + high]
}

export function union(a: PortSet, b: PortSet): PortSet {
  if (a === b || b.length === 0 || a === allPorts) return a
  if (a.length === 0 || b === allPorts) return b
  const merged: number[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const fromA = j >= b.length || (i < a.length && at(a, i) <= at(b, j))
    const [from, to] = fromA ? [at(a, i), at(a, i + 1)] : [at(b, j), at(b, j + 1)]
    if (fromA) i += 2
    else j += 2
    const end = merged.length - 1
    if (end > 0 && from <= at(merged, end) + 1) merged[end] = Math.max(at(merged, end), to)
    else merged.push(from, to)
  }
  return settled(merged)
}

export function intersect(a: PortSet, b: PortSet): PortSet {
  if (a === b || b === allPorts || a.length === 0) return a
  if (a === allPorts || b.length === 0) return b
  const common: number[] = []
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const from = Math.max(at(a, i), at(b, j))
    const to = Math.min(at(a, i + 1), at(b, j + 1))
    if (from <= to) common.push(from, to)
    if (at(a, i + 1) < at(b, j + 1)) i += 2
    else j += 2
  }
  return settled(common)
}

/** Ports of `a` that `b` does not hold. */
export function minus(a: PortSet, b: PortSet): PortSet {
  if (a.length === 0 || b.length === 0) return a
  if (a === b || b === allPorts) return noPorts
  const left: number[] = []
  for (let i = 0, j = 0; i < a.length; i += 2) {
    let from = at(a, i)
    const to = at(a, i + 1)
    while (j < b.length && at(b, j + 1) < from) j += 2
    for (let k = j; k < b.length && at(b, k) <= to; k += 2) {
      if (at(b, k) > from) left.push(from, at(b, k) - 1)
      from = at(b, k + 1) + 1
    }
    if (from <= to) left.push(from, to)
  }
  return settled(left)
}

export function equalPorts(a: PortSet, b: PortSet): boolean {
  return a === b || (a.length === b.length && a.every((bound, i) => bound === b[i]))
}

export function hasPort(set: PortSet, protocol: Protocol, port: number): boolean {
  return intersect(set, portsOf(protocol, port, port)).length > 0
}

/** The set as reports write it, one entry a protocol, protocols without a port left out. */
export function allowedPorts(set: PortSet): readonly AllowedPorts[] {
  return protocols.flatMap((protocol, p) => {
    const ranges = intersect(set, portsOf(protocol))
    const parts: string[] = []
    for (let i = 0; i < ranges.length; i += 2) {
      const [from, to] = [at(ranges, i) - p * width, at(ranges, i + 1) - p * width]
      parts.push(from === to ? String(from) : `${from}-${to}`)
    }
    return parts.length === 0 ? [] : [{ protocol, ports: parts.join(',') }]
  })
}

/** The two constants are kept as themselves, so that the short cuts above work. */
function settled(set: PortSet): PortSet {
  if (set.length === 0) return noPorts
  return equalPorts(set, allPorts) ? allPorts : set
}

function at(set: PortSet, i: number): number {
  return set[i] ?? NaN
}
