/** The cluster-wide policies, by tier, API and priority; which of them apply to a pod. */
import type { Subject } from '../../subject.ts'
import type { Direction } from '../policy-rules.ts'
import { match } from '../selector.ts'
import { compileTierPolicy } from './compile-tier-policy.ts'
import type { Doubt } from './doubt.ts'
import { doubtTexts } from './doubt-texts.ts'
import type { Applied, PriorityGroup, TierGroups } from './evaluate.ts'
import { roleOf } from './kinds.ts'
import { matchNamespace, type Namespaces } from './namespaces.ts'
import type { Profile } from './profile.ts'
import type { TierPolicy } from './rules.ts'
import type { PodClass } from './workloads.ts'

interface OnPod {
  readonly admin: TierGroups
  readonly baseline: TierGroups
  /** The same for pods under the same cluster-wide policies. */
  readonly key: string
}

export class Tiers {
  /** Policies of the whole cluster that cannot be interpreted: then nothing can be known. */
  readonly doubts: readonly Doubt[]
  readonly policies: readonly TierPolicy[]
  readonly #shared = new Map<string, Profile>()

  /** @param before whose compiled policies are kept where the object is the same */
  constructor(subjects: readonly Subject[], namespaces: Namespaces, nextId: () => number, before: Tiers | null) {
    const doubts: Doubt[] = []
    const policies: TierPolicy[] = []
    for (const subject of subjects) {
      const known = before?.policies.find((policy) => policy.subject === subject)
      if (known !== undefined) policies.push(known)
      else if (roleOf(subject) === 'foreign') doubts.push({ ...doubtTexts.unsupported(subject), subject, location: subject.location })
      else {
        try {
          policies.push(compileTierPolicy(subject, nextId(), namespaces))
        } catch (error) {
          doubts.push({ ...doubtTexts.malformed(subject, error instanceof Error ? error.message : ''), subject, location: subject.location })
        }
      }
    }
    this.doubts = doubts
    this.policies = policies.sort((a, b) => a.priority - b.priority)
  }

  on(pod: PodClass, direction: Direction): OnPod {
    // hostNetwork pods are never subjects of these APIs.
    if (pod.host || this.policies.length === 0) return none
    const applied: Applied<TierPolicy>[] = []
    for (const policy of this.policies) {
      if (policy.rules[direction] === null) continue
      const space = matchNamespace(policy.namespaces, pod.namespace)
      const selected = space === 'no' ? 'no' : match(policy.pods, pod.labels, pod.gaps)
      if (selected !== 'no') applied.push({ policy, certain: space === 'yes' && selected === 'yes' })
    }
    return {
      admin: groups(applied.filter(({ policy }) => policy.tier === 'Admin')), baseline: groups(applied.filter(({ policy }) => policy.tier === 'Baseline')),
      key: applied.map(({ policy, certain }) => `${policy.id}${certain ? '' : '?'}`).join(','),
    }
  }

  /** A profile that pods of all namespaces can share, since no policy of a namespace is in it. */
  shared(key: string, make: () => Profile): Profile {
    let profile = this.#shared.get(key)
    if (profile === undefined) this.#shared.set(key, (profile = make()))
    return profile
  }
}

const none: OnPod = { admin: [], baseline: [], key: '' }

/** By API, then by priority. */
function groups(applied: readonly Applied<TierPolicy>[]): TierGroups {
  const apis = new Map<boolean, Map<number, Applied<TierPolicy>[]>>()
  for (const one of applied) {
    const newer = one.policy.subject.kind === 'ClusterNetworkPolicy'
    const api = apis.get(newer) ?? new Map<number, Applied<TierPolicy>[]>()
    apis.set(newer, api)
    const group = api.get(one.policy.priority)
    if (group === undefined) api.set(one.policy.priority, [one])
    else group.push(one)
  }
  return [...apis.values()].map((api) => [...api.values()] satisfies readonly PriorityGroup[])
}
