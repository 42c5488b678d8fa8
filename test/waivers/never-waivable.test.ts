/** The never-waivable set: real checks, growing with the level, honoured by applyWaivers. */
import { describe, expect, it } from 'vitest'
import { checks } from '../../policies/checks/index.ts'
import { fingerprint } from '../../policies/finding.ts'
import { neverWaivable, neverWaivableAt } from '../../policies/waivers/never-waivable.ts'
import { applyWaivers } from '../../policies/waivers.ts'
import { department, estateOf, system } from '../verdict/estate.ts'
import { finding, tenant } from '../verdict/findings.ts'

describe('what nobody may waive', () => {
  it('are checks that exist', () => {
    const ids = new Set(checks.map((c) => c.id))
    expect(neverWaivableAt(4).filter((id) => !ids.has(id))).toEqual([])
  })
  it('grows with the level', () => {
    const [two, three, four] = ([2, 3, 4] as const).map(neverWaivableAt)
    for (const id of two ?? []) expect(three).toContain(id)
    for (const id of three ?? []) expect(four).toContain(id)
    expect([two?.length, three?.length].every((n) => (n ?? 0) > 0) && (four?.length ?? 0) > (three?.length ?? 0) && (three?.length ?? 0) > (two?.length ?? 0)).toBe(true)
  })
  it('gives its reason in both languages, and none where a waiver is possible', () => {
    expect(neverWaivable('audit-log-retained', 2)?.zh).toMatch(/法定/)
    expect(neverWaivable('no-privileged-container', 2)).toBeNull()
    expect(neverWaivable('no-privileged-container', 3)).not.toBeNull()
    expect(neverWaivable('replicas-at-least-two', 4)).toBeNull()
  })
  it('is judged by the level of the finding: an approved waiver marks it at level 2 and not at 3', () => {
    const plain = estateOf([department('hr', 'hr-gov'), system('a')])
    const bad = finding('no-privileged-container', 'fail', tenant(plain, 'a', 'Pod'))
    const waiver = { kind: 'Waiver' as const, name: 'w', check: bad.check, match: { fingerprint: fingerprint(bad) }, department: 'hr', reason: '迁移期间保留旧组件', measure: '限制访问来源', owner: 'chen', from: '2026-01-01', expires: '2026-12-31' }
    const approval = { kind: 'Approval' as const, name: 'ok', of: 'Waiver/w', digest: plain.digestOf(waiver), as: 'bureau' as const, approver: 'zhang', approved: '2026-01-01' }
    const estate = estateOf([department('hr', 'hr-gov'), system('a'), waiver, approval])
    const marked = ([2, 3, 4] as const).map((level) => applyWaivers([bad], estate, Date.parse('2026-06-30T04:00:00Z'), () => level)[0]?.waiver)
    expect(marked).toEqual(['w', undefined, undefined])
  })
})
