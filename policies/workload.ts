/** Fields of workload controllers beside their pod template (apps/v1 v1.34), and how many replicas really run. */
import type { CheckContext } from './check.ts'
import type { ObjectMeta } from './kubernetes.ts'
import type { Subject } from './subject.ts'

export interface WorkloadSpec {
  readonly replicas?: number
  readonly revisionHistoryLimit?: number
  /** Deployment. */
  readonly strategy?: { readonly type?: string }
  /** StatefulSet and DaemonSet. */
  readonly updateStrategy?: { readonly type?: string }
  readonly volumeClaimTemplates?: readonly { readonly metadata?: ObjectMeta }[]
}

/** Controllers that keep a number of equal pods. */
export const replicatedKinds: readonly string[] = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController']

export function workloadSpec(subject: Subject): WorkloadSpec {
  const spec = subject.object['spec']
  return typeof spec === 'object' && spec !== null ? spec : {}
}

export interface Replicas {
  readonly count: number
  /** Where the number stands, for the reader: `spec.replicas` or the autoscaler. */
  readonly from: string
}

interface AutoscalerSpec {
  readonly minReplicas?: number
  readonly scaleTargetRef?: { readonly kind?: string; readonly name?: string }
}

/**
 * Least number of replicas: minReplicas (default 1) of the HorizontalPodAutoscaler that the input holds for the workload,
 * else spec.replicas (default 1).
 */
export function replicasOf(subject: Subject, context: CheckContext): Replicas {
  for (const autoscaler of context.known('HorizontalPodAutoscaler', subject.namespace)) {
    const spec = autoscaler.object['spec'] as AutoscalerSpec | undefined
    const target = spec?.scaleTargetRef
    if (target?.kind === subject.kind && target.name === subject.name) {
      return { count: spec?.minReplicas ?? 1, from: `HorizontalPodAutoscaler/${autoscaler.name} spec.minReplicas` }
    }
  }
  return { count: workloadSpec(subject).replicas ?? 1, from: 'spec.replicas' }
}
