/**
 * Restricted field: spec.replicas (unset is 1), or minReplicas (unset is 1) of the HorizontalPodAutoscaler that owns it.
 * Allowed values: at least 2 for Deployments, StatefulSets, ReplicaSets and ReplicationControllers of importance key or high.
 * A suspended system runs nothing and is not judged.
 */
import { podCheck, Skip } from '../check.ts'
import { importanceOf, metadataOf, systemOf } from '../placed.ts'
import { replicasOf, replicatedKinds } from '../workload.ts'

export const replicasAtLeastTwo = podCheck({
  id: 'replicas-at-least-two',
  severity: 'medium',
  title: { zh: '副本数不少于二', en: 'At least two replicas' },
  why: {
    zh: '只有一个副本时，节点故障或升级就是业务中断。',
    en: 'With one replica every node failure and every upgrade is an outage.',
  },
  remedy: { zh: '把 replicas（或自动伸缩的 minReplicas）设为 2 以上。', en: "Set replicas (or the autoscaler's minReplicas) to 2 or more." },
  snippet: 'spec:\n  replicas: 2\n',
  reasons: { 'too-few': { zh: '重要业务的副本数须不少于 2', en: 'an important workload needs at least 2 replicas' } },
  aliases: {
    'kube-linter': ['minimum-three-replicas', 'hpa-minimum-three-replicas'], polaris: ['deploymentMissingReplicas', 'hpaMinAvailability'],
    kyverno: ['require-deployments-have-multiple-replicas'],
  },
  scopes: ['tenant'],
  applies: (pod, context) => replicatedKinds.includes(pod.subject.kind) && systemOf(pod.subject, context)?.phase !== 'suspended',
  *evaluate(pod, context) {
    const { count, from } = replicasOf(pod.subject, context)
    if (count >= 2) return
    const importance = importanceOf(pod.subject, { ...metadataOf(pod.subject).labels, ...pod.metadata.labels }, context)
    if (importance === null) throw new Skip('no-estate', { zh: '不知重要程度：需要声明或重要程度标签', en: 'the importance is unknown: needs the estate or the importance label' })
    if (importance !== 'normal') yield { reason: 'too-few', path: from, found: String(count) }
  },
})
