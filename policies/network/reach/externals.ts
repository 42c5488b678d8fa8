/** Address space outside the pod networks, split by blocks: exact, in both families. */
import { formatCidr, overlaps, parseCidr, parseCidrs, subtract, wholeFamily, type AddressRange } from '../cidr.ts'
import type { External } from './types.ts'

/** Parts of a range that every block holds whole or not at all, ascending. */
export function atoms(range: AddressRange, blocks: readonly AddressRange[]): readonly AddressRange[] {
  const starts = new Set<bigint>([range.from])
  for (const block of blocks) {
    if (!overlaps(block, range)) continue
    if (block.from > range.from) starts.add(block.from)
    if (block.to < range.to) starts.add(block.to + 1n)
  }
  const sorted = [...starts].sort((a, b) => (a < b ? -1 : 1))
  return sorted.map((from, i) => ({ family: range.family, from, to: (sorted[i + 1] ?? range.to + 1n) - 1n }))
}

/** Both families without the pod networks. */
export function outside(podCidrs: readonly string[]): readonly AddressRange[] {
  const pods = parseCidrs(podCidrs)
  return [...subtract(wholeFamily(4), pods), ...subtract(wholeFamily(6), pods)]
}

/** The space split by blocks: addresses that the same blocks hold stand together. */
export function partition(space: readonly AddressRange[], blocks: readonly AddressRange[]): readonly External[] {
  const distinct = [...new Map(blocks.map((b) => [`${b.family} ${b.from} ${b.to}`, b])).values()]
  const alike = new Map<string, AddressRange[]>()
  for (const at of space.flatMap((range) => atoms(range, distinct))) {
    const key = `${at.family} ${distinct.flatMap((block, i) => (overlaps(block, at) ? [i] : [])).join(',')}`
    const list = alike.get(key)
    if (list === undefined) alike.set(key, [at])
    else list.push(at)
  }
  return [...alike.values()].map(externalOf)
}

/** @param ranges not empty; neighbours are joined */
export function externalOf(ranges: readonly AddressRange[]): External {
  const joined = join(ranges)
  const cidrs = joined.flatMap(cidrsOf)
  const [first = ''] = cidrs
  return { type: 'external', id: cidrs.length === 1 ? first : `${first} (+${cidrs.length - 1})`, ranges: joined, cidrs }
}

/** @throws Error where the text is not a CIDR or an address */
export function askedRange(text: string): AddressRange {
  const cidr = parseCidr(text) ?? parseCidr(`${text}/${text.includes(':') ? 128 : 32}`)
  if (cidr === null) throw new Error(`${text}：不是网段或地址（如 10.0.0.0/8、203.0.113.7、fd00::/8） is not a CIDR or an address`)
  return { family: cidr.family, from: cidr.from, to: cidr.to }
}

function join(ranges: readonly AddressRange[]): readonly AddressRange[] {
  const sorted = [...ranges].sort((a, b) => (a.family !== b.family ? a.family - b.family : a.from < b.from ? -1 : 1))
  const joined: AddressRange[] = []
  for (const range of sorted) {
    const last = joined.at(-1)
    if (last !== undefined && last.family === range.family && range.from <= last.to + 1n) joined[joined.length - 1] = { ...last, to: range.to > last.to ? range.to : last.to }
    else joined.push(range)
  }
  return joined
}

/** A range as the fewest CIDR blocks. */
function cidrsOf({ family, from, to }: AddressRange): readonly string[] {
  const width = family === 4 ? 32 : 128
  const blocks: string[] = []
  for (let start = from; start <= to;) {
    let bits = 0
    while (bits < width && (start >> BigInt(bits)) % 2n === 0n && start + (1n << BigInt(bits + 1)) - 1n <= to) bits++
    blocks.push(formatCidr({ family, prefix: width - bits, from: start, to: start + (1n << BigInt(bits)) - 1n, canonical: true }))
    start += 1n << BigInt(bits)
  }
  return blocks
}
