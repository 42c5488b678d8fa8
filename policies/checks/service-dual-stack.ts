/**
 * Restricted fields: spec.ipFamilyPolicy of Services in zones that are exposed (Zone.exposure not none), in clusters whose
 * service ranges are of both families.
 * Allowed values: RequireDualStack or PreferDualStack (the server refuses two ipFamilies without one of them). ExternalName Services have no address and are not judged.
 */
import { objectCheck, type CheckContext } from '../check.ts'
import type { ServiceSpec } from '../kubernetes.ts'
import { parseCidrs } from '../network/cidr.ts'
import { placeOf } from '../placed.ts'
import { clusterOf } from '../rbac/tenancy.ts'
import type { Subject } from '../subject.ts'

export const serviceDualStack = objectCheck({
  id: 'service-dual-stack',
  severity: 'medium',
  title: { zh: '对外服务支持双栈', en: 'Public Services are dual stack' },
  why: { zh: '面向公众和部门的服务须同时以 IPv4 和 IPv6 提供，否则一部分用户到达不了。', en: 'What serves the public and the departments has to answer over IPv4 and IPv6, or some users cannot reach it.' },
  remedy: { zh: '设 spec.ipFamilyPolicy: RequireDualStack。', en: 'Set spec.ipFamilyPolicy: RequireDualStack.' },
  snippet: `spec: { type: ClusterIP, ipFamilyPolicy: RequireDualStack, selector: { app: web }, ports: [{ port: 8080 }] }
`,
  reasons: { 'single-stack': { zh: '对外区域的服务只有一个地址族', en: 'a Service of an exposed zone has one address family only' } },
  target: { kinds: ['Service'] },
  scopes: ['tenant'],
  applies: (subject, context) => specOf(subject).type !== 'ExternalName' && isExposed(subject, context),
  *evaluate(subject, context) {
    const families = new Set(parseCidrs(clusterOf(subject, context).serviceCidrs).map((cidr) => cidr.family))
    if (families.size < 2) return
    const { ipFamilyPolicy } = specOf(subject)
    if (ipFamilyPolicy !== 'RequireDualStack' && ipFamilyPolicy !== 'PreferDualStack') yield { reason: 'single-stack', path: 'spec.ipFamilyPolicy', found: ipFamilyPolicy ?? 'unset' }
  },
})

function specOf(subject: Subject): ServiceSpec {
  return subject.object['spec'] ?? {}
}

function isExposed(subject: Subject, context: CheckContext): boolean {
  const zone = context.requireEstate().get('Zone', placeOf(subject, context).zone)
  return zone !== undefined && zone.exposure !== 'none'
}
