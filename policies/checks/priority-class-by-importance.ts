/**
 * Restricted fields: label ywq.io/importance of the workload or its pod template, spec.priorityClassName of the pod.
 * Allowed values: the importance of the system in the estate (key, high, normal), and the class of names.ts for it.
 */
import { podCheck } from '../check.ts'
import { importances } from '../estate/schema/common.ts'
import { labels, priorityClasses } from '../names.ts'
import { importanceOf, metadataOf } from '../placed.ts'
import { metadataPath } from '../security-contexts.ts'

export const priorityClassByImportance = podCheck({
  id: 'priority-class-by-importance',
  severity: 'low',
  title: { zh: '按重要程度设优先级', en: 'Priority follows importance' },
  why: {
    zh: '资源不足时按优先级让位，关键业务才不会被一般业务挤掉。',
    en: 'When resources run short priority decides who yields, so that key services are not pushed out by ordinary ones.',
  },
  remedy: { zh: `写 ${labels.importance} 标签，priorityClassName 用与之对应的 ywq-key、ywq-high、ywq-normal。`, en: `Set the label ${labels.importance} and the priorityClassName that belongs to it: ywq-key, ywq-high, ywq-normal.` },
  snippet: 'metadata:\n  labels: { ywq.io/importance: high }\nspec:\n  priorityClassName: ywq-high\n',
  reasons: {
    'no-label': { zh: `没有重要程度标签 ${labels.importance}（取值 ${importances.join('、')}）`, en: `the label ${labels.importance} is missing (one of ${importances.join(', ')})` },
    'other-label': { zh: '重要程度标签与声明不符或不在取值之列', en: 'the importance label is not a known word or not what the estate says' },
    'other-class': { zh: 'priorityClassName 不是该重要程度对应的优先级', en: 'priorityClassName is not the class of that importance' },
  },
  aliases: { 'kube-linter': ['priority-class-name'], polaris: ['priorityClassNotSet'], kyverno: ['require-pod-priorityclassname', 'allowed-pod-priorities'] },
  scopes: ['tenant'],
  *evaluate(pod, context) {
    // The labels and classes are the estate's vocabulary: without an estate nobody was asked to use them.
    context.requireEstate()
    const claimed = { ...metadataOf(pod.subject).labels, ...pod.metadata.labels }
    const label = claimed[labels.importance]
    const importance = importanceOf(pod.subject, claimed, context)
    const at = `${metadataPath(pod)}.labels[${labels.importance}]`
    if (label === undefined) yield { reason: 'no-label', path: at }
    else if (label !== importance) yield { reason: 'other-label', path: at, found: importance === null ? label : `${label} ≠ ${importance}` }
    const wanted = importance === null ? null : priorityClasses[importance]
    if (wanted !== null && pod.spec.priorityClassName !== wanted) {
      yield { reason: 'other-class', path: `${pod.path}.priorityClassName`, found: `${pod.spec.priorityClassName ?? ''} ≠ ${wanted}` }
    }
  },
})
