/** Both sides of a pair come together: a port is open where egress of the one and ingress of the other let it through, over one address family. */
import type { AddressRange, Family } from '../cidr.ts'
import { allPorts, equalPorts, intersect, minus, noPorts, union } from '../port-set.ts'
import type { Verdict } from './evaluate.ts'
import type { Verdicts } from './profile.ts'
import type { Answer } from './types.ts'
import type { Addresses, PodClass } from './workloads.ts'

export const openAnswer: Answer = { allow: allPorts, unknown: noPorts }
export const closedAnswer: Answer = { allow: noPorts, unknown: noPorts }

/** @param egress what the source's policies say of the destination; @param ingress what the destination's say of the source */
export function pairOfPods(from: PodClass, to: PodClass, egress: Verdicts, ingress: Verdicts): Answer {
  if (egress[4] === egress[6] && ingress[4] === ingress[6] && from.addresses === to.addresses) return answerOf(together(egress[4], ingress[4]))
  const of = (family: Family): Verdict => together(egress[family], ingress[family])
  const families = shared(from.addresses, to.addresses)
  if (families === null) {
    const [four, six] = [of(4), of(6)]
    return answerOf({ sure: intersect(four.sure, six.sure), maybe: union(four.maybe, six.maybe) })
  }
  return answerOf(families.map(of).reduce<Verdict>((sum, one) => ({ sure: union(sum.sure, one.sure), maybe: union(sum.maybe, one.maybe) }), { sure: noPorts, maybe: noPorts }))
}

/** One side decides: the other end is outside the cluster. */
export function pairOutside(pod: PodClass, at: AddressRange, verdict: Verdict): Answer {
  return pod.addresses.certain && !pod.addresses.families.includes(at.family) ? closedAnswer : answerOf(verdict)
}

/** Families that both have; null where nobody said which: one at least. */
function shared(a: Addresses, b: Addresses): readonly Family[] | null {
  if (!a.certain && !b.certain) return null
  if (!a.certain) return b.families
  return b.certain ? a.families.filter((family) => b.families.includes(family)) : a.families
}

function together(a: Verdict, b: Verdict): Verdict {
  return a === b ? a : { sure: intersect(a.sure, b.sure), maybe: intersect(a.maybe, b.maybe) }
}

function answerOf({ sure, maybe }: Verdict): Answer {
  return { allow: sure, unknown: minus(maybe, sure) }
}

export function isClosed({ allow, unknown }: Answer): boolean {
  return allow.length === 0 && unknown.length === 0
}

export function sameAnswer(a: Answer, b: Answer): boolean {
  return a === b || (equalPorts(a.allow, b.allow) && equalPorts(a.unknown, b.unknown))
}
