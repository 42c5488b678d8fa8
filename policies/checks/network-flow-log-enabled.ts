/**
 * Judged objects: Nodes, by the DaemonSets that Cluster.agents names with role flow-log.
 * Allowed values: present, able to land on the node, ready wherever scheduled. Where the records go and how long they stay is the log centre's matter.
 */
import { agentCheck } from '../node-agents.ts'

export const networkFlowLogEnabled = agentCheck({
  id: 'network-flow-log-enabled',
  severity: 'medium',
  role: 'flow-log',
  title: { zh: '网络流日志开启', en: 'Network flow logs are on' },
  why: { zh: '没有流日志，攻击从哪来、到了哪里都查不出。', en: 'Without flow logs nobody finds out where an attack came from and where it went.' },
})
