/**
 * Judged objects: Nodes, by the DaemonSets that Cluster.agents names with role metrics.
 * Allowed values: present, able to land on the node, ready wherever scheduled. Whether it is scraped is for the monitoring's own alerts.
 */
import { agentCheck } from '../node-agents.ts'

export const monitoringCoversEveryNode = agentCheck({
  id: 'monitoring-covers-every-node',
  severity: 'medium',
  role: 'metrics',
  title: { zh: '监测覆盖全部节点', en: 'Monitoring covers every node' },
  why: { zh: '看不到的节点出了故障，要等业务中断才有人知道。', en: 'A node that nobody watches fails unseen until a service stops.' },
})
