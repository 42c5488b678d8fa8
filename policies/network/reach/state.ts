/** The cluster as policies see it, kept up to date object by object: a change recomputes the namespaces that it can change and no other. */
import { subjectKey, type Subject } from '../../subject.ts'
import type { Answer, Assumptions, Touched, Workload } from './types.ts'
import { roleOf } from './kinds.ts'
import type { AddressRange } from '../cidr.ts'
import type { CompiledPolicy, CompiledRule } from './rules.ts'
import { Namespaces } from './namespaces.ts'
import { openAnswer, pairOfPods } from './pair.ts'
import { Space, type Profiles } from './space.ts'
import { Tiers } from './tiers.ts'
import type { PodClass } from './workloads.ts'

export class State {
  readonly assumptions: Assumptions
  readonly namespaces = new Namespaces()
  readonly spaces = new Map<string, Space>()
  tiers: Tiers
  readonly #classOf = new Map<Workload, PodClass>()
  readonly #byId = new Map<string, Workload>()
  readonly #cluster = new Map<string, Subject>()
  readonly #names = new Set<string>()
  #lastId = 0
  #lastTidy = 0
  readonly #nextId = (): number => ++this.#lastId

  constructor(subjects: readonly Subject[], assumptions: Assumptions) {
    this.assumptions = assumptions
    const dirty = this.#place(subjects, [])
    for (const name of dirty) this.#name(name)
    this.tiers = new Tiers([...this.#cluster.values()], this.namespaces, this.#nextId, null)
    for (const name of dirty) this.#refresh(name)
    this.#lastTidy = this.namespaces.matchers
  }

  /** @returns workloads whose rows and columns may differ now; see Touched */
  change(added: readonly Subject[], removed: readonly Subject[]): Touched {
    const tiered = [...added, ...removed].some((subject) => spaceOf(subject) === '' && this.#matters(subject))
    const dirty = this.#place(added, removed)
    const before = this.#profilesOf(tiered ? this.spaces.keys() : dirty)
    const renamed = new Set([...added, ...removed].filter((s) => roleOf(s) === 'namespace').map((s) => s.name))
    for (const name of dirty) if (renamed.has(name) || !this.spaces.has(name) || !this.#names.has(name)) this.#name(name)
    if (tiered) {
      this.tiers = new Tiers([...this.#cluster.values()], this.namespaces, this.#nextId, this.tiers)
      for (const space of this.spaces.values()) space.forgetProfiles()
    }
    for (const name of dirty) this.#refresh(name)
    const after = this.#profilesOf(tiered ? this.spaces.keys() : dirty)
    this.#tidy()
    return touched(before, after, renamed)
  }

  classOf(workload: Workload): PodClass {
    const found = this.#classOf.get(workload)
    if (found === undefined) throw new Error(`${workload.id} 不在这次的对象里 is not in this reachability`)
    return found
  }

  workload(id: string): Workload | undefined {
    return this.#byId.get(id)
  }

  workloads(): Iterable<Workload> {
    return this.#byId.values()
  }

  profiles(pod: PodClass): Profiles {
    const space = this.spaces.get(pod.namespace)
    if (space === undefined) throw new Error(`namespace ${pod.namespace} is gone`)
    return space.profiles(pod, this.tiers, this.assumptions)
  }

  /** Every block that a rule of a policy names. */
  blocks(): readonly AddressRange[] {
    return this.#policies().flatMap((policy) => rulesOf(policy).flatMap((rule) => (rule.peers ?? []).flatMap((peer) => (peer.type === 'block' ? peer.ranges : []))))
  }

  #policies(): readonly CompiledPolicy[] {
    return [...this.tiers.policies, ...[...this.spaces.values()].flatMap((space) => space.policies)]
  }

  /** Pods of the classes; two different pods where they are of one class. */
  answer(from: PodClass, to: PodClass): Answer {
    return pairOfPods(from, to, this.profiles(from).egress.onPod(to, to), this.profiles(to).ingress.onPod(from, to))
  }

  /** A pod cannot block access to itself (Kubernetes: Network Policies). A template may stand for several pods. */
  answerOfWorkloads(from: Workload, to: Workload): Answer {
    const [a, b] = [this.classOf(from), this.classOf(to)]
    return from === to && a.single ? openAnswer : this.answer(a, b)
  }

  /** Files the subjects under their namespaces. @returns namespaces to look at again */
  #place(added: readonly Subject[], removed: readonly Subject[]): Set<string> {
    const dirty = new Set<string>()
    for (const [list, adds] of [[removed, false], [added, true]] as const) {
      for (const subject of list) {
        if (!this.#matters(subject)) continue
        const name = spaceOf(subject)
        if (name === '') {
          if (adds) this.#cluster.set(subjectKey(subject), subject)
          else this.#cluster.delete(subjectKey(subject))
          continue
        }
        dirty.add(name)
        let space = this.spaces.get(name)
        if (space === undefined) this.spaces.set(name, (space = new Space(name)))
        if (adds) space.add(subject)
        else space.subjects.delete(subjectKey(subject))
      }
    }
    return dirty
  }

  #matters(subject: Subject): boolean {
    return subject.group !== 'ywq' && roleOf(subject) !== null
  }

  /** Labels of a namespace, or its going. */
  #name(name: string): void {
    const space = this.spaces.get(name)
    if (space === undefined || space.subjects.size === 0) {
      this.namespaces.delete(name)
      this.#names.delete(name)
      return
    }
    const object = space.subjects.get(subjectKey({ group: '', kind: 'Namespace', namespace: '', name }))
    this.namespaces.set(name, object === undefined ? null : labelsOf(object))
    this.#names.add(name)
  }

  #refresh(name: string): void {
    const space = this.spaces.get(name)
    if (space === undefined) return
    this.#forget(space)
    if (space.subjects.size === 0) {
      this.spaces.delete(name)
      this.#name(name)
      return
    }
    space.refresh(this.namespaces, this.assumptions, this.#nextId)
    for (const found of space.classes) {
      for (const workload of found.workloads) {
        this.#classOf.set(workload, found)
        this.#byId.set(workload.id, workload)
      }
    }
  }

  #forget(space: Space): void {
    for (const { workloads } of space.classes) {
      for (const workload of workloads) {
        this.#classOf.delete(workload)
        this.#byId.delete(workload.id)
      }
    }
  }

  #profilesOf(names: Iterable<string>): ReadonlyMap<Workload, Profiles> {
    const found = new Map<Workload, Profiles>()
    for (const name of names) {
      const space = this.spaces.get(name)
      for (const pod of space?.classes ?? []) {
        const profiles = this.profiles(pod)
        for (const workload of pod.workloads) found.set(workload, profiles)
      }
    }
    return found
  }

  /** Selectors that no policy uses any more go, now and then. */
  #tidy(): void {
    if (this.namespaces.matchers < 2 * this.#lastTidy + 1000) return
    const used = new Set<ReturnType<Namespaces['matcher']>>()
    for (const policy of this.#policies()) {
      used.add(policy.namespaces)
      for (const rule of rulesOf(policy)) for (const peer of rule.peers ?? []) if (peer.type === 'pods') used.add(peer.namespaces)
    }
    this.namespaces.keep(used)
    this.#lastTidy = this.namespaces.matchers
  }
}

function rulesOf({ rules }: CompiledPolicy): readonly CompiledRule[] {
  return [...(rules.ingress ?? []), ...(rules.egress ?? [])]
}

/** Namespace that a subject's change is confined to; '' = the whole cluster. */
function spaceOf(subject: Subject): string {
  return roleOf(subject) === 'namespace' ? subject.name : subject.namespace
}

function labelsOf(namespace: Subject): Readonly<Record<string, string>> {
  const metadata = namespace.object['metadata']
  const labels: unknown = typeof metadata === 'object' && metadata !== null && 'labels' in metadata ? metadata.labels : null
  return typeof labels === 'object' && labels !== null ? Object.fromEntries(Object.entries(labels).filter((e): e is [string, string] => typeof e[1] === 'string')) : {}
}

function touched(before: ReadonlyMap<Workload, Profiles>, after: ReadonlyMap<Workload, Profiles>, renamed: ReadonlySet<string>): Touched {
  const of = (direction: keyof Profiles): readonly Workload[] => [
    ...[...after].filter(([workload, { [direction]: profile }]) => renamed.has(workload.namespace) || before.get(workload)?.[direction].key !== profile.key).map(([workload]) => workload),
    ...[...before.keys()].filter((workload) => !after.has(workload)),
  ]
  return { rows: of('egress'), columns: of('ingress') }
}
