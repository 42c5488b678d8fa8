/** Placement on node pools: which pools a pod can only land on, and which taints it tolerates (scheduler rules, v1.34). */
import type { CheckContext } from './check.ts'
import type { DocumentOf } from './estate/document.ts'
import type { LabelSelectorRequirement, PodSpec } from './kubernetes.ts'
import type { Subject } from './subject.ts'

export type Pool = NonNullable<DocumentOf<'Cluster'>['pools']>[number]
export type Taint = NonNullable<Pool['taint']>

/** Pools of the cluster that an object runs in, by the estate: its own cluster, or the only one where the input does not say. */
export function poolsOf(subject: Subject, context: CheckContext): readonly Pool[] {
  const clusters = context.requireEstate().of('Cluster')
  const cluster = clusters.find((c) => c.name === subject.cluster) ?? (subject.cluster === '' && clusters.length === 1 ? clusters[0] : undefined)
  return cluster?.pools ?? []
}

/** True where nodeSelector and required node affinity together leave only nodes with all labels of the pool. */
export function staysIn(pool: Pool, spec: PodSpec): boolean {
  const wanted = Object.entries(pool.labels)
  return wanted.length > 0 && wanted.every(([key, value]) => spec.nodeSelector?.[key] === value || affinityDemands(spec, key, value))
}

/** Node selector terms are ORed and an empty term matches no node, so every other term must demand the label. */
function affinityDemands(spec: PodSpec, key: string, value: string): boolean {
  const terms = (spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []).filter(
    (term) => (term.matchExpressions ?? []).length + (term.matchFields ?? []).length > 0,
  )
  const demands = (r: LabelSelectorRequirement): boolean => r.key === key && r.operator === 'In' && r.values?.length === 1 && r.values[0] === value
  return terms.length > 0 && terms.every((term) => (term.matchExpressions ?? []).some(demands))
}

/** True where a toleration of the pod covers the taint: no key with Exists covers all, no effect covers every effect. */
export function tolerates(spec: PodSpec, taint: Taint): boolean {
  return (spec.tolerations ?? []).some((t) => {
    if (t.effect != null && t.effect !== '' && t.effect !== taint.effect) return false
    const exists = t.operator === 'Exists'
    if (t.key == null || t.key === '') return exists
    return t.key === taint.key && (exists || (t.value ?? '') === (taint.value ?? ''))
  })
}
