/**
 * Judged objects: Nodes, by the DaemonSets that Cluster.agents names with role intrusion.
 * Allowed values: present, able to land on the node, ready wherever scheduled. Which attacks its rules know is proved by a test of its own.
 */
import { agentCheck } from '../node-agents.ts'

export const runtimeSensorOnEveryNode = agentCheck({
  id: 'runtime-sensor-on-every-node',
  severity: 'high',
  role: 'intrusion',
  title: { zh: '节点均有运行时入侵检测', en: 'A runtime sensor runs on every node' },
  why: { zh: '节点上没有探针，入侵者在那里做什么都没有人看见。', en: 'On a node without a sensor nobody sees what an intruder does.' },
})
