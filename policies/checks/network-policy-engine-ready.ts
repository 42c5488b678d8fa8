/**
 * Restricted fields: Cluster.networkPlugin.enforcesNetworkPolicy.
 * Allowed values: true. (That the plugin's agents are ready on every node is a matter of the live cluster.)
 */
import { estateCheck } from '../check.ts'

export const networkPolicyEngineReady = estateCheck({
  id: 'network-policy-engine-ready',
  severity: 'critical',
  title: { zh: '网络插件执行网络策略', en: 'The network plugin enforces policy' },
  why: { zh: '网络插件不执行 NetworkPolicy 时，策略照样能创建，却什么也不拦。', en: 'Where the plugin does not enforce NetworkPolicy, policies are accepted and stop nothing.' },
  remedy: { zh: '换用执行 NetworkPolicy 的网络插件。', en: 'Use a network plugin that enforces NetworkPolicy.' },
  snippet: 'networkPlugin: { name: cilium, enforcesNetworkPolicy: true }\n',
  reasons: { 'not-enforced': { zh: '网络插件不执行 NetworkPolicy', en: 'the network plugin does not enforce NetworkPolicy' } },
  aliases: { cis: ['5.3.1'] },
  target: { estate: 'Cluster' },
  *evaluate(cluster) {
    if (!cluster.networkPlugin.enforcesNetworkPolicy) yield { reason: 'not-enforced', path: 'networkPlugin.enforcesNetworkPolicy', found: cluster.networkPlugin.name }
  },
})
