/** Sentence by sentence: what the API documentation of NetworkPolicy (networking/v1) and ClusterNetworkPolicy (v1alpha2) says, as a case each. */
import { describe, expect, it } from 'vitest'
import { nothingAssumed, type Assumptions } from '../../policies/network/reachability.ts'
import { allowedPorts } from '../../policies/network/port-set.ts'
import { reachabilityOf } from './answers.ts'
import type { Json } from './oracle.ts'

const namespace = (name: string, labels: Json = {}): Json => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } })
const deployment = (own: string, name: string, spec: Json = {}): Json => ({
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: own },
  spec: { template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'c', image: 'i', ports: [{ name: 'http', containerPort: name === 'db' ? 5432 : 8080 }] }], ...spec } } },
})
const policy = (own: string, spec: Json, name = 'p'): Json => ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace: own }, spec })
const tier = (name: string, spec: Json): Json => ({ apiVersion: 'policy.networking.k8s.io/v1alpha2', kind: 'ClusterNetworkPolicy', metadata: { name }, spec: { tier: 'Admin', priority: 10, subject: { namespaces: {} }, ...spec } })
const base: readonly Json[] = [namespace('a', { team: 'x' }), namespace('b', { team: 'y' }), deployment('a', 'web'), deployment('a', 'db'), deployment('b', 'web')]
const assumed: Assumptions = { ...nothingAssumed, ipBlockSelectsPods: false, hostNetworkPods: 'as-node', podCidrs: ['10.0.0.0/16'] }

const all = 'TCP 1-65535 UDP 1-65535 SCTP 1-65535'
const none = ''

function ports(objects: readonly Json[], from: string, to: string, assumptions = assumed, which: 'allow' | 'unknown' = 'allow'): string {
  const reachability = reachabilityOf([...base, ...objects], assumptions)
  const end = (id: string) => reachability.workload(id) ?? reachability.externalsWithin(id)[0]
  const [a, b] = [end(from), end(to)]
  if (a === undefined || b === undefined) throw new Error(`${from} or ${to} is not there`)
  return allowedPorts(reachability.allowed(a, b)[which]).map((one) => `${one.protocol} ${one.ports}`).join(' ')
}

