import { describe, expect, it } from 'vitest'
import { theCatalogue } from '../policies/catalogue/catalogue.ts'
import { levels } from '../policies/catalogue/clause.ts'
import { checks } from '../policies/checks/index.ts'

const catalogue = theCatalogue()
const clauses = levels.flatMap((level) => catalogue.level(level).clauses)
const ids = new Set(checks.map((c) => c.id))

describe('catalogue and checks name each other', () => {
  it('every check that a clause names exists', () => {
    const missing = clauses.flatMap((c) => [...c.checks, ...c.related].filter((id) => !ids.has(id)).map((id) => `${c.id} ${id}`))
    expect(missing).toEqual([])
  })

  it('no check that exists is still called planned', () => {
    const stale = clauses.flatMap((c) => c.planned.filter((id) => ids.has(id)).map((id) => `${c.id} ${id}`))
    expect(stale).toEqual([])
  })

  it('every check hangs on a clause', () => {
    const named = new Set(clauses.flatMap((c) => [...c.checks, ...c.related]))
    expect([...ids].filter((id) => !named.has(id))).toEqual([])
  })

  it('every parameter that a check reads is set at each level where the check runs', () => {
    const reads = checks.flatMap((c) => (c.parameters ?? []).flatMap((name) => levels.filter((level) => catalogue.level(level).names(c.id)).map((level) => ({ name, level }))))
    for (const { name, level } of reads) expect(() => catalogue.parameter(name, level), name).not.toThrow()
  })

  it('every parameter is read by a check', () => {
    const read = new Set(checks.flatMap((c) => c.parameters ?? []))
    expect(catalogue.parameters.filter((name) => !read.has(name))).toEqual([])
  })

  it('runs every check under the default profile at some level', () => {
    expect([...ids].filter((id) => !levels.some((level) => catalogue.level(level).names(id)))).toEqual([])
  })
})
