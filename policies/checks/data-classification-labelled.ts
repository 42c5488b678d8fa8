/**
 * Restricted field: label ywq.io/data-class of tenant Namespaces, PersistentVolumeClaims, Secrets and StatefulSets (and of their claim templates).
 * Allowed values: general, important, core; where the estate declares the tier's data, not less than its highest class.
 */
import { objectCheck, type Offence } from '../check.ts'
import { dataClasses } from '../estate/schema/common.ts'
import type { ObjectMeta } from '../kubernetes.ts'
import { labels } from '../names.ts'
import { declaredDataClass, metadataOf } from '../placed.ts'
import { workloadSpec } from '../workload.ts'

const label = labels.dataClass

export const dataClassificationLabelled = objectCheck({
  id: 'data-classification-labelled',
  severity: 'medium',
  title: { zh: '数据分类标记齐全', en: 'Data class is labelled' },
  why: {
    zh: '没有分类标记，就无法按类别加密、备份和限制访问，也说不清数据存在哪里。',
    en: 'Without the label nothing can be encrypted, backed up or restricted by class, and nobody can say where the data lies.',
  },
  remedy: { zh: `加标签 ${label}，取值 ${dataClasses.join('、')}，不低于声明的数据类别。`, en: `Set the label ${label} to ${dataClasses.join(', ')}, not below what the estate declares.` },
  snippet: `metadata:\n  labels: { ${label}: important }\n`,
  reasons: {
    missing: { zh: `没有数据分类标签 ${label}`, en: `the label ${label} is missing` },
    unknown: { zh: `数据分类标签的取值须为 ${dataClasses.join('、')}`, en: `the label must be one of ${dataClasses.join(', ')}` },
    lower: { zh: '数据分类标签低于声明的类别', en: 'the label is below the class that the estate declares' },
  },
  aliases: { kyverno: ['require-labels'] },
  scopes: ['tenant'],
  target: { kinds: ['Namespace', 'PersistentVolumeClaim', 'Secret', 'StatefulSet'] },
  *evaluate(subject, context) {
    // The labels and classes are the estate's vocabulary: without an estate nobody was asked to use them.
    context.requireEstate()
    const least = declaredDataClass(subject, context) ?? 'general'
    yield* judge(metadataOf(subject), 'metadata', least)
    for (const [i, claim] of (subject.kind === 'StatefulSet' ? (workloadSpec(subject).volumeClaimTemplates ?? []) : []).entries()) {
      yield* judge(claim.metadata ?? {}, `spec.volumeClaimTemplates[${claim.metadata?.name ?? i}].metadata`, least)
    }
  },
})

function* judge(metadata: ObjectMeta, path: string, least: (typeof dataClasses)[number]): Generator<Offence> {
  const value = metadata.labels?.[label]
  const at = `${path}.labels[${label}]`
  const rank = dataClasses.findIndex((c) => c === value)
  if (value === undefined) yield { reason: 'missing', path: at }
  else if (rank < 0) yield { reason: 'unknown', path: at, found: value }
  else if (rank < dataClasses.indexOf(least)) yield { reason: 'lower', path: at, found: `${value} < ${least}` }
}