describe('NetworkPolicy', () => {
  it.each<[string, readonly Json[], string, string, string]>([
    ['traffic is allowed where no policy selects the pod', [], 'b/web', 'a/web', all],
    ['an empty podSelector selects every pod of the policy\'s namespace', [policy('a', { podSelector: {} })], 'b/web', 'a/db', none],
    ['and none of another', [policy('a', { podSelector: {} })], 'a/web', 'b/web', all],
    ['a missing podSelector is the empty one', [policy('a', {})], 'b/web', 'a/db', none],
    ['a pod that the selector leaves out stays open', [policy('a', { podSelector: { matchLabels: { app: 'db' } } })], 'b/web', 'a/web', all],
    ['rules of several policies add up', [policy('a', { ingress: [{ ports: [{ port: 80 }] }] }), policy('a', { ingress: [{ ports: [{ port: 443 }] }] }, 'q')], 'b/web', 'a/web', 'TCP 80,443'],
    ['policyTypes unset: ingress always', [policy('a', { egress: [{}] })], 'b/web', 'a/web', none],
    ['policyTypes unset: egress only with egress rules', [policy('a', {})], 'a/web', 'b/web', all],
    ['policyTypes unset, egress rules there: egress too', [policy('a', { egress: [{ ports: [{ port: 53 }] }] })], 'a/web', 'b/web', 'TCP 53'],
    ['Egress alone denies egress and leaves ingress', [policy('a', { policyTypes: ['Egress'] })], 'b/web', 'a/web', all],
    ['ingress rules under Egress alone do nothing', [policy('a', { policyTypes: ['Egress'], ingress: [{ ports: [{ port: 80 }] }] })], 'b/web', 'a/web', all],
    ['an empty rule matches every source and port', [policy('a', { ingress: [{}] })], 'b/web', 'a/web', all],
    ['a rule matches ports and from together', [policy('a', { ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [{ port: 80 }] }] })], 'b/web', 'a/db', none],
    ['podSelector alone means the own namespace', [policy('a', { ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }] }] })], 'a/web', 'a/db', all],
    ['namespaceSelector alone means all pods of those namespaces', [policy('a', { ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'y' } } }] }] })], 'b/web', 'a/db', all],
    ['both in one peer are ANDed', [policy('a', { ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'y' } }, podSelector: { matchLabels: { app: 'db' } } }] }] })], 'b/web', 'a/db', none],
    ['as two peers they are ORed', [policy('a', { ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'y' } } }, { podSelector: { matchLabels: { app: 'db' } } }] }] })], 'b/web', 'a/db', all],
    ['an empty namespaceSelector selects all namespaces', [policy('a', { ingress: [{ from: [{ namespaceSelector: {} }] }] })], 'b/web', 'a/web', all],
    ['but no address outside', [policy('a', { ingress: [{ from: [{ namespaceSelector: {} }] }] })], '203.0.113.5', 'a/web', none],
    ['protocol defaults to TCP', [policy('a', { ingress: [{ ports: [{ port: 80 }] }] })], 'b/web', 'a/web', 'TCP 80'],
    ['a port entry without port matches all of its protocol', [policy('a', { ingress: [{ ports: [{ protocol: 'SCTP' }] }] })], 'b/web', 'a/web', 'SCTP 1-65535'],
    ['endPort is inclusive', [policy('a', { ingress: [{ ports: [{ port: 80, endPort: 82 }] }] })], 'b/web', 'a/web', 'TCP 80-82'],
    ['a named port is each destination pod\'s own', [policy('a', { policyTypes: ['Egress'], egress: [{ ports: [{ port: 'http' }] }] })], 'a/web', 'a/db', 'TCP 5432'],
    ['a named port of another protocol is another port', [policy('a', { ingress: [{ ports: [{ port: 'http', protocol: 'UDP' }] }] })], 'b/web', 'a/web', none],
    ['ipBlock lets addresses in', [policy('a', { ingress: [{ from: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }] })], '203.0.113.5', 'a/web', all],
    ['but for the exceptions', [policy('a', { ingress: [{ from: [{ ipBlock: { cidr: '203.0.113.0/24', except: ['203.0.113.4/30'] } }] }] })], '203.0.113.5', 'a/web', none],
    ['both sides must agree', [policy('a', { policyTypes: ['Egress'], egress: [{ ports: [{ port: 80, endPort: 90 }] }] }), policy('b', { ingress: [{ ports: [{ port: 85, endPort: 95 }] }] })], 'a/web', 'b/web', 'TCP 85-90'],
    ['replies need no rule: the other direction of a closed pod is not asked', [policy('a', { policyTypes: ['Ingress'] })], 'a/web', 'b/web', all],
    ['a policy that selects nothing does nothing', [policy('a', { podSelector: { matchLabels: { app: 'nobody' } } })], 'b/web', 'a/web', all],
  ])('%s', (_sentence, objects, from, to, expected) => expect(ports(objects, from, to)).toBe(expected))
})

