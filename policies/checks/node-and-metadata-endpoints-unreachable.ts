/**
 * Restricted fields: egress rules of NetworkPolicies in tenant namespaces: ipBlocks, and rules without peers, which reach every address.
 * Allowed values: no address of a cloud's metadata service; none of the nodes (Cluster.nodeCidrs) on kubelet and etcd ports 10250, 10255,
 * 2379–2380; none of zones of purpose management, unless the namespace lies there.
 */
import { objectCheck, type CheckContext, type Offence } from '../check.ts'
import { parseCidrs, wholeFamily, type AddressRange } from '../network/cidr.ts'
import { addressesOf, metadataAddresses, overlapsAny } from '../network/ranges.ts'
import { allowRules, peerText, policySpec, portRange, type AllowRule } from '../network/policy-rules.ts'
import { clusterOf } from '../rbac/tenancy.ts'
import type { Subject } from '../subject.ts'

const guardedPorts = [[10250, 10250], [10255, 10255], [2379, 2380]] as const

export const nodeAndMetadataEndpointsUnreachable = objectCheck({
  id: 'node-and-metadata-endpoints-unreachable',
  severity: 'high',
  title: { zh: '业务不可达节点与元数据端点', en: 'Node and metadata endpoints are unreachable' },
  why: { zh: '元数据端点会给出云平台的凭据，节点端口能控制节点上的全部容器。', en: 'The metadata service hands out credentials of the cloud; node ports control every container of the node.' },
  remedy: { zh: '缩小网段，或用 except 排除元数据地址、节点网段和管理区。', en: 'Narrow the block, or cut out the metadata addresses, the node ranges and the management zone with except.' },
  snippet: `egress:
  - to: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.10.0.0/20] } }]
    ports: [{ port: 443, protocol: TCP }]
`,
  reasons: {
    'metadata-reachable': { zh: '可以到达云平台元数据端点', en: 'the metadata service of the cloud can be reached' },
    'node-reachable': { zh: '可以到达节点的 kubelet 或 etcd 端口', en: 'kubelet or etcd ports of nodes can be reached' },
    'management-reachable': { zh: '可以到达管理区', en: 'the management zone can be reached' },
  },
  target: { kinds: ['NetworkPolicy'] },
  scopes: ['tenant'],
  *evaluate(subject, context) {
    for (const rule of allowRules(policySpec(subject))) {
      if (rule.direction !== 'egress') continue
      if (rule.peers.length === 0) yield* reached(rule, [wholeFamily(4), wholeFamily(6)], 'to: []', subject, context)
      for (const peer of rule.peers) if (peer.ipBlock !== undefined) yield* reached(rule, addressesOf(peer.ipBlock), peerText(peer), subject, context)
    }
  },
})

function* reached(rule: AllowRule, addresses: readonly AddressRange[], found: string, subject: Subject, context: CheckContext): Iterable<Offence> {
  if (overlapsAny(addresses, parseCidrs(metadataAddresses))) yield { reason: 'metadata-reachable', path: rule.path, found }
  if (opensGuardedPort(rule) && overlapsAny(addresses, parseCidrs(clusterOf(subject, context).nodeCidrs))) yield { reason: 'node-reachable', path: rule.path, found }
  const zones = context.requireEstate().of('Zone').filter((zone) => zone.purpose === 'management' && zone.name !== subject.place?.zone)
  if (overlapsAny(addresses, parseCidrs(zones.flatMap((zone) => zone.cidrs)))) yield { reason: 'management-reachable', path: rule.path, found }
}

function opensGuardedPort(rule: AllowRule): boolean {
  if (rule.ports.length === 0) return true
  return rule.ports.some((port) => {
    const range = (port.protocol ?? 'TCP') === 'TCP' ? portRange(port) : null
    return range !== null && guardedPorts.some(([from, to]) => range.from <= to && from <= range.to)
  })
}
