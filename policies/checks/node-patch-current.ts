/**
 * Restricted field: status.nodeInfo.kubeletVersion of Nodes, by the version of their Cluster in the estate and by the other nodes.
 * Allowed values: not newer than the API server and at most three minor versions older (Kubernetes version skew policy); no node of the same
 * minor version has a later patch. The operating system's own patches are its update channel's matter.
 */
import { objectCheck } from '../check.ts'
import { clusterOf } from '../rbac/tenancy.ts'
import type { Subject } from '../subject.ts'

const oldest = 3

export const nodePatchCurrent = objectCheck({
  id: 'node-patch-current',
  severity: 'high',
  title: { zh: '节点与集群版本受支持且补丁一致', en: 'Nodes are in support and on one patch' },
  aliases: { kyverno: ['kubernetes-version-check'] },
  why: { zh: '落下的节点带着别处已经补好的漏洞，版本差太多还会出说不清的故障。', en: 'A node left behind keeps flaws that are mended elsewhere, and too great a skew fails in strange ways.' },
  remedy: { zh: '把节点升级到与接口服务同一次版本的最新补丁。', en: 'Upgrade the node to the newest patch of the API server’s minor version.' },
  snippet: 'kind: Cluster\nversion: "1.34"\n',
  reasons: {
    'newer-than-server': { zh: '节点版本比接口服务新', en: 'the node is newer than the API server' },
    'too-old': { zh: '节点版本落后超过三个次版本', en: 'the node is more than three minor versions behind' },
    behind: { zh: '别的节点已有更新的补丁', en: 'other nodes have a later patch' },
  },
  target: { kinds: ['Node'] },
  applies: (node) => versionOf(node) !== null,
  *evaluate(node, context) {
    const own = versionOf(node)
    if (own === null) return
    const path = 'status.nodeInfo.kubeletVersion'
    const server = Number(clusterOf(node, context).version.split('.')[1])
    if (own.minor > server) yield { reason: 'newer-than-server', path, found: `1.${own.minor} > 1.${server}` }
    if (own.minor < server - oldest) yield { reason: 'too-old', path, found: `1.${own.minor} < 1.${server - oldest}` }
    const latest = Math.max(...context.known('Node', '').map((other) => versionOf(other)).filter((v) => v !== null).filter((v) => v.minor === own.minor).map((v) => v.patch))
    if (own.patch < latest) yield { reason: 'behind', path, found: `1.${own.minor}.${own.patch} < 1.${own.minor}.${latest}` }
  },
})

function versionOf(node: Subject): { readonly minor: number; readonly patch: number } | null {
  const status = (node.object['status'] ?? {}) as { readonly nodeInfo?: { readonly kubeletVersion?: string } }
  const [, minor, patch] = /^v1\.(\d+)\.(\d+)/.exec(status.nodeInfo?.kubeletVersion ?? '') ?? []
  return minor === undefined || patch === undefined ? null : { minor: Number(minor), patch: Number(patch) }
}
