/** Pods and the world: which addresses outside the pod networks reach a pod, and which it reaches. */
import type { AddressRange } from '../cidr.ts'
import { atoms, externalOf } from './externals.ts'
import { isClosed, pairOutside, sameAnswer } from './pair.ts'
import type { Profile } from './profile.ts'
import type { Answer, External } from './types.ts'
import type { PodClass } from './workloads.ts'

interface Outside {
  readonly external: External
  readonly answer: Answer
}

const nowhere: readonly Outside[] = []

/**
 * @param space addresses outside the pod networks
 * @returns addresses with an answer that is not empty, those with the same answer together
 */
export function outsideOf(pod: PodClass, profile: Profile, space: readonly AddressRange[]): readonly Outside[] {
  const found: { readonly ranges: AddressRange[]; readonly answer: Answer }[] = []
  for (const range of space) {
    for (const at of atoms(range, profile.ranges)) {
      const answer = answerAt(pod, profile, at)
      if (isClosed(answer)) continue
      const same = found.find((one) => sameAnswer(one.answer, answer))
      if (same === undefined) found.push({ ranges: [at], answer })
      else same.ranges.push(at)
    }
  }
  return found.length === 0 ? nowhere : found.map(({ ranges, answer }) => ({ external: externalOf(ranges), answer }))
}

/** @param at addresses that every block of the profile holds whole or not at all */
function answerAt(pod: PodClass, profile: Profile, at: AddressRange): Answer {
  // From outside to the pod, its own named ports count; outside there are none.
  return pairOutside(pod, at, profile.onAddress(at, profile.policies.direction === 'ingress' ? pod : null))
}
