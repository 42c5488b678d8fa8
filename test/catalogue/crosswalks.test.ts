import { describe, expect, it } from 'vitest'
import { theCatalogue } from '../../policies/catalogue/catalogue.ts'
import { levels } from '../../policies/catalogue/clause.ts'
import { checksOfItem, clausesOfItem, itemsOfCheck, loadCrosswalks } from '../../policies/catalogue/crosswalk.ts'
import { checks } from '../../policies/checks/index.ts'

const catalogue = theCatalogue()
const crosswalks = loadCrosswalks()
const byId = (id: string) => crosswalks.find((c) => c.id === id)

describe('crosswalks', () => {
  it('are the six that the wall is compared with', () => {
    expect(crosswalks.map((c) => c.id)).toEqual(['cis-kubernetes', 'cloud-service-assessment', 'gbt-39786-2021', 'gw0013-2017', 'multi-tenancy-benchmark', 'pod-security-standards'])
  })

  it.each(crosswalks.map((c) => [c.id, c] as const))('%s has unique ids and both languages', (_, crosswalk) => {
    expect(new Set(crosswalk.items.map((i) => i.id)).size).toBe(crosswalk.items.length)
    for (const { zh, en } of [crosswalk.title, ...crosswalk.items.map((i) => i.title)]) expect([zh, en]).not.toContain('')
  })

  it.each(crosswalks.flatMap((c) => (c.by === undefined ? [] : [[c.id, c, c.by] as const])))('%s: every id is judged by a check or says why not, and no check names an id that it has not', (_, crosswalk, by) => {
    const silent = crosswalk.items.filter((item) => (checksOfItem(item, crosswalk, checks).length > 0) === (item.none !== undefined)).map((i) => i.id)
    expect(silent).toEqual([])
    const ids = crosswalk.items.map((i) => i.id)
    expect(checks.flatMap((check) => itemsOfCheck(check, by).filter((id) => !ids.includes(id)).map((id) => `${check.id}: ${id}`))).toEqual([])
  })

  it.each(crosswalks.filter((c) => c.by === undefined).map((c) => [c.id, c] as const))('%s names clauses of level 3 that there are', (_, crosswalk) => {
    const ids = catalogue.level(3).clauses.map((c) => c.id)
    const wrong = crosswalk.items.flatMap((i) => (i.clauses ?? []).filter((p) => !ids.some((id) => id === p || id.startsWith(`${p}.`))).map((p) => `${i.id}: ${p}`))
    expect(wrong).toEqual([])
  })

  it('the ten families hold every clause of level 3, each once', () => {
    const families = byId('cloud-service-assessment')
    expect(families?.items).toHaveLength(10)
    const held = (families?.items ?? []).flatMap((item) => clausesOfItem(item, 3, catalogue).map((c) => c.id))
    expect([...held].sort()).toEqual(catalogue.level(3).clauses.map((c) => c.id).sort())
  })

  it('guesses nothing about a text that we do not have', () => expect(byId('gw0013-2017')?.items).toEqual([]))

  it('follows an item to the other levels', () => {
    const audit = byId('cloud-service-assessment')?.items.find((i) => i.id === 'AU')
    expect(audit).toBeDefined()
    for (const level of levels) if (audit !== undefined) expect(clausesOfItem(audit, level, catalogue).map((c) => c.id)).toContain(`${level + 5}.1.4.3.a`)
  })
})
