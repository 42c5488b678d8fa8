/** One namespace: its pods, its policies compiled, and which of them apply to which pods. The unit that a change recomputes. */
import type { Subject } from '../../subject.ts'
import { subjectKey } from '../../subject.ts'
import type { Direction } from '../policy-rules.ts'
import { match } from '../selector.ts'
import { compileNetworkPolicy } from './compile-network-policy.ts'
import { doubtTexts } from './doubt-texts.ts'
import type { Doubt } from './doubt.ts'
import type { Applied } from './evaluate.ts'
import { roleOf } from './kinds.ts'
import type { Namespaces } from './namespaces.ts'
import { Profile } from './profile.ts'
import type { CompiledPolicy } from './rules.ts'
import type { Tiers } from './tiers.ts'
import type { Assumptions } from './types.ts'
import { podClasses, podFault, type PodClass } from './workloads.ts'

export interface Profiles {
  readonly ingress: Profile
  readonly egress: Profile
}

export class Space {
  readonly name: string
  readonly subjects = new Map<string, Subject>()
  classes: readonly PodClass[] = []
  /** What keeps the policies of the whole namespace from being known. */
  doubts: readonly Doubt[] = []
  /** Pod templates that cannot be read: their pods are missing from the answer. */
  faults: readonly Doubt[] = []
  #policies: readonly CompiledPolicy[] = []
  readonly #compiled = new Map<string, { readonly subject: Subject; readonly policy: CompiledPolicy }>()
  readonly #profiles = new Map<PodClass, Profiles>()
  readonly #byKey = new Map<string, Profile>()

  constructor(name: string) {
    this.name = name
  }

  add(subject: Subject): void {
    this.subjects.set(subjectKey(subject), subject)
  }

  /** Digs pods and compiles policies anew; policies that did not change keep their compiled form. */
  refresh(namespaces: Namespaces, assumptions: Assumptions, nextId: () => number): void {
    const subjects = [...this.subjects.values()]
    const before = new Map(this.classes.map((c) => [c.key, c]))
    this.classes = podClasses(this.name, subjects, assumptions).map((found) => sameWorkloads(before.get(found.key), found))
    const doubts: Doubt[] = []
    const policies: CompiledPolicy[] = []
    for (const [key, { subject }] of this.#compiled) if (this.subjects.get(key) !== subject) this.#compiled.delete(key)
    for (const [key, subject] of this.subjects) {
      const role = roleOf(subject)
      if (role === 'foreign') doubts.push(doubtOf(subject, doubtTexts.unsupported(subject)))
      if (role !== 'network-policy') continue
      try {
        const policy = this.#compiled.get(key)?.policy ?? compileNetworkPolicy(subject, nextId(), namespaces)
        this.#compiled.set(key, { subject, policy })
        policies.push(policy)
      } catch (error) {
        doubts.push(doubtOf(subject, doubtTexts.malformed(subject, error instanceof Error ? error.message : '')))
      }
    }
    this.#policies = policies
    this.doubts = doubts
    this.faults = subjects.flatMap((subject) => {
      const problem = roleOf(subject) === 'pods' && subject.controlledBy === undefined ? podFault(subject) : null
      return problem === null ? [] : [doubtOf(subject, doubtTexts.pod(subject, problem))]
    })
    this.#profiles.clear()
    this.#byKey.clear()
  }

  get policies(): readonly CompiledPolicy[] {
    return this.#policies
  }

  /** Forgets which policies apply; asked again when needed. */
  forgetProfiles(): void {
    this.#profiles.clear()
    this.#byKey.clear()
  }

  profiles(pod: PodClass, tiers: Tiers, assumptions: Assumptions): Profiles {
    let found = this.#profiles.get(pod)
    if (found === undefined) {
      found = { ingress: this.#profile(pod, 'ingress', tiers, assumptions), egress: this.#profile(pod, 'egress', tiers, assumptions) }
      this.#profiles.set(pod, found)
    }
    return found
  }

  #profile(pod: PodClass, direction: Direction, tiers: Tiers, assumptions: Assumptions): Profile {
    const isolating: Applied<CompiledPolicy>[] = []
    for (const policy of this.#policies) {
      if (policy.rules[direction] === null) continue
      const selected = match(policy.pods, pod.labels, pod.gaps)
      if (selected !== 'no') isolating.push({ policy, certain: selected === 'yes' })
    }
    const { admin, baseline, key } = tiers.on(pod, direction)
    const opaque = [...tiers.doubts, ...this.doubts]
    const own = [direction, pod.host ? 'host' : '', key, ...isolating.map(({ policy, certain }) => `${policy.id}${certain ? '' : '?'}`), ...opaque.map(({ en }) => en)].join(' ')
    const make = (): Profile => new Profile(own, { direction, admin, isolating, baseline }, pod.host, opaque, assumptions)
    if (isolating.length === 0 && this.doubts.length === 0) return tiers.shared(own, make)
    let profile = this.#byKey.get(own)
    if (profile === undefined) this.#byKey.set(own, (profile = make()))
    return profile
  }
}

export function doubtOf(subject: Subject, why: Pick<Doubt, 'zh' | 'en'>): Doubt {
  return { ...why, subject, location: subject.location }
}

/** The class as it was, where nothing about it changed: others hold on to it. */
function sameWorkloads(before: PodClass | undefined, found: PodClass): PodClass {
  const same = before !== undefined && before.workloads.length === found.workloads.length
    && before.workloads.every((w, i) => w.subject === found.workloads[i]?.subject && w.id === found.workloads[i].id)
  return same ? before : found
}
