/**
 * Restricted objects: Nodes, by the pools and node ranges of their Cluster in the estate.
 * Allowed values: all labels of one declared pool, every InternalIP inside nodeCidrs. Devices that are no nodes are seen by the network's own access control.
 */
import { objectCheck, Skip } from '../check.ts'
import { parseCidr, contains } from '../network/cidr.ts'
import { metadataOf } from '../placed.ts'
import { clusterOf } from '../rbac/tenancy.ts'

export const noUnregisteredNode = objectCheck({
  id: 'no-unregistered-node',
  severity: 'high',
  title: { zh: '没有未登记的节点', en: 'No unregistered node' },
  why: { zh: '私自接进来的节点能拉走工作负载和它们的密钥。', en: 'A node that joined unasked draws workloads and their Secrets to itself.' },
  remedy: { zh: '把节点登记到 Cluster 的节点池和节点网段；来历不明的立即移出并吊销其凭证。', en: 'Register the node in a pool and the node ranges of its Cluster; remove one of unknown origin at once and revoke its credentials.' },
  snippet: 'kind: Cluster\nnodeCidrs: [10.10.0.0/20]\npools: [{ name: shared, labels: { ywq.io/pool: shared } }]\n',
  reasons: {
    'no-pool': { zh: '节点不属于任何已声明的节点池', en: 'the node belongs to no declared pool' },
    'address-outside': { zh: '节点地址在声明的节点网段之外', en: 'the node’s address is outside the declared node ranges' },
  },
  target: { kinds: ['Node'] },
  *evaluate(node, context) {
    const { pools = [], nodeCidrs } = clusterOf(node, context)
    if (pools.length === 0) throw new Skip('unsupported', { zh: '声明没有登记节点池（Cluster.pools），无从比对', en: 'the estate declares no pools (Cluster.pools): nothing to compare with' })
    const labels = metadataOf(node).labels ?? {}
    if (!pools.some((pool) => Object.entries(pool.labels).every(([key, value]) => labels[key] === value))) yield { reason: 'no-pool', path: 'metadata.labels' }
    const { addresses } = (node.object['status'] ?? {}) as { readonly addresses?: readonly { readonly type?: string; readonly address?: string }[] }
    const ranges = nodeCidrs.map(parseCidr)
    for (const { type, address = '' } of addresses ?? []) {
      const host = type === 'InternalIP' ? parseCidr(`${address}/${address.includes(':') ? 128 : 32}`) : null
      if (host !== null && !ranges.some((range) => range !== null && contains(range, host))) yield { reason: 'address-outside', path: `status.addresses[${address}]`, found: address }
    }
  },
})
