/**
 * Restricted fields: spec.externalIPs of Services.
 * Allowed values: unset or empty. Whoever may write a Service can take over any address with it (CVE-2020-8554).
 */
import { objectCheck } from '../check.ts'
import type { ServiceSpec } from '../kubernetes.ts'

export const noExternalIps = objectCheck({
  id: 'no-external-ips',
  severity: 'high',
  title: { zh: '服务不占用外部地址', en: 'No external addresses on Services' },
  aliases: { kyverno: ['restrict-service-external-ips'] },
  why: { zh: 'externalIPs 可以把发往任意地址的流量截到自己的容器组里。', en: 'externalIPs can divert traffic for any address to one’s own pods.' },
  remedy: { zh: '删除 spec.externalIPs，经网关区的入口提供。', en: 'Remove spec.externalIPs and serve through the gateway zone.' },
  snippet: `spec: { type: ClusterIP, selector: { app: web }, ports: [{ port: 8080 }] }
`,
  reasons: { 'external-ips': { zh: '服务声明了外部地址', en: 'the Service claims external addresses' } },
  target: { kinds: ['Service'] },
  *evaluate(subject) {
    const addresses = ((subject.object['spec'] ?? {}) as ServiceSpec).externalIPs ?? []
    if (addresses.length > 0) yield { reason: 'external-ips', path: 'spec.externalIPs', found: addresses.join(', ') }
  },
})
