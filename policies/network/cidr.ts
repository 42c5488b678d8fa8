/**
 * CIDR arithmetic for IPv4 and IPv6, exact, on bigints.
 * Parsing is strict as Kubernetes' newer validation is (KEP-4858, Go net/netip): no leading zeros, no zones, no IPv4-mapped IPv6,
 * no white space. A range is inclusive at both ends.
 */

export type Family = 4 | 6

/** Addresses from..to of one family, both inclusive. */
export interface AddressRange {
  readonly family: Family
  readonly from: bigint
  readonly to: bigint
}

export interface Cidr extends AddressRange {
  readonly prefix: number
  /** True where the address part is the network address (no host bits set). */
  readonly canonical: boolean
}

const bits = (family: Family): number => (family === 4 ? 32 : 128)
const decimal = /^(0|[1-9][0-9]{0,2})$/
const hextet = /^[0-9a-fA-F]{1,4}$/

/**
 * An IP address as a number.
 * @returns null where the text is not an address in strict form
 */
export function parseAddress(text: string): { readonly family: Family; readonly value: bigint } | null {
  if (text.includes(':')) {
    const value = parseIpv6(text)
    return value === null ? null : { family: 6, value }
  }
  const value = parseIpv4(text)
  return value === null ? null : { family: 4, value }
}

function parseIpv4(text: string): bigint | null {
  const parts = text.split('.')
  if (parts.length !== 4) return null
  let value = 0n
  for (const part of parts) {
    if (!decimal.test(part) || Number(part) > 255) return null
    value = (value << 8n) | BigInt(part)
  }
  return value
}

function parseIpv6(text: string): bigint | null {
  const halves = text.split('::')
  if (halves.length > 2) return null
  const groups = (half: string): number[] | null => {
    if (half === '') return []
    const parsed: number[] = []
    const parts = half.split(':')
    for (const [i, part] of parts.entries()) {
      if (part.includes('.') && i === parts.length - 1) {
        const v4 = parseIpv4(part)
        if (v4 === null) return null
        parsed.push(Number(v4 >> 16n), Number(v4 & 0xffffn))
      } else if (hextet.test(part)) parsed.push(Number.parseInt(part, 16))
      else return null
    }
    return parsed
  }
  const head = groups(halves[0] ?? '')
  const tail = groups(halves[1] ?? '')
  if (head === null || tail === null) return null
  // An embedded IPv4 ends the address: it may not stand before `::`.
  if (halves.length === 2 && (halves[0] ?? '').includes('.')) return null
  const missing = 8 - head.length - tail.length
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null
  const all = [...head, ...new Array<number>(missing).fill(0), ...tail]
  const value = all.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n)
  return value >> 32n === 0xffffn ? null : value
}

/**
 * A block `address/prefix`. Host bits may be set (Kubernetes masks them); see `canonical`.
 * @returns null where the text is not a block in strict form
 */
export function parseCidr(text: string): Cidr | null {
  const slash = text.indexOf('/')
  if (slash < 0) return null
  const address = parseAddress(text.slice(0, slash))
  const size = text.slice(slash + 1)
  if (address === null || !decimal.test(size)) return null
  const prefix = Number(size)
  const width = bits(address.family)
  if (prefix > width) return null
  const host = (1n << BigInt(width - prefix)) - 1n
  const from = address.value & ~host
  return { family: address.family, prefix, from, to: from | host, canonical: from === address.value }
}

/** Parses a list; blocks that are not in strict form are left out (who must know uses parseCidr). */
export function parseCidrs(texts: Iterable<string>): Cidr[] {
  const parsed: Cidr[] = []
  for (const text of texts) {
    const cidr = parseCidr(text)
    if (cidr !== null) parsed.push(cidr)
  }
  return parsed
}

/** Network address with prefix, the canonical text (IPv6 by RFC 5952). */
export function formatCidr(cidr: Cidr): string {
  return `${formatAddress(cidr.family, cidr.from)}/${cidr.prefix}`
}

/** Canonical text of an address (IPv6 by RFC 5952: lower case, the longest run of two or more zero groups shortened, the first of equals). */
export function formatAddress(family: Family, value: bigint): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join('.')
  const groups = Array.from({ length: 8 }, (_, i) => Number((value >> BigInt(112 - 16 * i)) & 0xffffn))
  let best = -1
  let length = 1
  for (let i = 0; i < 8; i++) {
    let run = 0
    while (i + run < 8 && groups[i + run] === 0) run++
    if (run > length) [best, length] = [i, run]
  }
  const hex = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':')
  return best < 0 ? hex(groups) : `${hex(groups.slice(0, best))}::${hex(groups.slice(best + length))}`
}

/** True where every address of `inner` is in `outer`. Different families never contain each other. */
export function contains(outer: AddressRange, inner: AddressRange): boolean {
  return outer.family === inner.family && outer.from <= inner.from && inner.to <= outer.to
}

/** True where the two share an address. */
export function overlaps(a: AddressRange, b: AddressRange): boolean {
  return a.family === b.family && a.from <= b.to && b.from <= a.to
}

/** What is left of a range when holes are cut out, ascending. */
export function subtract(range: AddressRange, holes: Iterable<AddressRange>): AddressRange[] {
  let left: AddressRange[] = [{ family: range.family, from: range.from, to: range.to }]
  for (const hole of holes) {
    left = left.flatMap((part) => {
      if (!overlaps(part, hole)) return [part]
      const pieces: AddressRange[] = []
      if (part.from < hole.from) pieces.push({ family: part.family, from: part.from, to: hole.from - 1n })
      if (hole.to < part.to) pieces.push({ family: part.family, from: hole.to + 1n, to: part.to })
      return pieces
    })
  }
  return left
}

/** True where the ranges together hold every address of `range`. */
export function covered(range: AddressRange, by: Iterable<AddressRange>): boolean {
  return subtract(range, by).length === 0
}

/** Every address of a family. */
export function wholeFamily(family: Family): AddressRange {
  return { family, from: 0n, to: (1n << BigInt(bits(family))) - 1n }
}
