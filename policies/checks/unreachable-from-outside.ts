/**
 * Restricted fields: everything that decides which addresses outside the cluster reach the pods of a tenant's namespace.
 * Allowed values: those of approved Flows, on their ports. The public comes in through the ingress controller of the gateway.
 */
import { objectCheck } from '../check.ts'
import { openPairs } from '../network/open-pairs.ts'

export const unreachableFromOutside = objectCheck({
  id: 'unreachable-from-outside',
  severity: 'critical',
  title: { zh: '云外不可直达内部服务', en: 'Internal services cannot be reached from outside' },
  why: { zh: '云外能直达的容器绕过了网关的防护、日志和限流；核心数据区更是如此。', en: 'A pod that outside addresses reach goes round the gateway’s protection, logs and limits; all the worse in a data zone.' },
  remedy: { zh: '入向规则写明来源；对公众的服务经网关区的 Ingress；专线来的，声明并批准从该网段来的流。', en: 'Name the sources of ingress rules; serve the public by the gateway’s Ingress; for a private line declare a Flow from its range.' },
  reasons: { reachable: { zh: '云外地址可以到达，没有已批准的流', en: 'outside addresses reach it without an approved Flow' } },
  target: { kinds: ['Namespace'] },
  scopes: ['tenant'],
  *evaluate(subject, context) {
    context.requireEstate()
    yield* openPairs(subject, context, 'into', 'reachable', ({ from }) => from.type === 'external')
  },
})
