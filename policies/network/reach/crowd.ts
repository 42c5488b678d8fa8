/**
 * All pods of a cluster at one moment, ready to be joined: for a profile, the pods that it treats apart (mentioned by its rules; with an
 * address or a port name that its rules ask for; on the host network). Every other pod is a stranger, and strangers get one verdict.
 */
import type { Subject } from '../../subject.ts'
import { match, type Terms } from '../selector.ts'
import { everything } from './evaluate.ts'
import type { Profile, Verdicts } from './profile.ts'
import type { State } from './state.ts'
import { pairOfPods } from './pair.ts'
import type { Answer } from './types.ts'
import { podClasses, type PodClass } from './workloads.ts'

/** A template that bears nothing that a rule could ask for. */
const nobodyPod: Subject = {
  group: 'apps', kind: 'Deployment', namespace: '', name: '', object: { spec: { template: { spec: {} } } }, source: 'manifests', cluster: '', location: '', scope: 'server',
}

/** A profile as strangers see it. */
interface Stranger {
  readonly verdicts: Verdicts
  /** Nothing for strangers. */
  readonly closed: boolean
  /** The same text where the verdicts are the same. */
  readonly key: string
}

export class Crowd {
  readonly classes: readonly PodClass[]
  /** Pods apart from everybody's point of view. */
  readonly always: ReadonlySet<PodClass>
  /** Pods whose address is their own, not just any of the pod networks. */
  readonly #placed: readonly PodClass[]
  readonly #nobody: PodClass
  readonly #state: State
  readonly #byTerms = new Map<string, readonly PodClass[]>()
  readonly #byPortNames = new Map<string, readonly PodClass[]>()
  readonly #strangers = new Map<Profile | PodClass, Stranger>()
  readonly #apart = new Map<Profile, ReadonlySet<PodClass>>()

  constructor(state: State) {
    this.#state = state
    this.classes = [...state.spaces.values()].flatMap((space) => space.classes)
    const [nobody] = podClasses('', [nobodyPod], state.assumptions)
    if (nobody === undefined) throw new Error('a pod without labels is no pod')
    this.#nobody = nobody
    this.#placed = this.classes.filter((c) => !c.host && c.addresses !== nobody.addresses)
    const addressed = (pod: PodClass): boolean => {
      const { ingress, egress } = state.profiles(pod)
      return ingress.podRanges.length > 0 || egress.podRanges.length > 0
    }
    const alike = this.#oneFamilyForAll()
    this.always = new Set([...this.classes.filter((c) => c.host), ...this.#placed.filter((c) => !alike || addressed(c))])
  }

  /** True where some address family joins all pods: then families only matter to rules that ask for addresses. */
  #oneFamilyForAll(): boolean {
    const known = [this.#nobody, ...this.#placed].filter((c) => c.addresses.certain)
    return ([4, 6] as const).some((family) => known.every((c) => c.addresses.families.includes(family)))
  }

  /** What all strangers of one profile are to all strangers of another. */
  betweenStrangers(egress: Profile, ingress: Profile): Answer {
    const [out, into] = [this.stranger(egress, this.#nobody), this.stranger(ingress, this.#nobody)]
    return pairOfPods(this.#nobody, this.#nobody, out.verdicts, into.verdicts)
  }

  /** @param own the pod that the profile is of: where ingress rules name ports, they are its own */
  stranger(profile: Profile, own: PodClass): Stranger {
    const named = profile.policies.direction === 'ingress' && profile.portNames.length > 0
    const key = named ? own : profile
    let found = this.#strangers.get(key)
    if (found === undefined) {
      const verdicts = profile.onPod(this.#nobody, named ? own : this.#nobody)
      const closed = verdicts[4].maybe.length === 0 && verdicts[6].maybe.length === 0
      const text = verdicts[4] === everything && verdicts[6] === everything ? '' : JSON.stringify([verdicts[4].sure, verdicts[4].maybe, verdicts[6].sure, verdicts[6].maybe])
      this.#strangers.set(key, (found = { verdicts, closed, key: text }))
    }
    return found
  }

  /** Pods that a profile treats apart; ingress with port names treats nobody apart by them: they are its own pod's. */
  apart(profile: Profile): ReadonlySet<PodClass> {
    let found = this.#apart.get(profile)
    if (found === undefined) {
      const all = new Set<PodClass>(this.always)
      for (const { namespaces, pods } of profile.mentions) {
        if (namespaces.terms.length === 0) for (const pod of this.#matching(pods)) all.add(pod)
        else for (const name of namespaces.matches.keys()) for (const pod of this.#state.spaces.get(name)?.classes ?? []) if (match(pods, pod.labels, pod.gaps) !== 'no') all.add(pod)
      }
      if (profile.podRanges.length > 0) for (const pod of this.#placed) all.add(pod)
      if (profile.policies.direction === 'egress' && profile.portNames.length > 0) for (const pod of this.#withPorts(profile.portNames)) all.add(pod)
      this.#apart.set(profile, (found = all))
    }
    return found
  }

  #matching(terms: Terms): readonly PodClass[] {
    return cached(this.#byTerms, JSON.stringify(terms), () => this.classes.filter((pod) => match(terms, pod.labels, pod.gaps) !== 'no'))
  }

  #withPorts(names: readonly string[]): readonly PodClass[] {
    return cached(this.#byPortNames, names.join(' '), () => this.classes.filter((pod) => [...pod.named.keys()].some((key) => names.some((name) => (name.endsWith('/') ? key.startsWith(name) : key === name)))))
  }
}

function cached(map: Map<string, readonly PodClass[]>, key: string, make: () => readonly PodClass[]): readonly PodClass[] {
  let found = map.get(key)
  if (found === undefined) map.set(key, (found = make()))
  return found
}
