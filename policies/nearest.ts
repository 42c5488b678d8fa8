/** The nearest valid word for a typo: optimal string alignment distance (one swap, insert, delete or replace = 1). */

/**
 * @returns the closest of `words`, or undefined where none is near enough (more than a third of the word's length, at least 1, differs)
 */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  const lower = word.toLowerCase()
  const limit = Math.max(1, Math.floor(Math.max(lower.length, 3) / 3))
  let best: string | undefined
  let bestDistance = limit + 1
  for (const candidate of words) {
    if (Math.abs(candidate.length - lower.length) >= bestDistance) continue
    const d = distance(lower, candidate.toLowerCase())
    if (d < bestDistance) [best, bestDistance] = [candidate, d]
  }
  return best
}

function distance(a: string, b: string): number {
  let twoAgo: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let d = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, (twoAgo[j - 2] ?? 0) + 1)
      row.push(d)
    }
    twoAgo = previous
    previous = row
  }
  return previous[b.length] ?? 0
}
