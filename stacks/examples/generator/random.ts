/** Seeded random numbers (mulberry32, public domain by Tommy Ettinger): the same seed gives the same estate, byte for byte. */

export interface Random {
  /** Uniform in [0, 1). */
  next(): number
  /** Whole number in [low, high]. */
  between(low: number, high: number): number
  /** True with the probability given. */
  chance(probability: number): boolean
  pick<const L extends readonly [unknown, ...unknown[]]>(items: L): L[number]
  /** A word by weight. */
  weighted<T>(items: readonly [readonly [T, number], ...(readonly [T, number])[]]): T
  hex(length: number): string
}

export function mulberry32(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (items) => items[between(0, items.length - 1)] ?? items[0],
    weighted(items) {
      let left = next() * items.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [word, weight] of items) {
        left -= weight
        if (left < 0) return word
      }
      return items[0][0]
    },
    hex: (length) => Array.from({ length }, () => between(0, 15).toString(16)).join(''),
  }
}

/** 32-bit FNV-1a of a text: gives every document a stream of its own, so that adding one changes no other. */
export function seedOf(seed: number, text: string): number {
  let hash = 0x811c9dc5 ^ seed
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
