/**
 * Judged objects: Nodes, by the DaemonSets that Cluster.agents names with role audit, and the priority class of their pods.
 * Allowed values: present, able to land on the node, ready wherever scheduled, priority system-node-critical or system-cluster-critical so that
 * pressure on the node does not evict it. Who may delete it is judged by the RBAC checks.
 */
import { objectCheck } from '../check.ts'
import type { PodSpec } from '../kubernetes.ts'
import { agentOffences, agentReasons } from '../node-agents.ts'
import { clusterOf } from '../rbac/tenancy.ts'

const critical: readonly (string | undefined)[] = ['system-node-critical', 'system-cluster-critical']

export const auditCollectorProtected = objectCheck({
  id: 'audit-collector-protected',
  severity: 'high',
  title: { zh: '审计采集组件受保护', en: 'The audit collector is protected' },
  why: { zh: '采集组件一停，之后的操作都没有记录。', en: 'Once the collector stops, nothing that follows is recorded.' },
  remedy: { zh: '采集组件以 DaemonSet 部署到每个节点，用 system-node-critical 优先级，并在 Cluster.agents 登记 role: audit。', en: 'Run the collector as a DaemonSet on every node with priority system-node-critical and register it in Cluster.agents with role: audit.' },
  snippet: 'kind: Cluster\nagents: [{ role: audit, namespace: security, daemonSet: audit-agent }]\n',
  reasons: { ...agentReasons, evictable: { zh: '采集组件没有系统优先级，资源紧张时会被驱逐', en: 'the collector has no system priority: under pressure it is evicted' } },
  target: { kinds: ['Node'] },
  *evaluate(node, context) {
    yield* agentOffences(node, 'audit', context)
    for (const { namespace, daemonSet } of (clusterOf(node, context).agents ?? []).filter((agent) => agent.role === 'audit')) {
      const found = context.find('DaemonSet', namespace, daemonSet)
      const pod = (found?.object['spec'] as { readonly template?: { readonly spec?: PodSpec } } | undefined)?.template?.spec
      if (pod !== undefined && !critical.includes(pod.priorityClassName)) yield { reason: 'evictable', path: `agents[${namespace}/${daemonSet}].priorityClassName`, found: pod.priorityClassName ?? '—' }
    }
  },
})
