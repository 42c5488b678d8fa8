/**
 * Restricted fields: spec.nodeSelector and required node affinity of workloads of systems whose estate document says xinchuang.state required.
 * Allowed values: a selection that leaves only nodes of a pool with xinchuang: true. Systems that still adapt or are exempt are not judged here.
 */
import { podCheck } from '../check.ts'
import { poolsOf, staysIn } from '../node-pools.ts'
import { placeOf, systemOf } from '../placed.ts'

export const workloadOnXinchuangPool = podCheck({
  id: 'workload-on-xinchuang-pool',
  severity: 'medium',
  title: { zh: '信创系统运行在信创节点池', en: 'Xinchuang systems run on xinchuang pools' },
  why: {
    zh: '声明须用信创的系统，没有限定节点就可能落到非信创节点上。',
    en: 'A system that must run on domestic hardware may land elsewhere unless its nodes are pinned.',
  },
  remedy: { zh: '用 nodeSelector 选中信创节点池的标签；尚在适配的，把 xinchuang.state 写成 adapting 并写明期限。', en: 'Select the labels of a xinchuang pool by nodeSelector; while adapting, declare xinchuang.state adapting with its date.' },
  snippet: 'spec:\n  nodeSelector: { ywq.io/pool: xinchuang }\n',
  reasons: {
    'may-leave-pool': { zh: '须用信创的系统没有限定在信创节点池', en: 'the system must run on xinchuang nodes and may land elsewhere' },
    'no-pool': { zh: '声明的集群没有信创节点池', en: 'the declared cluster has no xinchuang pool' },
  },
  scopes: ['tenant'],
  applies(pod, context) {
    placeOf(pod.subject, context)
    return systemOf(pod.subject, context)?.xinchuang?.state === 'required'
  },
  *evaluate(pod, context) {
    const pools = poolsOf(pod.subject, context).filter((p) => p.xinchuang === true)
    if (pools.length === 0) yield { reason: 'no-pool' }
    else if (!pools.some((p) => staysIn(p, pod.spec))) yield { reason: 'may-leave-pool', path: `${pod.path}.nodeSelector` }
  },
})
