import { describe, expect, it } from 'vitest'
import { theCatalogue } from '../../policies/catalogue/catalogue.ts'
import { levels } from '../../policies/catalogue/clause.ts'
import { coverageByGroup, coverageOf, groupOf } from '../../policies/catalogue/coverage.ts'
import { byCell, cellName, emptyReason, wallCells } from '../../policies/catalogue/wall.ts'

const catalogue = theCatalogue()

describe('the wall', () => {
  it('has 5 × 3 × 3 cells', () => expect(new Set(wallCells.map(cellName)).size).toBe(45))

  it.each(levels)('level %i: every clause stands in one cell, and a cell without one says why', (level) => {
    const cells = byCell(catalogue.level(level).clauses)
    expect([...cells.values()].flat()).toHaveLength(catalogue.level(level).clauses.length)
    expect(wallCells.filter((c) => (cells.get(cellName(c)) ?? []).length === 0 && emptyReason(c) === undefined).map(cellName)).toEqual([])
  })

  it('gives no reason for a cell that is never empty', () => {
    const full = wallCells.filter((c) => emptyReason(c) !== undefined && levels.every((l) => (byCell(catalogue.level(l).clauses).get(cellName(c)) ?? []).length > 0))
    expect(full.map(cellName)).toEqual([])
  })
})

describe('coverage', () => {
  it('level 3 has 133 technical items: 22 of the facility chapter and 111 others, at least 90 of them judged by checks', () => {
    const { technical, facility } = coverageByGroup(catalogue.level(3).clauses)
    expect([technical.total, facility.total]).toEqual([111, 22])
    expect(technical.judged).toBeGreaterThanOrEqual(90)
  })

  it.each(levels)('level %i: the groups sum to the whole, and a judged clause has a check', (level) => {
    const { clauses } = catalogue.level(level)
    const by = coverageByGroup(clauses)
    expect(by.technical.total + by.facility.total + by.management.total).toBe(clauses.length)
    expect(coverageOf(clauses).judged).toBe(clauses.filter((c) => c.status === 'automated' || c.status === 'partial').length)
    for (const c of clauses) if (c.status === 'automated' || c.status === 'partial') expect(c.checks.length, c.id).toBeGreaterThan(0)
    expect(clauses.filter((c) => groupOf(c) === 'facility').every((c) => c.domain === '安全物理环境')).toBe(true)
  })
})
