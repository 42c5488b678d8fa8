/**
 * Restricted fields: spec.type of Services.
 * Allowed values: ClusterIP, LoadBalancer, ExternalName. A NodePort opens on every node's address, past the gateway and the network policies.
 */
import { objectCheck } from '../check.ts'
import type { ServiceSpec } from '../kubernetes.ts'

export const noNodePort = objectCheck({
  id: 'no-node-port',
  severity: 'high',
  title: { zh: '不使用节点端口', en: 'No NodePort Services' },
  aliases: { 'kube-linter': ['exposed-services'], kyverno: ['restrict-node-port'], mtb: ['MTB-PL1-BC-HI-1'] },
  why: { zh: '节点端口在每个节点的地址上开放，不经网关，也常常看不到来源地址。', en: 'A NodePort is open on the address of every node: past the gateway, and often without the caller’s address.' },
  remedy: { zh: '改为 ClusterIP，经网关区的入口提供。', en: 'Use ClusterIP and serve it through the gateway zone.' },
  snippet: `spec: { type: ClusterIP, selector: { app: web }, ports: [{ port: 8080 }] }
`,
  reasons: { 'node-port': { zh: '服务类型为 NodePort', en: 'the Service is of type NodePort' } },
  target: { kinds: ['Service'] },
  *evaluate(subject) {
    const spec = (subject.object['spec'] ?? {}) as ServiceSpec
    if (spec.type === 'NodePort') yield { reason: 'node-port', path: 'spec.type', found: (spec.ports ?? []).map((p) => p.nodePort).filter((p) => p !== undefined).join(', ') }
  },
})
