/** No check breaks on an object or a document that says next to nothing. */
import { describe, expect, it } from 'vitest'
import { checks } from '../../policies/checks/index.ts'
import { bare, breakdowns } from './bare.ts'

describe('bare objects and documents', () => {
  const prepared = bare()
  it('are read', () => {
    expect(prepared.length).toBeGreaterThan(10)
    expect(prepared.flatMap((p) => [...p.problems, ...p.unreadable].map((x) => x.en))).toEqual([])
  })
  it.each(checks.map((c) => [c.id, c] as const))('%s does not break on them', (_, check) => expect(breakdowns(prepared, check)).toEqual([]))
})
