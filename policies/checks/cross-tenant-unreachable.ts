/**
 * Restricted fields: everything that decides who reaches the pods of a tenant's namespace (network policies of all tiers, labels, ports).
 * Allowed values: no pod of another department reaches it but on the ports of approved Flows; nor do pods of namespaces that the estate
 * does not hold. The platform's and the server's own namespaces are judged by their baseline.
 */
import { objectCheck } from '../check.ts'
import { openPairs } from '../network/open-pairs.ts'
import { unplaced, zoneOf } from '../network/report/ends.ts'
import { placeOf } from '../placed.ts'

export const crossTenantUnreachable = objectCheck({
  id: 'cross-tenant-unreachable',
  severity: 'critical',
  title: { zh: '租户之间互不可达', en: 'Tenants cannot reach each other' },
  aliases: { mtb: ['MTB-PL1-CC-TI-2'] },
  why: { zh: '一个部门失守，不应成为进入别的部门的路。', en: 'One department that is taken must not be the way into another.' },
  remedy: { zh: '确需互访的，声明 Flow 并经目标方和主管局批准；否则删除放行它的规则。', en: 'Where access is needed, declare a Flow and have it approved by the target’s owner and the bureau; else delete the rule that opens it.' },
  reasons: { reachable: { zh: '别的租户可以到达，没有已批准的流', en: 'another tenant reaches it without an approved Flow' } },
  target: { kinds: ['Namespace'] },
  scopes: ['tenant'],
  *evaluate(subject, context) {
    const own = placeOf({ ...subject, namespace: subject.name }, context).department
    yield* openPairs(subject, context, 'into', 'reachable', ({ from }) =>
      from.type === 'workload' && (from.subject.place === undefined ? zoneOf(from) === unplaced : from.subject.place.department !== own))
  },
})
