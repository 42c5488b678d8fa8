/** Loading: the mini estate is right as it stands; look-ups and places in it. */
import { describe, expect, it } from 'vitest'
import { formatProblems } from '../../policies/estate/format.ts'
import { loadFiles } from '../../policies/estate/load.ts'
import { checks, miniFiles, placeOf } from './mini.ts'

const { estate, problems, files } = loadFiles(miniFiles, { checks })

describe('the mini estate', () => {
  it('has no problem', () => expect(formatProblems(problems)).toBe(''))
  it('names its files', () => expect(files).toEqual(['bureau.yaml', 'departments.yaml']))
  it('places tiers by department, zone, level and namespace', () => {
    expect(estate?.tierOf('main', 'hr--insurance--db')?.place).toEqual({ department: 'hr', system: 'insurance', tier: 'db', zone: 'back', level: 3, environment: 'production' })
    expect(estate?.tier('portal', 'web')?.namespace).toBe('data-bureau--portal--web')
    expect(estate?.tierOf('spare', 'hr--insurance--db')).toBeUndefined()
    expect(estate?.tiers.map((t) => t.namespace)).toEqual(['data-bureau--portal--web', 'hr--insurance--web', 'hr--insurance--db'])
  })
  it('derives the level of a system from its grading object', () => expect([estate?.levelOf('portal'), estate?.levelOf('none')]).toEqual([3, null]))
  it('keeps dates as text and numbers as numbers', () => {
    const portal = estate?.get('System', 'portal')
    expect([portal?.phaseSince, portal?.usage.registeredUsers]).toEqual(['2025-04-01', 200000])
  })
  it.each([
    ['', 'kind: System\nname: portal'],
    ['title.en', 'Portal }'],
    ['parties.operators[0].contract', 'operate, from: 2025-01-01, to: 2027-12-31 }\nusage'],
    ['tiers', 'tiers:\n  - name: web\n    zone: front\n    cluster: main\n    pool'],
    ['tiers[0].workloads[0].ports[1]', '{ name: admin'],
    ['tiers[0].nothing.here', 'name: web\n    zone: front\n    cluster: main\n    pool'],
  ])('knows where %s of a document stands', (path, fragment) => {
    const portal = estate?.get('System', 'portal')
    if (estate === null || portal === undefined) throw new Error('the mini estate has no portal')
    const { file, line, column } = estate.position(portal, path)
    expect(`${file}:${line}:${column}`).toBe(placeOf(miniFiles, fragment))
  })
})
