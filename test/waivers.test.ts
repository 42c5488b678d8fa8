import { describe, expect, it } from 'vitest'
import type { DocumentOf, EstateDocument } from '../policies/estate/document.ts'
import { fingerprint, type Finding } from '../policies/finding.ts'
import { applyWaivers, exitCode, waiverState } from '../policies/waivers.ts'
import { department, estateOf, system } from './verdict/estate.ts'
import { finding, ofPlatform, tenant } from './verdict/findings.ts'

const now = Date.parse('2026-06-30T04:00:00Z')
const base: readonly EstateDocument[] = [department('hr', 'hr-gov'), system('a'), system('b')]

function waiver(over: Partial<DocumentOf<'Waiver'>> = {}): DocumentOf<'Waiver'> {
  return {
    kind: 'Waiver', name: 'w', check: 'pod-check', match: { system: 'a' }, department: 'hr', reason: '迁移期间保留旧组件', measure: '限制访问来源', owner: 'chen', from: '2026-01-01', expires: '2026-12-31', ...over,
  }
}
function withWaivers(waivers: readonly DocumentOf<'Waiver'>[], approve = true) {
  const plain = estateOf([...base, ...waivers])
  const approvals = waivers.map((w): EstateDocument => ({ kind: 'Approval', name: `ok-${w.name}`, of: `Waiver/${w.name}`, digest: plain.digestOf(w), as: 'bureau', approver: 'zhang', approved: '2026-01-01' }))
  return estateOf([...base, ...waivers, ...(approve ? approvals : [])])
}
const estate = estateOf(base)
const pod = tenant(estate, 'a', 'Pod')
const bad = finding('pod-check', 'fail', pod, { path: 'spec.containers[app]' })

describe('a waiver is in force', () => {
  it.each([
    ['on its first day', { from: '2026-06-30' }, true, ''],
    ['on its last day', { expires: '2026-06-30' }, true, ''],
    ['not before its first day', { from: '2026-07-01' }, true, 'not-yet'],
    ['not after its last day', { expires: '2026-06-29' }, true, 'expired'],
    ['not without an Approval', {}, false, 'unapproved'],
    ['not where it names neither system, namespace nor fingerprint', { match: { kind: 'Pod' } }, true, 'matches-everything'],
  ] as const)('%s', (_, over, approve, state) => {
    const w = waiver(over)
    expect(waiverState(w, withWaivers([w], approve), now)).toBe(state)
    expect(applyWaivers([bad], withWaivers([w], approve), now, () => 3)[0]?.waiver).toBe(state === '' ? 'w' : undefined)
  })

  it('not with an Approval of an earlier wording', () => {
    const before = withWaivers([waiver()])
    const changed = waiver({ expires: '2027-12-31' })
    const after = estateOf([...base, changed, ...before.of('Approval')])
    expect(waiverState(changed, after, now)).toBe('unapproved')
  })

  it('by the days of the estate’s time zone', () => {
    const w = waiver({ expires: '2026-06-30' })
    const at = (instant: string) => waiverState(w, withWaivers([w]), Date.parse(instant))
    expect([at('2026-06-30T15:59:59Z'), at('2026-06-30T16:00:00Z')]).toEqual(['', 'expired'])
  })
})

describe('a waiver matches exactly', () => {
  const others: readonly Finding[] = [
    finding('pod-check', 'fail', tenant(estate, 'b', 'Pod')),
    finding('namespace-check', 'fail', pod),
    finding('pod-check', 'fail', ofPlatform('Pod', 'x')),
  ]
  it.each([
    ['system', { system: 'a' }],
    ['namespace', { namespace: 'hr--a--web' }],
    ['kind and name', { system: 'a', kind: 'Pod', name: 'x' }],
    ['cluster', { system: 'a', cluster: 'city' }],
    ['fingerprint', { fingerprint: fingerprint(bad) }],
  ])('%s', (_, match) => {
    const marked = applyWaivers([bad, ...others], withWaivers([waiver({ match })]), now, () => 3)
    expect(marked.map((f) => f.waiver)).toEqual(['w', undefined, undefined, undefined])
  })

  it.each([
    ['another namespace', { namespace: 'hr--a--we' }],
    ['another kind', { system: 'a', kind: 'Deployment' }],
    ['another name', { system: 'a', name: 'y' }],
    ['another cluster', { system: 'a', cluster: 'town' }],
    ['another fingerprint', { fingerprint: '0'.repeat(32) }],
  ])('not %s', (_, match) => {
    expect(applyWaivers([bad], withWaivers([waiver({ match })]), now, () => 3)[0]?.waiver).toBeUndefined()
  })

  it('a Namespace object by its own name', () => {
    const ns = finding('pod-check', 'fail', tenant(estate, 'a', 'Namespace', 'hr--a--web'))
    expect(applyWaivers([ns], withWaivers([waiver({ match: { namespace: 'hr--a--web' } })]), now, () => 3)[0]?.waiver).toBe('w')
  })

  it('fails and errors only; the rest of the finding stays', () => {
    const list = (['pass', 'skip', 'fail', 'error'] as const).map((result) => finding('pod-check', result, pod))
    const marked = applyWaivers(list, withWaivers([waiver()]), now, () => 3)
    expect(marked.map((f) => f.waiver)).toEqual([undefined, undefined, 'w', 'w'])
    expect(marked.map((f) => ({ ...f, waiver: undefined }))).toEqual(list.map((f) => ({ ...f, waiver: undefined })))
    expect(marked.map(fingerprint)).toEqual(list.map(fingerprint))
  })

  it('nothing without an estate', () => {
    const list = [bad]
    expect(applyWaivers(list, null, now, () => 3)).toBe(list)
  })
})

describe('exit code', () => {
  const pass = finding('pod-check', 'pass', pod)
  const fail = (severity: Finding['severity'], over: Partial<Finding> = {}) => finding('pod-check', 'fail', pod, { severity, ...over })
  it.each([
    ['clean', [pass], 0, 'high', 0],
    ['a fail at the limit', [pass, fail('high')], 0, 'high', 1],
    ['a fail above the limit', [pass, fail('critical')], 0, 'high', 1],
    ['a fail below the limit', [pass, fail('medium')], 0, 'high', 0],
    ['a low fail with --fail-on low', [fail('low')], 0, 'low', 1],
    ['a fail with --fail-on none', [fail('critical')], 0, 'none', 0],
    ['a waived fail', [pass, fail('critical', { waiver: 'w' })], 0, 'high', 0],
    ['a waived fail beside one that is not', [fail('critical', { waiver: 'w' }), fail('high')], 0, 'high', 1],
    ['a broken check counts as a fail of its severity', [pass, finding('pod-check', 'error', pod, { severity: 'high', reason: 'check-failed' })], 0, 'high', 1],
    ['skips only: nothing was judged', [finding('pod-check', 'skip', pod)], 0, 'high', 2],
    ['nothing at all', [], 0, 'none', 2],
    ['unreadable input beats clean', [pass], 1, 'none', 2],
    ['unreadable input beats findings', [fail('critical')], 1, 'high', 2],
    ['an unreadable object, waived or not', [pass, finding('pod-check', 'error', pod, { reason: 'unreadable', waiver: 'w' })], 0, 'none', 2],
  ] as const)('%s', (_, findings, unreadable, failOn, code) => {
    expect(exitCode({ findings, unreadable, failOn })).toBe(code)
  })
})
