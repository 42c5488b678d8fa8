/** What a run says of a waiver: used, unused, matching nothing, too wide; and nothing at all where the input does not show it. */
import { describe, expect, it } from 'vitest'
import type { DocumentOf } from '../../policies/estate/document.ts'
import { fingerprint, type Finding } from '../../policies/finding.ts'
import type { Snapshot } from '../../policies/subject.ts'
import { indexUse } from '../../policies/waivers/use.ts'
import { department, estateOf, system } from '../verdict/estate.ts'
import { checks, declaration, everything, finding, partial, tenant } from '../verdict/findings.ts'

const estate = estateOf([department('hr', 'hr-gov'), system('a'), system('b')])
const whole = (source: Pick<Snapshot, 'cluster' | 'source' | 'complete'>): Snapshot => ({ ...source, readAt: '', subjects: [], unreadable: [] })
const pod = (name: string, of = 'a') => tenant(estate, of, 'Pod', name)
const fail = (name: string, over: Partial<Finding> = {}): Finding => finding('pod-check', 'fail', pod(name), over)
const pass = (name: string, of = 'a'): Finding => finding('pod-check', 'pass', pod(name, of))

function use(findings: readonly Finding[], match: DocumentOf<'Waiver'>['match'], input = everything) {
  const waiver: DocumentOf<'Waiver'> = { kind: 'Waiver', name: 'w', check: 'pod-check', match, department: 'hr', reason: '迁移期间保留旧组件', measure: '限制来源', owner: 'chen', from: '2026-01-01', expires: '2026-12-31' }
  const given = estateOf([department('hr', 'hr-gov'), system('a'), system('b'), waiver])
  return indexUse(findings, checks, [whole(declaration), whole(input)], given)(waiver)
}

describe('the use of a waiver', () => {
  it.each([
    ['what it accepts, by object', [fail('x'), fail('x', { path: 'spec.y' }), fail('z')], { system: 'a' }, { accepts: 3, failing: 2, passing: 0, open: 0, whole: true }],
    ['objects that pass beside those that fail', [fail('x'), pass('y'), pass('y')], { system: 'a' }, { accepts: 1, failing: 1, passing: 1, open: 0, whole: true }],
    ['nothing of another system', [pass('x', 'b')], { system: 'a' }, { accepts: 0, failing: 0, passing: 0, open: 0, whole: true }],
    ['nothing of another check', [finding('namespace-check', 'fail', pod('x'))], { system: 'a' }, { accepts: 0, failing: 0, passing: 0, open: 0, whole: true }],
    ['one finding by its fingerprint', [fail('x'), fail('x', { path: 'spec.y' })], { fingerprint: fingerprint(fail('x')) }, { accepts: 1, failing: 1, passing: 0, open: 0, whole: true }],
    ['that the check could not say', [finding('pod-check', 'skip', pod('x')), finding('pod-check', 'error', pod('y'))], { namespace: 'hr--a--web' }, { accepts: 1, failing: 1, passing: 0, open: 2, whole: true }],
  ] as const)('counts %s', (_title, findings, match, expected) => expect(use(findings, match)).toEqual(expected))

  it.each([
    ['holds only some objects', partial, { system: 'a' }],
    ['is of another cluster', { ...everything, cluster: 'town' }, { system: 'a', cluster: 'city' }],
    ['is the declaration alone', declaration, { namespace: 'hr--a--web' }],
  ] as const)('is not whole where the input %s', (_title, input, match) => expect(use([], match, input).whole).toBe(false))

  it('is not whole where the check did not run', () => {
    const waiver: DocumentOf<'Waiver'> = { kind: 'Waiver', name: 'w', check: 'other-check', match: { system: 'a' }, department: 'hr', reason: '迁移期间保留旧组件', measure: '限制来源', owner: 'chen', from: '2026-01-01', expires: '2026-12-31' }
    expect(indexUse([], checks, [whole(everything)], estate)(waiver).whole).toBe(false)
  })
})
