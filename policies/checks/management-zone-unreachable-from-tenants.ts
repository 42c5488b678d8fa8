/**
 * Restricted fields: everything that decides who reaches the pods of namespaces in zones of purpose management.
 * Allowed values: from zones of other purposes nothing but the ports of approved Flows.
 */
import { objectCheck, type CheckContext } from '../check.ts'
import { openPairs } from '../network/open-pairs.ts'
import { placeOfEnd } from '../network/report/ends.ts'
import type { Place } from '../subject.ts'

export const managementZoneUnreachableFromTenants = objectCheck({
  id: 'management-zone-unreachable-from-tenants',
  severity: 'critical',
  title: { zh: '租户不可达管理区', en: 'Tenants cannot reach the management zone' },
  why: { zh: '管理区里的工具管着全部系统；业务能到管理区，一个业务失守就可能全失守。', en: 'The tools of the management zone govern every system; what reaches them from business may take all of it.' },
  remedy: { zh: '删除放行到管理区的规则；确需上报日志、监控的，声明并批准单独的流。', en: 'Delete the rule that opens the management zone; for logs and metrics declare a Flow of its own.' },
  reasons: { reachable: { zh: '业务区可以到达管理区，没有已批准的流', en: 'a business zone reaches the management zone without an approved Flow' } },
  target: { kinds: ['Namespace'] },
  scopes: ['tenant'],
  applies: (subject, context) => isManagement(context.estate?.tierOf(subject.cluster, subject.name)?.place, context),
  *evaluate(subject, context) {
    yield* openPairs(subject, context, 'into', 'reachable', ({ from }) => placeOfEnd(from) !== undefined && !isManagement(placeOfEnd(from), context))
  },
})

function isManagement(place: Place | undefined, context: CheckContext): boolean {
  return place !== undefined && context.estate?.get('Zone', place.zone)?.purpose === 'management'
}
