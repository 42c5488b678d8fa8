/**
 * Restricted fields: ResourceQuotas and LimitRanges of tenant namespaces.
 * Allowed values: quotas without scopes that together bound cpu, memory, storage (requests.storage, of all classes or one) and the number of
 * pods; a LimitRange for containers with default and defaultRequest of cpu and memory.
 */
import { objectCheck, type CheckContext, type Offence } from '../check.ts'
import { parseQuantity } from '../quantity.ts'
import type { Subject } from '../subject.ts'

type Amounts = Readonly<Record<string, string | number>>
interface QuotaSpec {
  readonly hard?: Amounts
  readonly scopes?: readonly string[]
  readonly scopeSelector?: { readonly matchExpressions?: readonly unknown[] }
}
interface LimitSpec {
  readonly limits?: readonly { readonly type?: string; readonly default?: Amounts; readonly defaultRequest?: Amounts }[]
}

const dimensions: readonly (readonly [reason: string, bounds: (resource: string) => boolean])[] = [
  ['no-cpu', (r) => r === 'cpu' || r === 'requests.cpu' || r === 'limits.cpu'],
  ['no-memory', (r) => r === 'memory' || r === 'requests.memory' || r === 'limits.memory'],
  ['no-storage', (r) => r === 'requests.storage' || r.endsWith('.storageclass.storage.k8s.io/requests.storage')],
  ['no-pod-count', (r) => r === 'pods' || r === 'count/pods'],
]

export const resourceQuotaPresent = objectCheck({
  id: 'resource-quota-present',
  severity: 'medium',
  title: { zh: '命名空间有配额和默认限额', en: 'Quota and default limits exist' },
  aliases: { kyverno: ['add-ns-quota'], mtb: ['MTB-PL1-CC-FNS-1', 'MTB-PL1-CC-FNS-2', 'MTB-PL1-CC-TI-1'] },
  why: { zh: '没有配额，一个租户就能占满集群，别的系统随之停摆。', en: 'Without a quota one tenant can fill the cluster and stop the systems of all others.' },
  remedy: { zh: '为命名空间建 ResourceQuota（CPU、内存、存储、容器组数）和 LimitRange（默认值）。', en: 'Give the namespace a ResourceQuota (cpu, memory, storage, pods) and a LimitRange with defaults.' },
  snippet: `apiVersion: v1
kind: ResourceQuota
metadata: { name: ywq-quota, namespace: data-bureau--portal--web }
spec: { hard: { requests.cpu: "8", requests.memory: 16Gi, requests.storage: 200Gi, pods: "40" } }
---
apiVersion: v1
kind: LimitRange
metadata: { name: ywq-defaults, namespace: data-bureau--portal--web }
spec: { limits: [{ type: Container, default: { cpu: 500m, memory: 512Mi }, defaultRequest: { cpu: 100m, memory: 128Mi } }] }
`,
  reasons: {
    'no-quota': { zh: '没有资源配额', en: 'there is no ResourceQuota' },
    'no-cpu': { zh: '配额没有限制 CPU', en: 'the quota does not bound cpu' },
    'no-memory': { zh: '配额没有限制内存', en: 'the quota does not bound memory' },
    'no-storage': { zh: '配额没有限制存储', en: 'the quota does not bound storage' },
    'no-pod-count': { zh: '配额没有限制容器组数量', en: 'the quota does not bound the number of pods' },
    'no-limit-range': { zh: '没有容器默认限额（LimitRange）', en: 'there is no LimitRange for containers' },
    'no-default': { zh: '容器默认限额不完整', en: 'the LimitRange leaves a default out' },
  },
  target: { kinds: ['Namespace'] },
  scopes: ['tenant'],
  *evaluate(subject, context) {
    yield* quota(subject.name, context)
    yield* limitRange(subject.name, context)
  },
})

function* quota(namespace: string, context: CheckContext): Iterable<Offence> {
  const specs = context.all('ResourceQuota', namespace).map((q): QuotaSpec => specOf(q))
  if (specs.length === 0) {
    yield { reason: 'no-quota' }
    return
  }
  // A quota with scopes bounds only some of the pods.
  const whole = specs.filter((spec) => (spec.scopes ?? []).length === 0 && (spec.scopeSelector?.matchExpressions ?? []).length === 0)
  const bounded = whole.flatMap((spec) => Object.entries(spec.hard ?? {}).filter(([, amount]) => parseQuantity(amount) !== null).map(([resource]) => resource))
  for (const [reason, bounds] of dimensions) if (!bounded.some(bounds)) yield { reason, path: 'ResourceQuota' }
}

function* limitRange(namespace: string, context: CheckContext): Iterable<Offence> {
  const items = context.all('LimitRange', namespace).flatMap((range) => (specOf(range) as LimitSpec).limits ?? []).filter((item) => item.type === 'Container')
  if (items.length === 0) {
    yield { reason: 'no-limit-range' }
    return
  }
  for (const field of ['default', 'defaultRequest'] as const) {
    for (const resource of ['cpu', 'memory']) if (!items.some((item) => item[field]?.[resource] !== undefined)) yield { reason: 'no-default', path: `LimitRange ${field}.${resource}` }
  }
}

function specOf(subject: Subject): object {
  return subject.object['spec'] ?? {}
}
