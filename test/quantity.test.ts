/** Quantities by the Kubernetes API reference (resource.Quantity): suffixes, exponents, signs, rounding to nanounits. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseQuantity } from '../policies/quantity.ts'

const one = 1_000_000_000n

describe('parseQuantity', () => {
  it.each<[string | number, bigint]>([
    ['0', 0n], ['1', one], ['500m', one / 2n], ['250u', 250_000n], ['7n', 7n],
    ['1k', 1000n * one], ['1M', 10n ** 6n * one], ['1G', 10n ** 9n * one], ['1T', 10n ** 12n * one], ['1P', 10n ** 15n * one], ['1E', 10n ** 18n * one],
    ['1Ki', 1024n * one], ['1Mi', 1024n ** 2n * one], ['1Gi', 1024n ** 3n * one], ['1Ti', 1024n ** 4n * one], ['1Pi', 1024n ** 5n * one], ['1Ei', 1024n ** 6n * one],
    ['1e3', 1000n * one], ['1E3', 1000n * one], ['1e+3', 1000n * one], ['1500e-3', one + one / 2n],
    ['0.5', one / 2n], ['.5', one / 2n], ['5.', 5n * one], ['1.5Gi', 3n * 1024n ** 3n * one / 2n], ['+3', 3n * one], ['-1', -one], [2, 2n * one], [0.1, one / 10n],
  ])('%s', (text, nanounits) => expect(parseQuantity(text)).toBe(nanounits))

  it('rounds away from zero what is finer than a nanounit', () => {
    expect(parseQuantity('0.1n')).toBe(1n)
    expect(parseQuantity('1e-12')).toBe(1n)
    expect(parseQuantity('-0.1n')).toBe(-1n)
  })

  it.each(['', ' ', '.', 'm', 'Gi', '1 Gi', ' 1', '1Kib', '1K', '1gi', '1ki', '0x10', '1e', '1e3Mi', 'NaN', '1_000', '--1', '1..2'])('refuses %j', (text) => {
    expect(parseQuantity(text)).toBeNull()
  })

  it('reads the same amount written in nanounits, milliunits or whole', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1_000_000 }), (n) => {
      expect(parseQuantity(`${n}`)).toBe(parseQuantity(`${n * 1000}m`))
      expect(parseQuantity(`${n}Ki`)).toBe(parseQuantity(`${n * 1024}`))
      expect(parseQuantity(`${n}m`)).toBe(parseQuantity(`${n}e-3`))
    }))
  })
})
