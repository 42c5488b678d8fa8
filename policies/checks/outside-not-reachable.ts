/**
 * Restricted fields: everything that decides which addresses outside the cluster the pods of a tenant's namespace reach.
 * Allowed values: those of approved Flows and, for workloads that call it, the API server. The internet is reached through the egress
 * gateway, which is a shared service like any other.
 */
import { objectCheck } from '../check.ts'
import { openPairs } from '../network/open-pairs.ts'

export const outsideNotReachable = objectCheck({
  id: 'outside-not-reachable',
  severity: 'high',
  title: { zh: '业务不可直达云外', en: 'Workloads cannot reach the outside directly' },
  why: { zh: '能直接出网的容器，失守后就能外传数据、接受控制，出口网关看不见。', en: 'A pod that reaches the outside by itself can send data away and be commanded once taken, unseen by the egress gateway.' },
  remedy: { zh: '上互联网的经出口网关（共性服务 egress）；去专线对端的，声明并批准到该网段的流。', en: 'Reach the internet through the egress gateway (shared service egress); for a peer on a private line declare a Flow to its range.' },
  reasons: { reachable: { zh: '可以直达云外地址，没有已批准的流', en: 'reaches outside addresses without an approved Flow' } },
  target: { kinds: ['Namespace'] },
  scopes: ['tenant'],
  *evaluate(subject, context) {
    context.requireEstate()
    yield* openPairs(subject, context, 'outOf', 'reachable', ({ to }) => to.type === 'external')
  },
})
