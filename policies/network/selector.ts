/**
 * LabelSelector semantics of the Kubernetes API (meta/v1 LabelSelector; apimachinery LabelSelectorAsSelector):
 * a missing selector matches nothing, an empty one everything, the terms are ANDed.
 * NotIn and DoesNotExist match objects without the key.
 */
import type { LabelSelector, LabelSelectorRequirement } from '../kubernetes.ts'

type Labels = Readonly<Record<string, string>>

/**
 * Whether a selector matches labels. Where the API defaults a missing selector to the empty one
 * (NetworkPolicy.spec.podSelector, which is not a pointer), the caller writes `selector ?? {}`.
 * @throws Error on an operator that the API does not know, or on values where it forbids or demands them
 */
export function selects(selector: LabelSelector | null | undefined, labels: Labels | null | undefined): boolean {
  if (selector === undefined || selector === null) return false
  const own = labels ?? {}
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) {
    if (valueOf(own, key) !== value) return false
  }
  for (const requirement of selector.matchExpressions ?? []) {
    if (!satisfies(requirement, own)) return false
  }
  return true
}

function satisfies({ key, operator, values }: LabelSelectorRequirement, labels: Labels): boolean {
  const value = valueOf(labels, key)
  const list = values ?? []
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (list.length === 0) throw new Error(`selector: values must be set where the operator of ${key} is ${operator}`)
      return operator === 'In' ? value !== undefined && list.includes(value) : value === undefined || !list.includes(value)
    case 'Exists':
    case 'DoesNotExist':
      if (list.length > 0) throw new Error(`selector: values must not be set where the operator of ${key} is ${operator}`)
      return (value !== undefined) === (operator === 'Exists')
    default:
      throw new Error(`selector: operator ${operator} of ${key} is unknown; allowed: In, NotIn, Exists, DoesNotExist`)
  }
}

/** `Object.hasOwn`, so that a label key like `constructor` is not found on the prototype. */
function valueOf(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined
}

/** True for `{}`: present and without any term, so that it matches everything. */
export function isEmptySelector(selector: LabelSelector | null | undefined): boolean {
  if (selector === undefined || selector === null) return false
  return Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0
}

/** The old equality selector of Services and ReplicationControllers: missing or empty selects nothing (endpoints are then made by hand). */
export function selectsByMap(selector: Labels | null | undefined, labels: Labels | null | undefined): boolean {
  const terms = Object.entries(selector ?? {})
  return terms.length > 0 && terms.every(([key, value]) => valueOf(labels ?? {}, key) === value)
}
