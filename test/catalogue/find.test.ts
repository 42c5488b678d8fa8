import { describe, expect, it } from 'vitest'
import { theCatalogue } from '../../policies/catalogue/catalogue.ts'
import { loadCrosswalks } from '../../policies/catalogue/crosswalk.ts'
import { explainText, explanationOf } from '../../policies/catalogue/explain.ts'
import { family, findById, findClauses, type Filter } from '../../policies/catalogue/find.ts'
import { checks } from '../../policies/checks/index.ts'

const catalogue = theCatalogue()
const ids = (filter: Partial<Filter>) => findClauses(catalogue, { levels: [3], ...filter }).map((c) => c.id)

describe('a clause by its number', () => {
  it('is found, and so is every clause of a control point', () => {
    expect(findById('8.1.4.2.d', catalogue)).toMatchObject([{ id: '8.1.4.2.d' }])
    expect(findById('8.1.4.2', catalogue)).toHaveLength(7)
  })
  it.each([
    ['8.1.4.2.z', /8\.1\.4\.2 有：8\.1\.4\.2\.a、.*8\.1\.4\.2\.g$/],
    ['8.1.42.d', /是不是 8\.1\.4\.2\.d/],
    ['nonsense', /条款号如 8\.1\.4\.2\.d/],
  ])('%s is answered with what there is', (id, zh) => expect(findById(id, catalogue)).toMatchObject({ zh: expect.stringMatching(zh) as string }))

  it('is followed through the levels', () => {
    for (const id of ['7.1.4.8.a', '8.1.4.9.a', '9.1.4.9.a']) {
      const clause = catalogue.clause(id)
      expect(clause === undefined ? [] : family(clause, catalogue).map((c) => c.id)).toEqual(['7.1.4.8.a', '8.1.4.9.a', '9.1.4.9.a'])
    }
  })
})

describe('filters', () => {
  it('narrow together', () => {
    expect(ids({})).toHaveLength(257)
    expect(ids({ part: 'cloud' })).toHaveLength(46)
    expect(ids({ domain: '计算环境' })).toEqual(ids({ domain: 'computing' }))
    expect(ids({ domain: '计算环境', status: 'inherited' })).toEqual(['8.2.4.5.c'])
    expect(ids({ check: 'no-wildcard-rbac' })).toContain('8.1.4.2.d')
    expect(ids({ check: 'evidence-record-current' }).length).toBeGreaterThan(5)
    expect(ids({ dimension: '数据共享开放' }).length).toBeGreaterThan(0)
    expect(ids({ responsibility: 'facility', part: 'cloud' })).toEqual([])
  })
})

describe('an explanation', () => {
  const clause = catalogue.clause('8.1.4.3.c')
  const explained = clause === undefined ? '' : explainText(explanationOf(clause, catalogue, checks, loadCrosswalks()), checks, 'zh')
  it.each(['8.1.4.3.c  三级 · 通用 · 安全计算环境 · 安全审计', 'audit-log-immutable (critical) 审计日志不可改写', 'audit-retention-days = 180', '墙：用 事后 技防', '7.1.4.3.c → 8.1.4.3.c → 9.1.4.3.c', 'cloud-service-assessment AU'])('says %s', (line) => expect(explained).toContain(line))
})
