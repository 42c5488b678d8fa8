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
  return selector !== undefined && selector !== null && match(termsOf(selector), labels ?? {}, whole) === 'yes'
}

/** `maybe`: it hangs on labels that the input does not tell. */
export type Match = 'no' | 'maybe' | 'yes'

/** What is not known of an object's labels. */
export interface LabelGaps {
  /** Keys that the object will bear with a value that nobody knows yet (pod-template-hash). */
  readonly generated: ReadonlySet<string>
  /** True where the object itself is not in the input: any key may be there. */
  readonly open: boolean
}

/** Labels known whole. */
export const whole: LabelGaps = { generated: new Set(), open: false }

/** A selector ready to be matched many times; empty = matches everything. */
export type Terms = readonly LabelSelectorRequirement[]

/** @throws Error on an operator that the API does not know, or on values where it forbids or demands them */
export function termsOf(selector: LabelSelector): Terms {
  const equal = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => ({ key, operator: 'In', values: [value] }))
  const written = selector.matchExpressions ?? []
  for (const requirement of written) refuse(requirement)
  return [...equal, ...written]
}

function refuse({ key, operator, values }: LabelSelectorRequirement): void {
  const some = (values ?? []).length > 0
  if (operator === 'In' || operator === 'NotIn') {
    if (!some) throw new Error(`selector: values must be set where the operator of ${key} is ${operator}`)
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (some) throw new Error(`selector: values must not be set where the operator of ${key} is ${operator}`)
  } else throw new Error(`selector: operator ${operator} of ${key} is unknown; allowed: In, NotIn, Exists, DoesNotExist`)
}

export function match(terms: Terms, labels: Labels, gaps: LabelGaps): Match {
  let result: Match = 'yes'
  for (const term of terms) {
    const one = matchTerm(term, labels, gaps)
    if (one === 'no') return 'no'
    if (one === 'maybe') result = 'maybe'
  }
  return result
}

function matchTerm({ key, operator, values }: LabelSelectorRequirement, labels: Labels, gaps: LabelGaps): Match {
  const value = valueOf(labels, key)
  const exists = operator === 'Exists' || operator === 'DoesNotExist'
  if (value === undefined && gaps.generated.has(key)) return exists ? verdict(operator === 'Exists') : 'maybe'
  if (value === undefined && gaps.open) return 'maybe'
  if (exists) return verdict((value !== undefined) === (operator === 'Exists'))
  const listed = value !== undefined && (values ?? []).includes(value)
  return verdict(operator === 'In' ? listed : !listed)
}

function verdict(matched: boolean): Match {
  return matched ? 'yes' : 'no'
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