describe('ClusterNetworkPolicy', () => {
  const everyone = [{ namespaces: {} }]
  const rule = (action: string, port?: number): Json => ({ action, from: everyone, ...(port === undefined ? {} : { protocols: [{ tcp: { destinationPort: { number: port } } }] }) })
  it.each<[string, readonly Json[], string]>([
    ['Admin Deny is final', [tier('t', { ingress: [rule('Deny')] }), policy('a', { ingress: [{}] })], none],
    ['Admin Accept is final', [tier('t', { ingress: [rule('Accept', 80)] }), policy('a', {})], 'TCP 80'],
    ['Pass skips the rest of the tier', [tier('t', { ingress: [rule('Pass', 80), rule('Deny')] }), policy('a', { ingress: [{}] })], 'TCP 80'],
    ['the lower priority value goes first', [tier('t', { ingress: [rule('Deny')] }), tier('u', { priority: 1, ingress: [rule('Accept', 80)] })], 'TCP 80'],
    ['rules go in the order in which they are written', [tier('t', { ingress: [rule('Accept', 80), rule('Deny')] })], 'TCP 80'],
    ['Baseline yields to a NetworkPolicy that selects the pod', [tier('t', { tier: 'Baseline', ingress: [rule('Deny')] }), policy('a', { ingress: [{ ports: [{ port: 80 }] }] })], 'TCP 80'],
    ['Baseline decides where none does', [tier('t', { tier: 'Baseline', ingress: [rule('Deny')] })], none],
    ['a peer of a later version: Accept matches nothing', [tier('t', { ingress: [{ action: 'Accept', from: [{ later: {} }] }, rule('Deny')] })], none],
    ['and Pass denies all', [tier('t', { ingress: [{ action: 'Pass', from: [{ later: {} }] }] })], none],
  ])('%s', (_sentence, objects, expected) => expect(ports(objects, 'b/web', 'a/web')).toBe(expected))

  it('policies of one priority that differ leave it unknown', () => {
    const tie = [tier('t', { ingress: [rule('Deny', 80)] }), tier('u', { ingress: [rule('Accept')] })]
    expect(ports(tie, 'b/web', 'a/web', assumed, 'unknown')).toBe('TCP 80')
    expect(ports(tie, 'b/web', 'a/web')).toBe('TCP 1-79,81-65535 UDP 1-65535 SCTP 1-65535')
  })
})

describe('what cannot be known', () => {
  it.each<[string, readonly Json[], string, string, Assumptions]>([
    ['ipBlock over pods where nobody says', [policy('a', { ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] })], 'b/web', 'a/web', { ...assumed, ipBlockSelectsPods: null }],
    ['the address of a template', [policy('a', { ingress: [{ from: [{ ipBlock: { cidr: '10.0.1.0/24' } }] }] })], 'b/web', 'a/web', { ...assumed, ipBlockSelectsPods: true }],
    ['a policy of Cilium', [{ apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { name: 'c', namespace: 'a' }, spec: {} }], 'b/web', 'a/web', assumed],
    ['a cluster-wide policy of Calico', [{ apiVersion: 'projectcalico.org/v3', kind: 'GlobalNetworkPolicy', metadata: { name: 'c' }, spec: {} }], 'a/web', 'b/web', assumed],
    ['a policy with a selector that the API refuses', [policy('a', { podSelector: { matchExpressions: [{ key: 'app', operator: 'Like' }] } })], 'b/web', 'a/web', assumed],
    ['labels of a namespace that is not there', [deployment('c', 'web'), policy('a', { ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'z' } } }] }] })], 'c/web', 'a/web', assumed],
    ['labels that a controller generates', [policy('a', { ingress: [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { 'pod-template-hash': '1' } } }] }] })], 'b/web', 'a/web', assumed],
    ['what a policy does to a hostNetwork pod', [deployment('a', 'host', { hostNetwork: true }), policy('a', {})], 'b/web', 'a/host', { ...assumed, hostNetworkPods: null }],
  ])('%s', (_doubt, objects, from, to, assumptions) => {
    expect(ports(objects, from, to, assumptions, 'unknown')).toBe(all)
    const reachability = reachabilityOf([...base, ...objects], assumptions)
    expect(reachability.complete).toBe(false)
    const pair = [...reachability.unknown()].find((one) => one.from.id === from && one.to.id === to)
    expect(pair?.why.length).toBeGreaterThan(0)
    expect(pair?.why.every(({ zh, en }) => zh !== '' && en !== '')).toBe(true)
  })

  it('explains by policy and rule, on each side', () => {
    const reachability = reachabilityOf([...base, policy('a', { ingress: [{ ports: [{ port: 80 }] }, { ports: [{ port: 443 }] }] })], assumed)
    const [from, to] = [reachability.workload('b/web'), reachability.workload('a/web')]
    if (from === undefined || to === undefined) throw new Error('not there')
    const { egress, ingress, allow } = reachability.explain(from, to, 443)
    expect(allowedPorts(allow)).toEqual([{ protocol: 'TCP', ports: '443' }])
    expect(egress?.steps).toEqual([])
    expect(ingress?.steps.map(({ policy: by, rule, action }) => [by.name, rule, action])).toEqual([['p', null, 'isolate'], ['p', 'spec.ingress[1]', 'allow']])
  })
})
