/** NetworkPolicy semantics by the API reference (networking/v1): defaulting of policyTypes, rules that act, what denies all. */
import { describe, expect, it } from 'vitest'
import type { NetworkPolicyPort, NetworkPolicySpec } from '../../policies/kubernetes.ts'
import { allowRules, deniesAll, directionsOf, portRange } from '../../policies/network/policy-rules.ts'

const rule = { ports: [{ port: 80 }] }

describe('directionsOf', () => {
  it.each<[string, NetworkPolicySpec, readonly string[]]>([
    ['unset: ingress', {}, ['ingress']],
    ['unset with egress rules: both', { egress: [rule] }, ['ingress', 'egress']],
    ['unset with an empty egress list: ingress', { egress: [] }, ['ingress']],
    ['empty list is unset', { policyTypes: [], egress: [rule] }, ['ingress', 'egress']],
    ['Egress alone', { policyTypes: ['Egress'], ingress: [rule] }, ['egress']],
    ['both, in any order', { policyTypes: ['Egress', 'Ingress'] }, ['ingress', 'egress']],
  ])('%s', (_what, spec, directions) => expect(directionsOf(spec)).toEqual(directions))
})

describe('deniesAll', () => {
  it.each<[string, NetworkPolicySpec, boolean, boolean]>([
    ['both ways', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }, true, true],
    ['a missing podSelector is the empty one', { policyTypes: ['Ingress'] }, true, false],
    ['some pods only', { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress', 'Egress'] }, false, false],
    ['a rule allows', { podSelector: {}, policyTypes: ['Ingress'], ingress: [rule] }, false, false],
    ['an empty rule allows everything', { podSelector: {}, policyTypes: ['Egress'], egress: [{}] }, false, false],
    ['types unset', { podSelector: {} }, true, false],
  ])('%s', (_what, spec, ingress, egress) => {
    expect(deniesAll(spec, 'ingress')).toBe(ingress)
    expect(deniesAll(spec, 'egress')).toBe(egress)
  })
})

describe('allowRules', () => {
  it('leaves out rules of a direction that the policy does not isolate', () => {
    expect(allowRules({ policyTypes: ['Egress'], ingress: [rule], egress: [rule, rule] }).map((r) => r.direction)).toEqual(['egress', 'egress'])
  })

  it('names a rule by what it says, so that reordering changes nothing', () => {
    const a = { from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }], ports: [{ port: 443, protocol: 'TCP' }] }
    const b = { from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [{ port: 'dns', protocol: 'UDP' }] }
    const paths = (ingress: NetworkPolicySpec['ingress']): readonly string[] => allowRules({ ...(ingress === undefined ? {} : { ingress }) }).map((r) => r.path)
    expect(paths([a, b])).toEqual(['spec.ingress[10.0.0.0/8-10.1.0.0/16 443/TCP]', 'spec.ingress[pod{app=web} dns/UDP]'])
    expect([...paths([b, a])].sort()).toEqual([...paths([a, b])].sort())
  })
})

describe('portRange', () => {
  it.each<[NetworkPolicyPort, ReturnType<typeof portRange>]>([
    [{}, { from: 1, to: 65535 }], [{ port: 80 }, { from: 80, to: 80 }], [{ port: '80' }, { from: 80, to: 80 }], [{ port: 80, endPort: 90 }, { from: 80, to: 90 }], [{ port: 'http' }, null],
  ])('%j', (port, range) => expect(portRange(port)).toEqual(range))
})
