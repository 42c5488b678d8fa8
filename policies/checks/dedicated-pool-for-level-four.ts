/**
 * Restricted fields: spec.nodeSelector, required node affinity and tolerations; the pools of level 4 in the estate's Cluster; live: the node it runs on.
 * Allowed values: a level-four pod can only land on a pool of level 4, which is tainted; a pod of a lower level does not tolerate that taint
 * and does not run there.
 */
import { podCheck, type CheckContext, type Offence } from '../check.ts'
import { poolsOf, staysIn, tolerates, type Pool, type Taint } from '../node-pools.ts'
import { metadataOf, placeOf } from '../placed.ts'
import type { PodTarget } from '../pod-target.ts'
import type { Subject } from '../subject.ts'

export const dedicatedPoolForLevelFour = podCheck({
  id: 'dedicated-pool-for-level-four',
  severity: 'high',
  title: { zh: '四级系统独占资源池', en: 'Level-four systems have their own pool' },
  why: {
    zh: '四级系统与低等级系统同在一个节点，内核漏洞就能跨等级横移。',
    en: 'On a shared node one kernel flaw leads from a lower level straight into a level-four system.',
  },
  remedy: { zh: '四级工作负载用 nodeSelector 选中四级节点池，池加 NoSchedule 污点；其他工作负载删除对该污点的容忍。', en: 'Select the level-four pool by nodeSelector, taint the pool NoSchedule, and remove tolerations of that taint elsewhere.' },
  snippet: 'spec:\n  nodeSelector: { ywq.io/pool: level-four }\n  tolerations:\n    - { key: ywq.io/level, operator: Equal, value: "4", effect: NoSchedule }\n',
  reasons: {
    'may-leave-pool': { zh: '四级工作负载没有限定在四级节点池', en: 'the level-four workload may land outside a pool of level 4' },
    'no-pool': { zh: '声明的集群没有四级节点池', en: 'the declared cluster has no pool of level 4' },
    untainted: { zh: '四级节点池没有污点，低等级工作负载也能上去', en: 'the level-four pool has no taint: workloads of lower levels can land there' },
    'tolerates-taint': { zh: '低等级工作负载容忍四级节点池的污点', en: 'a workload of a lower level tolerates the taint of the level-four pool' },
    'runs-in-pool': { zh: '低等级 Pod 运行在四级节点上', en: 'a pod of a lower level runs on a node of the level-four pool' },
    'runs-outside': { zh: '四级 Pod 运行在四级节点池以外', en: 'a level-four pod runs on a node outside the level-four pool' },
  },
  scopes: ['tenant'],
  *evaluate(pod, context) {
    placeOf(pod.subject, context)
    const pools = poolsOf(pod.subject, context).filter((p) => p.level === 4)
    yield* context.level === 4 ? ofLevelFour(pod, pools, context) : ofLower(pod, pools, context)
  },
})

function* ofLevelFour(pod: PodTarget, pools: readonly Pool[], context: CheckContext): Generator<Offence> {
  const pool = pools.find((p) => staysIn(p, pod.spec))
  if (pools.length === 0) yield { reason: 'no-pool' }
  else if (pool === undefined) yield { reason: 'may-leave-pool', path: `${pod.path}.nodeSelector` }
  else if (pool.taint === undefined || nodesOf(pool, context).some((node) => !isTainted(node, pool.taint))) yield { reason: 'untainted', found: pool.name }
  const node = nodeUnder(pod, context)
  if (node !== undefined && pools.length > 0 && !pools.some((p) => isIn(p, node))) yield { reason: 'runs-outside', found: node.name }
}

function* ofLower(pod: PodTarget, pools: readonly Pool[], context: CheckContext): Generator<Offence> {
  const node = nodeUnder(pod, context)
  for (const pool of pools) {
    if (pool.taint !== undefined && tolerates(pod.spec, pool.taint)) yield { reason: 'tolerates-taint', path: `${pod.path}.tolerations`, found: pool.taint.key }
    if (node !== undefined && isIn(pool, node)) yield { reason: 'runs-in-pool', found: node.name }
  }
}

const nodesOf = (pool: Pool, context: CheckContext): readonly Subject[] => context.known('Node', '').filter((node) => isIn(pool, node))

const nodeUnder = (pod: PodTarget, context: CheckContext): Subject | undefined => (pod.spec.nodeName == null ? undefined : context.find('Node', '', pod.spec.nodeName))

function isIn(pool: Pool, node: Subject): boolean {
  const wanted = Object.entries(pool.labels)
  return wanted.length > 0 && wanted.every(([key, value]) => metadataOf(node).labels?.[key] === value)
}

function isTainted(node: Subject, taint: Taint | undefined): boolean {
  const { taints } = (node.object['spec'] ?? {}) as { readonly taints?: readonly { readonly key?: string; readonly effect?: string }[] }
  return (taints ?? []).some((t) => t.key === taint?.key && t.effect === taint?.effect)
}
