/**
 * Restricted objects: PodDisruptionBudgets of the namespace that select the pods of a workload with two or more replicas.
 * Allowed values: exactly one, which lets at least one replica go and never all. Percentages round up (policy/v1).
 */
import { podCheck, type Offence } from '../check.ts'
import type { LabelSelector } from '../kubernetes.ts'
import { selects } from '../network/selector.ts'
import type { Subject } from '../subject.ts'
import { replicasOf, replicatedKinds } from '../workload.ts'

interface BudgetSpec {
  readonly selector?: LabelSelector
  readonly minAvailable?: number | string
  readonly maxUnavailable?: number | string
}

export const disruptionBudgetPresent = podCheck({
  id: 'disruption-budget-present',
  severity: 'medium',
  title: { zh: '设置中断预算', en: 'A disruption budget exists' },
  why: {
    zh: '没有预算，节点维护可能同时赶走全部副本；预算为零，又会卡住维护。',
    en: 'Without a budget node maintenance may evict every replica at once; a budget of zero blocks maintenance.',
  },
  remedy: { zh: '建 PodDisruptionBudget 选中该工作负载，如 maxUnavailable: 1。', en: 'Create a PodDisruptionBudget that selects the workload, with maxUnavailable: 1, say.' },
  snippet: 'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: portal }\nspec:\n  maxUnavailable: 1\n  selector: { matchLabels: { app.kubernetes.io/name: portal } }\n',
  reasons: {
    none: { zh: '没有选中该工作负载的 PodDisruptionBudget', en: 'no PodDisruptionBudget selects the workload' },
    zero: { zh: '预算不允许任何副本中断，节点无法维护', en: 'the budget allows no disruption: nodes cannot be maintained' },
    all: { zh: '预算允许全部副本同时中断', en: 'the budget allows every replica to go at once' },
    several: { zh: '选中它的预算多于一个，驱逐会报错', en: 'more than one budget selects it: evictions fail' },
  },
  aliases: {
    'kube-linter': ['pdb-min-available', 'pdb-max-unavailable'], polaris: ['missingPodDisruptionBudget', 'pdbDisruptionsIsZero'], kyverno: ['require-pdb'],
  },
  applies: (pod, context) => replicatedKinds.includes(pod.subject.kind) && replicasOf(pod.subject, context).count >= 2,
  *evaluate(pod, context) {
    const { namespace } = pod.subject
    const selecting = (budgets: readonly Subject[]): readonly Subject[] => budgets.filter((b) => selects(specOf(b).selector, pod.metadata.labels))
    const known = selecting(context.known('PodDisruptionBudget', namespace))
    const [budget] = known.length > 0 ? known : selecting(context.all('PodDisruptionBudget', namespace))
    if (budget === undefined) yield { reason: 'none' }
    else if (known.length > 1) yield { reason: 'several', found: known.map((b) => b.name).join(', ') }
    else yield* judge(budget, replicasOf(pod.subject, context).count)
  },
})

function* judge(budget: Subject, replicas: number): Generator<Offence> {
  const { minAvailable, maxUnavailable } = specOf(budget)
  // Neither set means no disruption at all is allowed: policy/v1 then demands as many healthy pods as are expected.
  const allowed = maxUnavailable != null ? amount(maxUnavailable, replicas) : minAvailable != null ? replicas - amount(minAvailable, replicas) : 0
  const found = `${budget.name}: ${maxUnavailable != null ? `maxUnavailable ${maxUnavailable}` : minAvailable != null ? `minAvailable ${minAvailable}` : ''}, ${replicas}`
  if (allowed < 1) yield { reason: 'zero', found }
  else if (allowed >= replicas) yield { reason: 'all', found }
}

function amount(value: number | string, replicas: number): number {
  return typeof value === 'number' ? value : value.endsWith('%') ? Math.ceil((Number(value.slice(0, -1)) * replicas) / 100) : Number(value)
}

function specOf(budget: Subject): BudgetSpec {
  const spec = budget.object['spec']
  return typeof spec === 'object' && spec !== null ? spec : {}
}
