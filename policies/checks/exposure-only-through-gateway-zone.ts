/**
 * Restricted fields: Services of type LoadBalancer or NodePort or with externalIPs, Gateways, Ingresses.
 * Allowed values: Services and Gateways that open a door only in zones of purpose access and in the namespace of the cluster's ingress
 * controller; Ingresses, which are served through that door, also in zones whose exposure is not none. Important zones hold none of them.
 */
import { objectCheck } from '../check.ts'
import type { ServiceSpec } from '../kubernetes.ts'
import { placeOf } from '../placed.ts'
import { clusterOf } from '../rbac/tenancy.ts'
import type { Subject } from '../subject.ts'

export const exposureOnlyThroughGatewayZone = objectCheck({
  id: 'exposure-only-through-gateway-zone',
  severity: 'critical',
  title: { zh: '只经网关区对外暴露', en: 'Exposure only through the gateway zone' },
  aliases: { 'kube-linter': ['exposed-services'], kyverno: ['restrict-node-port', 'restrict-service-external-ips', 'restrict-loadbalancer'], mtb: ['MTB-PL1-BC-HI-1'] },
  why: { zh: '每一个自行对外的入口都绕过网关上的防护、审计和限流。', en: 'Every door of its own goes round the protection, the logs and the limits of the gateway.' },
  remedy: { zh: '改为 ClusterIP，由网关区的 Ingress 或 Gateway 对外提供。', en: 'Use ClusterIP and serve the outside by the gateway zone’s Ingress or Gateway.' },
  snippet: `apiVersion: v1
kind: Service
metadata: { name: web, namespace: data-bureau--portal--web }
spec: { type: ClusterIP, selector: { app: web }, ports: [{ port: 8080 }] }
`,
  reasons: {
    'outside-gateway': { zh: '在网关区之外自行对外暴露', en: 'exposed to the outside from a zone that is no gateway zone' },
    'zone-not-exposed': { zh: '所在区不对外暴露，却有入口', en: 'an entry in a zone that is exposed to nobody' },
    'important-zone': { zh: '重要区域里有对外入口', en: 'an entry in an important zone' },
  },
  target: { kinds: ['Service', 'Ingress', 'Gateway'] },
  *evaluate(subject, context) {
    const door = doorOf(subject)
    if (door === null) return
    if (clusterOf(subject, context).ingress?.namespace === subject.namespace) return
    if (subject.scope === 'platform') {
      yield { reason: 'outside-gateway', found: door }
      return
    }
    const { zone: name } = placeOf(subject, context)
    const zone = context.requireEstate().get('Zone', name)
    const found = `${door}, ${name}`
    if (zone === undefined) yield { reason: 'outside-gateway', found }
    else if (zone.important === true) yield { reason: 'important-zone', found }
    else if (zone.exposure === 'none') yield { reason: 'zone-not-exposed', found }
    else if (zone.purpose !== 'access' && subject.kind !== 'Ingress') yield { reason: 'outside-gateway', found }
  },
})

/** What opens to the outside, or null for a Service that does not. */
function doorOf(subject: Subject): string | null {
  if (subject.kind !== 'Service') return subject.kind
  const spec = (subject.object['spec'] ?? {}) as ServiceSpec
  if (spec.type === 'LoadBalancer' || spec.type === 'NodePort') return spec.type
  return (spec.externalIPs ?? []).length > 0 ? 'externalIPs' : null
}
