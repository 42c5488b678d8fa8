/**
 * Restricted fields: spec.volumes[*].emptyDir of workloads whose tier holds important or core data by the estate
 * (without an estate: by the data-class label).
 * Allowed values: medium Memory and a sizeLimit, so that nothing is left on the node's disk and the node's memory is bounded.
 */
import { podCheck, Skip, type CheckContext } from '../check.ts'
import { labels } from '../names.ts'
import { declaredDataClass, metadataOf } from '../placed.ts'
import type { PodTarget } from '../pod-target.ts'

export const sensitiveEmptydirInMemory = podCheck({
  id: 'sensitive-emptydir-in-memory',
  severity: 'medium',
  title: { zh: '敏感临时卷放在内存中', en: 'Sensitive scratch space stays in memory' },
  why: {
    zh: '临时卷默认写在节点磁盘上，释放后数据可能残留；放内存则随 Pod 消失。',
    en: "Scratch volumes lie on the node's disk by default and may leave data behind; in memory they vanish with the pod.",
  },
  remedy: { zh: '写 emptyDir: { medium: Memory, sizeLimit: … }。', en: 'Use emptyDir: { medium: Memory, sizeLimit: … }.' },
  snippet: 'volumes:\n  - name: scratch\n    emptyDir: { medium: Memory, sizeLimit: 64Mi }\n',
  reasons: {
    disk: { zh: '存有敏感数据的层，临时卷须放内存（medium: Memory）', en: 'the tier holds sensitive data: the scratch volume must be in memory (medium: Memory)' },
    unbounded: { zh: '内存临时卷须有 sizeLimit', en: 'a scratch volume in memory needs a sizeLimit' },
  },
  applies: (pod) => (pod.spec.volumes ?? []).some((v) => v['emptyDir'] != null),
  *evaluate(pod, context) {
    const offences = []
    for (const [i, volume] of (pod.spec.volumes ?? []).entries()) {
      const source = volume['emptyDir'] as { readonly medium?: string; readonly sizeLimit?: string | number } | null | undefined
      if (source == null) continue
      const path = `${pod.path}.volumes[${volume.name ?? i}].emptyDir`
      if (source.medium !== 'Memory') offences.push({ reason: 'disk', path: `${path}.medium`, found: source.medium ?? '' })
      else if (source.sizeLimit == null) offences.push({ reason: 'unbounded', path: `${path}.sizeLimit` })
    }
    if (offences.length > 0 && isSensitive(pod, context)) yield* offences
  },
})

function isSensitive(pod: PodTarget, context: CheckContext): boolean {
  const declared = declaredDataClass(pod.subject, context)
  if (declared !== null) return declared !== 'general'
  const claimed = pod.metadata.labels?.[labels.dataClass] ?? metadataOf(pod.subject).labels?.[labels.dataClass]
  if (claimed === undefined) throw new Skip('no-estate', { zh: '不知存有哪类数据：需要声明或数据分类标签', en: 'the class of data is unknown: needs the estate or the data-class label' })
  return claimed !== 'general'
}
