/** Flows: two halves, only where approved, each in its own department's space. */
import { describe, expect, test } from 'vitest'
import { estateOf, miniEstate, zeros } from './estate.ts'
import { object, synthesize } from './synth.ts'

const network = 'kubernetes_network_policy_v1'
const policies = (text: string, ...more: string[]) => {
  const synthesized = synthesize(estateOf(text, ...more))
  const names = [...synthesized.addresses.values()].flat().filter((a) => a.startsWith(`${network}.`) && a.includes('__flow-')).map((a) => a.slice(network.length + 1)).sort()
  return { names, synthesized, notBuilt: synthesized.built.report.notBuilt.filter((n) => n.subject.startsWith('Flow/')).map((n) => `${n.subject} ${n.reason}`) }
}
const flow = (fields: string) => `{ kind: Flow, name: extra, ${fields}, purpose: 测试用途, owner: bob, expires: 2026-12-31 }`
const approved = (as: string) => `{ kind: Approval, name: extra-${as}, of: Flow/extra, digest: "${zeros}", as: ${as}, approver: ann, approved: 2026-01-01 }`

describe('flows', () => {
  test('an approved flow to a shared service opens the source outwards and the target inwards', () => {
    const { names, synthesized, notBuilt } = policies(miniEstate)
    expect(names).toEqual(['bureau--idp--api__flow-pay-to-idp-ingress', 'hr--pay--web__flow-pay-to-idp-egress'])
    expect(notBuilt).toEqual([])
    expect(object(synthesized, 'city_space_hr', network, 'hr--pay--web__flow-pay-to-idp-egress')).toMatchObject({
      metadata: { labels: { 'ywq.io/flow': 'pay-to-idp' }, annotations: { 'ywq.io/expires': '2026-12-31', 'ywq.io/approval': 'bureau-yes,owner-yes' } },
      spec: {
        pod_selector: {}, policy_types: ['Egress'],
        egress: [{ to: [{ namespace_selector: { match_labels: { 'kubernetes.io/metadata.name': 'bureau--idp--api' } } }], ports: [{ port: '8443', protocol: 'TCP' }] }],
      },
    })
    expect(object(synthesized, 'city_space_bureau', network, 'bureau--idp--api__flow-pay-to-idp-ingress')).toMatchObject({
      spec: {
        pod_selector: {}, policy_types: ['Ingress'],
        ingress: [{ from: [{ namespace_selector: { match_labels: { 'kubernetes.io/metadata.name': 'hr--pay--web' } } }], ports: [{ port: '8443', protocol: 'TCP' }] }],
      },
    })
    expect(synthesized.sidecars.get('city_space_bureau')).toContain('"kubernetes_network_policy_v1.bureau--idp--api__flow-pay-to-idp-ingress": "mini.yaml:')
  })

  test.each([
    ['one approval of two', miniEstate.replace(/---\n\{ kind: Approval, name: bureau-yes[^\n]*\n/, ''), 'Flow/pay-to-idp flow-unapproved'],
    ['no approval of the target', miniEstate.replace(/---\n\{ kind: Approval, name: owner-yes[^\n]*\n/, ''), 'Flow/pay-to-idp flow-unapproved'],
    ['the document changed after it was approved', miniEstate.replaceAll(zeros, `sha256:${'1'.repeat(64)}`), 'Flow/pay-to-idp flow-unapproved'],
    ['the target is retired', miniEstate.replace('title: { zh: 统一身份 }\ndepartment: bureau\nphase: running', 'title: { zh: 统一身份 }\ndepartment: bureau\nphase: retired'), 'Flow/pay-to-idp flow-end-not-built'],
  ])('is not built and is reported: %s', (_, text, reported) => {
    const { names, notBuilt } = policies(text)
    expect(names).toEqual([])
    expect(notBuilt).toEqual([reported])
  })

  test('inside one department, zone and level nobody has to approve; across zones somebody has', () => {
    const same = policies(miniEstate, flow('from: portal/web, to: idp/api, ports: [{ port: 8443 }]'))
    expect(same.names).toContain('bureau--portal--web__flow-extra-egress')
    const zones = policies(miniEstate, flow('from: pay/web, to: pay/db, ports: [{ port: 5432 }]'))
    expect(zones.notBuilt).toEqual(['Flow/extra flow-unapproved'])
    expect(policies(miniEstate, flow('from: pay/web, to: pay/db, ports: [{ port: 5432 }]'), approved('target-owner'), approved('bureau')).names).toContain('hr--pay--db__flow-extra-ingress')
  })

  test('a wide block outside never opens pods, Services, nodes or metadata by the way, in either family', () => {
    const { synthesized } = policies(miniEstate, flow('from: pay/web, to: 10.0.0.0/8, ports: [{ port: 443, endPort: 444, protocol: UDP }]'), approved('bureau'))
    expect(object(synthesized, 'city_space_hr', network, 'hr--pay--web__flow-extra-egress')['spec']).toEqual({
      pod_selector: {}, policy_types: ['Egress'],
      egress: [{
        to: [{ ip_block: { cidr: '10.0.0.0/8', except: ['10.10.0.0/20', '10.10.0.1/32', '10.64.0.0/14', '10.96.0.0/16'] } }],
        ports: [{ port: '443', end_port: 444, protocol: 'UDP' }],
      }],
    })
    const six = policies(miniEstate, flow('from: pay/web, to: "fd00::/8", ports: [{ port: 443 }]'), approved('bureau'))
    expect(object(six.synthesized, 'city_space_hr', network, 'hr--pay--web__flow-extra-egress')).toMatchObject({
      spec: { egress: [{ to: [{ ip_block: { cidr: 'fd00::/8', except: ['fd00:10::/64', 'fd00:64::/48', 'fd00:96::/112', 'fd00:ec2::254/128'] } }] }] },
    })
  })

  test('a flow from a node comes in from its addresses; without addresses it is reported', () => {
    const node = '{ kind: NetworkNode, name: office, area: c, role: unit, site: 大楼, cidrs: [192.0.2.0/24] }'
    const inwards = policies(miniEstate, node, flow('from: "node:office", to: pay/web, ports: [{ port: 8080 }]'), approved('target-owner'), approved('bureau'))
    expect(object(inwards.synthesized, 'city_space_hr', network, 'hr--pay--web__flow-extra-ingress')).toMatchObject({ spec: { ingress: [{ from: [{ ip_block: { cidr: '192.0.2.0/24' } }] }] } })
    expect(policies(miniEstate, node.replace(', cidrs: [192.0.2.0/24]', ''), flow('from: "node:office", to: pay/web, ports: [{ port: 8080 }]'), approved('target-owner'), approved('bureau')).notBuilt).toEqual(['Flow/extra flow-end-unknown'])
  })

  test('expiry changes nothing: synth is a function of the estate, not of the clock', () => {
    const late = policies(miniEstate.replaceAll('expires: 2026-12-31', 'expires: 2001-01-01'))
    expect(late.names).toEqual(['bureau--idp--api__flow-pay-to-idp-ingress', 'hr--pay--web__flow-pay-to-idp-egress'])
  })
})
