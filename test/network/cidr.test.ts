/** CIDR arithmetic: strict form (KEP-4858), masks, containment, overlap, subtraction; RFC 4291 and RFC 5952 for IPv6 texts. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contains, covered, formatAddress, formatCidr, overlaps, parseAddress, parseCidr, parseCidrs, subtract, wholeFamily, type Cidr } from '../../policies/network/cidr.ts'

function cidr(text: string): Cidr {
  const parsed = parseCidr(text)
  if (parsed === null) throw new Error(`${text} is not a CIDR`)
  return parsed
}

describe('parseAddress', () => {
  it.each<[string, 4 | 6, bigint]>([
    ['0.0.0.0', 4, 0n], ['10.0.0.1', 4, 0x0a000001n], ['255.255.255.255', 4, 0xffffffffn],
    ['::', 6, 0n], ['::1', 6, 1n], ['1::', 6, 1n << 112n], ['fe80::1:2', 6, (0xfe80n << 112n) | 0x10002n],
    ['2001:db8:0:0:0:0:0:1', 6, (0x20010db8n << 96n) | 1n], ['64:ff9b::192.0.2.1', 6, (0x64ff9bn << 96n) | 0xc0000201n], ['2001:DB8::A', 6, (0x20010db8n << 96n) | 10n],
  ])('%s', (text, family, value) => expect(parseAddress(text)).toEqual({ family, value }))

  it.each([
    '', '10', '10.0.0', '10.0.0.0.0', '10.0.0.256', '010.0.0.1', '10.0.0.01', '10.0.0.-1', ' 10.0.0.1', '10.0.0.1 ', '1e1.0.0.0', '0x0a.0.0.1',
    ':', ':::', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '1::2::3', '12345::', 'g::', '::1%eth0', '1:2:3:4:5:6:7:8::', '::ffff:10.0.0.1', '1.2.3.4::', '::1.2.3', '::1.2.3.4:5',
  ])('refuses %j', (text) => expect(parseAddress(text)).toBeNull())
})

describe('parseCidr', () => {
  it('masks host bits and says whether there were any', () => {
    expect(cidr('10.1.2.3/8')).toMatchObject({ prefix: 8, from: 0x0a000000n, to: 0x0affffffn, canonical: false })
    expect(cidr('10.0.0.0/8').canonical).toBe(true)
    expect(formatCidr(cidr('fd00:1:2::7/48'))).toBe('fd00:1:2::/48')
  })

  it.each(['10.0.0.0', '10.0.0.0/', '10.0.0.0/33', '10.0.0.0/08', '10.0.0.0/-1', '10.0.0.0/8/8', 'fd00::/129', '/8', '10.0.0.0/ 8', '::ffff:0:0/96'])('refuses %j', (text) => {
    expect(parseCidr(text)).toBeNull()
  })

  it('leaves out of a list what is not in strict form', () => expect(parseCidrs(['10.0.0.0/8', 'x', '010.0.0.0/8'])).toHaveLength(1))
})

describe('formatAddress', () => {
  it.each<[string, string]>([
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'], ['2001:0db8::0001', '2001:db8::1'], ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'], ['::', '::'], ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
  ])('%s is %s by RFC 5952', (text, canonical) => {
    const address = parseAddress(text)
    expect(address === null ? null : formatAddress(address.family, address.value)).toBe(canonical)
  })

  it('is read back as the same address', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }).filter((v) => v >> 32n !== 0xffffn), (value) => {
      expect(parseAddress(formatAddress(6, value))).toEqual({ family: 6, value })
    }))
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 0xffffffffn }), (value) => {
      expect(parseAddress(formatAddress(4, value))).toEqual({ family: 4, value })
    }))
  })
})

describe('sets', () => {
  it.each<[string, string, boolean, boolean]>([
    ['10.0.0.0/8', '10.1.0.0/16', true, true], ['10.1.0.0/16', '10.0.0.0/8', false, true], ['10.0.0.0/9', '10.128.0.0/9', false, false],
    ['0.0.0.0/0', '::/0', false, false], ['fd00::/8', 'fd00:1::/32', true, true], ['10.0.0.1/32', '10.0.0.1/32', true, true],
  ])('%s and %s: contains %s, overlaps %s', (a, b, inside, shared) => {
    expect(contains(cidr(a), cidr(b))).toBe(inside)
    expect(overlaps(cidr(a), cidr(b))).toBe(shared)
  })

  it('subtracts to what is left, in order', () => {
    expect(subtract(cidr('10.0.0.0/30'), [cidr('10.0.0.1/32'), cidr('10.0.0.2/32')])).toEqual([
      { family: 4, from: 0x0a000000n, to: 0x0a000000n }, { family: 4, from: 0x0a000003n, to: 0x0a000003n },
    ])
    expect(subtract(cidr('10.0.0.0/30'), [cidr('::/0')])).toEqual([{ family: 4, from: 0x0a000000n, to: 0x0a000003n }])
    expect(subtract(cidr('10.0.0.0/30'), [cidr('10.0.0.0/8')])).toEqual([])
  })

  it('sees that two halves cover a family', () => {
    expect(covered(wholeFamily(4), parseCidrs(['0.0.0.0/1', '128.0.0.0/1']))).toBe(true)
    expect(covered(wholeFamily(4), parseCidrs(['0.0.0.0/1', '128.0.0.0/2']))).toBe(false)
    expect(covered(wholeFamily(6), parseCidrs(['0.0.0.0/0']))).toBe(false)
  })

  // Against a model: sets of single addresses of a /26.
  const block = fc.tuple(fc.integer({ min: 0, max: 63 }), fc.integer({ min: 26, max: 32 })).map(([host, prefix]) => cidr(`10.0.0.${host}/${prefix}`))
  const members = (c: { readonly from: bigint; readonly to: bigint }): Set<number> => {
    const set = new Set<number>()
    for (let v = Number(c.from & 0xffn); v <= Number(c.to & 0xffn); v++) set.add(v)
    return set
  }

  it('agrees with sets of addresses', () => {
    fc.assert(fc.property(block, fc.array(block, { maxLength: 4 }), (range, holes) => {
      const model = [...members(range)].filter((v) => !holes.some((h) => members(h).has(v)))
      const left = subtract(range, holes)
      expect(left.flatMap((part) => [...members(part)])).toEqual(model)
      expect(covered(range, holes)).toBe(model.length === 0)
      for (const hole of holes) {
        expect(overlaps(range, hole)).toBe([...members(hole)].some((v) => members(range).has(v)))
        expect(contains(range, hole)).toBe([...members(hole)].every((v) => members(range).has(v)))
      }
    }))
  })
})
