/**
 * Restricted fields: spec of HorizontalPodAutoscalers (autoscaling/v2).
 * Allowed values: maxReplicas above minReplicas (unset is 1), a target that exists. Without metrics the API scales by CPU at 80 %. How high the peak
 * goes is for a load test; whether nodes have room for it is for the quota and capacity checks.
 */
import { objectCheck } from '../check.ts'
import type { Subject } from '../subject.ts'

interface Scaler {
  readonly minReplicas?: number
  readonly maxReplicas?: number
  readonly scaleTargetRef?: { readonly kind?: string; readonly name?: string }
}

/** Kinds of our table that an autoscaler can drive. */
const scalable: readonly string[] = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController']

export const autoscalerAbsorbsPeak = objectCheck({
  id: 'autoscaler-absorbs-peak',
  severity: 'medium',
  title: { zh: '自动伸缩能应对高峰', en: 'The autoscaler absorbs the peak' },
  why: { zh: '上限等于下限或目标不在的自动伸缩，高峰来了一个副本也加不出。', en: 'An autoscaler without room or target adds not one replica when the peak comes.' },
  remedy: { zh: '把 maxReplicas 设得高于 minReplicas，目标指向存在的工作负载。', en: 'Set maxReplicas above minReplicas and name a workload that exists.' },
  snippet: 'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }\n  minReplicas: 2\n  maxReplicas: 6\n  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]\n',
  reasons: {
    'no-headroom': { zh: '上限不高于下限，没有余量', en: 'the maximum is not above the minimum: there is no headroom' },
    'no-target': { zh: '目标工作负载不存在', en: 'the target workload does not exist' },
  },
  target: { kinds: ['HorizontalPodAutoscaler'] },
  *evaluate(subject, context) {
    const { minReplicas = 1, maxReplicas = 1, scaleTargetRef } = specOf(subject)
    if (maxReplicas <= minReplicas) yield { reason: 'no-headroom', path: 'spec.maxReplicas', found: `${minReplicas}–${maxReplicas}` }
    const { kind = '', name = '' } = scaleTargetRef ?? {}
    if (scalable.includes(kind) && context.find(kind, subject.namespace, name) === undefined && context.all(kind, subject.namespace).every((s) => s.name !== name)) yield { reason: 'no-target', path: 'spec.scaleTargetRef', found: `${kind}/${name}` }
  },
})

const specOf = (subject: Subject): Scaler => (subject.object['spec'] ?? {})
