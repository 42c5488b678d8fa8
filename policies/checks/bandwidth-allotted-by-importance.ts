/**
 * Level four only. Restricted annotations of the pod: kubernetes.io/ingress-bandwidth and kubernetes.io/egress-bandwidth (CNI bandwidth plugin).
 * Allowed values: both set to a positive quantity; never more than a known workload of a higher importance has.
 */
import { podCheck, type CheckContext } from '../check.ts'
import { importances } from '../estate/schema/common.ts'
import { importanceOf, metadataOf, type Importance } from '../placed.ts'
import type { PodTarget } from '../pod-target.ts'
import { parseQuantity } from '../quantity.ts'
import { metadataPath } from '../security-contexts.ts'

const directions = ['kubernetes.io/ingress-bandwidth', 'kubernetes.io/egress-bandwidth'] as const

export const bandwidthAllottedByImportance = podCheck({
  id: 'bandwidth-allotted-by-importance',
  severity: 'low',
  title: { zh: '按重要程度分配带宽', en: 'Bandwidth follows importance' },
  why: {
    zh: '带宽不分主次时，一般业务的流量高峰会挤占重要业务。',
    en: 'Where bandwidth knows no rank, a peak of ordinary traffic crowds out important services.',
  },
  remedy: { zh: `在 Pod 写注解 ${directions.join('、')}，重要程度低的不得多于高的。`, en: `Set the annotations ${directions.join(' and ')}; less important workloads get no more than more important ones.` },
  snippet: 'metadata:\n  annotations:\n    kubernetes.io/ingress-bandwidth: 100M\n    kubernetes.io/egress-bandwidth: 100M\n',
  reasons: {
    missing: { zh: '没有带宽注解', en: 'the bandwidth annotation is missing' },
    invalid: { zh: '带宽注解须为正的数量，如 100M', en: 'the bandwidth annotation must be a positive quantity such as 100M' },
    'more-than-higher': { zh: '带宽多于重要程度更高的工作负载', en: 'gets more bandwidth than a more important workload' },
  },
  scopes: ['tenant'],
  applies: (_pod, context) => context.level === 4,
  *evaluate(pod, context) {
    const importance = rankOf(pod, context)
    for (const direction of directions) {
      const path = `${metadataPath(pod)}.annotations[${direction}]`
      const text = pod.metadata.annotations?.[direction]
      const value = bandwidth(pod, direction)
      if (text === undefined) yield { reason: 'missing', path }
      else if (value === null || value <= 0n) yield { reason: 'invalid', path, found: text }
      else {
        const above = importances.slice(0, importance === null ? 0 : importances.indexOf(importance))
        const bound = above.map((i) => leastOf(context).get(`${direction} ${i}`)).find((least) => least !== undefined && value > least.value)
        if (bound !== undefined) yield { reason: 'more-than-higher', path, found: `${text} > ${bound.text} (${bound.of})` }
      }
    }
  },
})

interface Least {
  readonly value: bigint
  readonly text: string
  readonly of: string
}

const leasts = new WeakMap<CheckContext, ReadonlyMap<string, Least>>()

/** Least bandwidth a direction and importance has among the known pods; computed once a context, since every pod asks. */
function leastOf(context: CheckContext): ReadonlyMap<string, Least> {
  const done = leasts.get(context)
  if (done !== undefined) return done
  const least = new Map<string, Least>()
  for (const pod of context.pods('*')) {
    const importance = rankOf(pod, context)
    if (importance === null) continue
    for (const direction of directions) {
      const value = bandwidth(pod, direction)
      const key = `${direction} ${importance}`
      const known = least.get(key)
      if (value !== null && (known === undefined || value < known.value)) {
        least.set(key, { value, text: pod.metadata.annotations?.[direction] ?? '', of: `${pod.subject.namespace}/${pod.subject.name}` })
      }
    }
  }
  leasts.set(context, least)
  return least
}

function rankOf(pod: PodTarget, context: CheckContext): Importance | null {
  return importanceOf(pod.subject, { ...metadataOf(pod.subject).labels, ...pod.metadata.labels }, context)
}

function bandwidth(pod: PodTarget, direction: (typeof directions)[number]): bigint | null {
  const text = pod.metadata.annotations?.[direction]
  return text === undefined ? null : parseQuantity(text)
}
