/**
 * Restricted fields: spec.topologySpreadConstraints and spec.affinity.podAntiAffinity of workloads with two or more replicas.
 * Allowed values: a constraint or anti-affinity (required or preferred) over topology.kubernetes.io/zone or kubernetes.io/hostname that
 * selects the workload's own pods. Live: its running pods do not all sit on one node, nor in one zone where the nodes have several.
 */
import { podCheck, type CheckContext } from '../check.ts'
import type { LabelSelector, PodSpec } from '../kubernetes.ts'
import { selects } from '../network/selector.ts'
import { metadataOf } from '../placed.ts'
import type { PodTarget } from '../pod-target.ts'
import { subjectKey, type Subject } from '../subject.ts'
import { replicasOf, replicatedKinds } from '../workload.ts'

const zone = 'topology.kubernetes.io/zone'
const domains: readonly string[] = [zone, 'kubernetes.io/hostname']

export const spreadAcrossFailureDomains = podCheck({
  id: 'spread-across-failure-domains',
  severity: 'medium',
  title: { zh: '副本跨故障域分布', en: 'Replicas spread over failure domains' },
  why: {
    zh: '副本挤在同一节点或机房时，一处故障就全部失去。',
    en: 'Replicas on one node or in one room are lost together.',
  },
  remedy: { zh: `加 topologySpreadConstraints，topologyKey 用 ${zone} 或 kubernetes.io/hostname，并选中自己的 Pod。`, en: `Add topologySpreadConstraints over ${zone} or kubernetes.io/hostname that select the workload's own pods.` },
  snippet: `topologySpreadConstraints:\n  - topologyKey: ${zone}\n    maxSkew: 1\n    whenUnsatisfiable: ScheduleAnyway\n    labelSelector: { matchLabels: { app.kubernetes.io/name: portal } }\n`,
  reasons: {
    none: { zh: '没有跨节点或跨机房的分布约束', en: 'nothing spreads the replicas over nodes or zones' },
    'selects-others': { zh: '分布约束没有选中自己的 Pod，不起作用', en: "the constraint does not select the workload's own pods and has no effect" },
    'one-node': { zh: '运行中的副本都在同一节点', en: 'all running replicas sit on one node' },
    'one-zone': { zh: '运行中的副本都在同一故障域，而集群有多个', en: 'all running replicas sit in one zone although the cluster has several' },
  },
  aliases: { 'kube-linter': ['no-anti-affinity'], polaris: ['topologySpreadConstraint'], kyverno: ['spread-pods-across-topology', 'topologyspreadconstraints-policy'] },
  applies: (pod, context) => replicatedKinds.includes(pod.subject.kind) && replicasOf(pod.subject, context).count >= 2,
  *evaluate(pod, context) {
    const selectors = spreadSelectors(pod.spec)
    if (selectors.length === 0) yield { reason: 'none' }
    else if (!selectors.some((s) => selects(s, pod.metadata.labels))) yield { reason: 'selects-others' }
    yield* placement(pod, context)
  },
})

function spreadSelectors(spec: PodSpec): readonly (LabelSelector | undefined)[] {
  const anti = spec.affinity?.podAntiAffinity
  const terms = [
    ...(spec.topologySpreadConstraints ?? []),
    ...(anti?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
    ...(anti?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map((p) => p.podAffinityTerm ?? {}),
  ]
  return terms.filter((t) => domains.includes(t.topologyKey ?? '')).map((t) => t.labelSelector)
}

function* placement(pod: PodTarget, context: CheckContext): Generator<{ reason: string; found: string }> {
  const nodes = new Set<string>()
  let running = 0
  for (const candidate of context.known('Pod', pod.subject.namespace)) {
    const { nodeName } = (candidate.object['spec'] ?? {}) as PodSpec
    const status = candidate.object['status'] as { readonly phase?: string } | null | undefined
    if (nodeName == null || status?.phase !== 'Running' || !isOwnedBy(candidate, pod.subject, context)) continue
    nodes.add(nodeName)
    running++
  }
  if (running < 2) return
  const [first = ''] = nodes
  if (nodes.size === 1) yield { reason: 'one-node', found: first }
  const zoneOf = new Map(context.known('Node', '').map((n) => [n.name, metadataOf(n).labels?.[zone]]))
  const used = new Set([...nodes].map((n) => zoneOf.get(n)))
  const [only] = used
  if (used.size === 1 && only !== undefined && new Set([...zoneOf.values()].filter((z) => z !== undefined)).size > 1) yield { reason: 'one-zone', found: only }
}

/** Pod → ReplicaSet → Deployment: two steps at most. */
function isOwnedBy(candidate: Subject, owner: Subject, context: CheckContext): boolean {
  const key = subjectKey(owner)
  if (candidate.controlledBy === key) return true
  return context.known('ReplicaSet', owner.namespace).some((set) => subjectKey(set) === candidate.controlledBy && set.controlledBy === key)
}
