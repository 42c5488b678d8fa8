/** Which SLOs of an estate become rules, and what the command says of the others. */
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { declaredSlos } from '../../monitors/slo/declared.ts'
import { recorded } from '../../monitors/slo/recorded.ts'
import { sloGroups } from '../../monitors/slo/rules.ts'
import { createEstate } from '../../policies/estate/create-estate.ts'
import { loadEstate } from '../../policies/estate/load.ts'

const { estate } = loadEstate(resolve(import.meta.dirname, '../../stacks/examples/yongzhou'))
if (estate === null) throw new Error('stacks/examples/yongzhou does not load')
const declared = estate.of('System').filter((s) => s.phase === 'trial' || s.phase === 'running').flatMap((s) => s.monitoring?.slos ?? [])

describe('declared SLOs', () => {
  const { slos, refused } = declaredSlos(estate)

  it('are all either built or refused with place and reason', () => {
    expect(slos.length).toBe(declared.filter((s) => s.indicator === 'availability').length)
    expect(refused.length).toBe(declared.filter((s) => s.indicator === 'latency').length)
    expect(slos.length).toBeGreaterThan(100)
    for (const { location, why } of refused) {
      expect(location).toMatch(/\.yaml:\d+$/)
      expect(why.zh).toContain('时延')
    }
  })

  it('have an owner and the department of their system', () => {
    for (const slo of slos) {
      expect(slo.department).toBe(estate.get('System', slo.system)?.department)
      expect(estate.get('Person', slo.owner), slo.owner).toBeDefined()
    }
  })

  it('of one department only where one is asked for', () => {
    expect(new Set(declaredSlos(estate, ['market']).slos.map((s) => s.department))).toEqual(new Set(['market']))
  })

  it('of a system that is not in service count for nothing', () => {
    const stopped = createEstate(estate.documents.map((d) => (d.kind === 'System' ? { ...d, phase: 'suspended' as const } : d)))
    expect(declaredSlos(stopped)).toEqual({ slos: [], refused: [] })
  })

  it('record declared series only, each with its labels', () => {
    const names = new Set<string>()
    for (const rule of slos.slice(0, 3).flatMap((slo) => sloGroups(slo, 'http://runbook')).flatMap((g) => g.rules)) {
      if (!('record' in rule)) continue
      names.add(rule.record)
      const series = Object.entries(recorded).find(([name]) => name === rule.record)?.[1]
      expect(Object.keys(rule.labels ?? {}).toSorted(), rule.record).toEqual(['department', 'system', 'slo', ...(series?.labels ?? ['?'])].toSorted())
    }
    expect([...names].toSorted()).toEqual(Object.keys(recorded).toSorted())
  })

  it('keep braces of a title as text: annotations are templates', () => {
    const [slo] = slos
    if (slo === undefined) throw new Error('no SLO')
    const text = JSON.stringify(sloGroups({ ...slo, title: { zh: '{{ query "up" }}', en: 'x' } }, 'http://runbook'))
    expect(text).not.toContain('{{ query')
  })
})
