/**
 * Restricted fields: labels ywq.io/department, system, tier, zone, level, environment and owner of tenant namespaces.
 * Allowed values: what the estate says of the namespace (owner: Department.owner). A system without a grading object carries no level label.
 */
import { objectCheck, type CheckContext } from '../check.ts'
import { labels } from '../names.ts'
import { metadataOf } from '../placed.ts'
import type { Subject } from '../subject.ts'

const words = ['department', 'system', 'tier', 'zone', 'level', 'environment', 'owner'] as const

export const namespaceOwnershipLabels = objectCheck({
  id: 'namespace-ownership-labels',
  severity: 'high',
  title: { zh: '命名空间归属标签齐全', en: 'Namespaces carry ownership labels' },
  aliases: { 'kube-linter': ['required-label-owner'], kyverno: ['require-labels'], cis: ['5.7.1'] },
  why: { zh: '没有归属标签，出了问题找不到部门、等级和负责人，隔离也无从按区落实。', en: 'Without ownership labels nobody knows whose department, level and zone it is when something happens.' },
  remedy: { zh: '由空间栈按声明写标签；接管的命名空间先在声明里写明。', en: 'Let the space stack write the labels from the declaration; declare an adopted namespace first.' },
  snippet: `metadata:
  labels:
    ywq.io/department: data-bureau
    ywq.io/system: portal
    ywq.io/tier: web
    ywq.io/zone: service
    ywq.io/level: "3"
    ywq.io/environment: production
    ywq.io/owner: zhou
`,
  reasons: {
    'label-missing': { zh: '缺少归属标签', en: 'an ownership label is missing' },
    'label-differs': { zh: '归属标签与声明不一致', en: 'an ownership label differs from the declaration' },
  },
  target: { kinds: ['Namespace'] },
  scopes: ['tenant'],
  *evaluate(subject, context) {
    // The labels and classes are the estate's vocabulary: without an estate nobody was asked to use them.
    context.requireEstate()
    const own = metadataOf(subject).labels ?? {}
    const expected = expectedLabels(subject, context)
    for (const word of words) {
      const key = labels[word]
      const path = `metadata.labels[${key}]`
      const wanted = expected?.[word]
      if (own[key] === undefined) {
        if (expected === null || wanted !== undefined) yield { reason: 'label-missing', path }
      } else if (expected !== null && own[key] !== wanted) yield { reason: 'label-differs', path, found: `${own[key]} (${wanted ?? '—'})` }
    }
    // Labels are complete; whether they are true, only the estate can tell.
    if (context.estate === null) context.requireEstate()
  },
})

/** Labels by the estate; null where it does not hold the namespace (no-undeclared-namespace reports that). */
function expectedLabels(subject: Subject, context: CheckContext): Partial<Record<(typeof words)[number], string>> | null {
  const { place } = subject
  if (place === undefined || context.estate === null) return null
  const owner = context.estate.get('Department', place.department)?.owner
  return {
    department: place.department, system: place.system, tier: place.tier, zone: place.zone, environment: place.environment,
    ...(place.level === null ? {} : { level: String(place.level) }), ...(owner === undefined ? {} : { owner }),
  }
}
