/**
 * All pairs, without looking at all pairs: what a closed pod lets in is looked up from its rules; what is open both ways comes in blocks of
 * everybody with everybody; only pods that rules name are looked at one by one.
 */
import { allPorts } from '../port-set.ts'
import type { Crowd } from './crowd.ts'
import type { AddressRange } from '../cidr.ts'
import { outsideOf } from './outside.ts'
import { isClosed, openAnswer, sameAnswer } from './pair.ts'
import type { Profile } from './profile.ts'
import type { State } from './state.ts'
import type { Answer, Connection, Workload } from './types.ts'
import type { PodClass } from './workloads.ts'

export function* connections(state: State, crowd: Crowd, space: readonly AddressRange[]): Generator<Connection> {
  yield* betweenPods(state, crowd)
  yield* withOutside(state, crowd.classes, 'ingress', space)
  yield* withOutside(state, crowd.classes, 'egress', space)
}

/** What reaches the pods of a workload (ingress), or what they reach (egress). */
export function* connectionsOf(state: State, crowd: Crowd, workload: Workload, direction: 'ingress' | 'egress', space: readonly AddressRange[]): Generator<Connection> {
  const own = state.classOf(workload)
  const profile = state.profiles(own)[direction]
  const others = crowd.stranger(profile, own).closed ? new Set([own, ...crowd.apart(profile)]) : crowd.classes
  for (const other of others) {
    const answer = direction === 'ingress' ? state.answer(other, own) : state.answer(own, other)
    const same = other === own && own.single
    const peers = same ? other.workloads.filter((w) => w !== workload) : other.workloads
    if (same) yield { from: [workload], to: [workload], ...openAnswer }
    if (isClosed(answer) || peers.length === 0) continue
    yield direction === 'ingress' ? { from: peers, to: [workload], ...answer } : { from: [workload], to: peers, ...answer }
  }
  for (const { external, answer } of outsideOf(own, profile, space)) {
    yield direction === 'ingress' ? { from: [external], to: [workload], ...answer } : { from: [workload], to: [external], ...answer }
  }
}

function* betweenPods(state: State, crowd: Crowd): Generator<Connection> {
  const named = sourcesThatName(state, crowd)
  const sources = openSources(state, crowd)
  /** Destinations open to strangers and named by nobody, by what they say to strangers. */
  const plain = new Map<string, { readonly profile: Profile; readonly to: PodClass[] }>()
  for (const to of crowd.classes) {
    const { ingress } = state.profiles(to)
    const { closed, key } = crowd.stranger(ingress, to)
    const self = to.single && (closed || state.answer(to, to).allow !== allPorts) ? [to] : []
    const more = closed ? self : [...(named.get(to) ?? []), ...self]
    const apart = more.length === 0 ? crowd.apart(ingress) : new Set([...crowd.apart(ingress), ...more])
    yield* oneByOne(state, apart, to)
    if (closed) continue
    const special = [...apart].some((from) => !crowd.always.has(from)) || ingress.portNames.length > 0
    if (special) yield* fromStrangers(state, crowd, to, apart, sources)
    else {
      const group = plain.get(key)
      if (group === undefined) plain.set(key, { profile: ingress, to: [to] })
      else group.to.push(to)
    }
  }
  for (const { profile, to } of plain.values()) {
    const workloads = to.flatMap((c) => c.workloads)
    for (const { profile: egress, from } of sources.values()) {
      const answer = crowd.betweenStrangers(egress, profile)
      if (!isClosed(answer)) yield { from: from.flatMap((c) => c.workloads), to: workloads, ...answer }
    }
  }
}

/** For destinations that egress rules treat apart: by whom. */
function sourcesThatName(state: State, crowd: Crowd): ReadonlyMap<PodClass, readonly PodClass[]> {
  const named = new Map<PodClass, PodClass[]>()
  for (const from of crowd.classes) {
    for (const to of crowd.apart(state.profiles(from).egress)) {
      if (crowd.stranger(state.profiles(to).ingress, to).closed) continue
      const list = named.get(to)
      if (list === undefined) named.set(to, [from])
      else list.push(from)
    }
  }
  return named
}

/** Sources that may reach strangers, by what they say to strangers. */
function openSources(state: State, crowd: Crowd): ReadonlyMap<string, { readonly profile: Profile; readonly from: PodClass[] }> {
  const sources = new Map<string, { readonly profile: Profile; readonly from: PodClass[] }>()
  for (const from of crowd.classes) {
    if (crowd.always.has(from)) continue
    const profile = state.profiles(from).egress
    const { closed, key } = crowd.stranger(profile, from)
    if (closed) continue
    const group = sources.get(key)
    if (group === undefined) sources.set(key, { profile, from: [from] })
    else group.from.push(from)
  }
  return sources
}

/** Sources that the destination does not treat apart, and that do not treat it apart. */
function* fromStrangers(state: State, crowd: Crowd, to: PodClass, apart: ReadonlySet<PodClass>, sources: ReturnType<typeof openSources>): Generator<Connection> {
  for (const { from } of sources.values()) {
    const strangers = from.filter((c) => !apart.has(c))
    const [one] = strangers
    if (one === undefined) continue
    const answer = state.answer(one, to)
    if (!isClosed(answer)) yield* block(strangers, to, answer)
  }
}

function* oneByOne(state: State, apart: Iterable<PodClass>, to: PodClass): Generator<Connection> {
  const found: { readonly answer: Answer; readonly from: PodClass[] }[] = []
  for (const from of apart) {
    const answer = state.answer(from, to)
    if (isClosed(answer) && !(from === to && to.single)) continue
    const same = found.find((one) => sameAnswer(one.answer, answer))
    if (same === undefined) found.push({ answer, from: [from] })
    else same.from.push(from)
  }
  for (const { answer, from } of found) yield* block(from, to, answer)
}

/** A pod without an owner always reaches itself, whatever the answer between two of its kind. */
function* block(from: readonly PodClass[], to: PodClass, answer: Answer): Generator<Connection> {
  const alone = to.single && from.includes(to) && answer.allow !== allPorts
  const others = (alone ? from.filter((c) => c !== to) : from).flatMap((c) => c.workloads)
  if (others.length > 0) yield { from: others, to: to.workloads, ...answer }
  if (!alone) return
  yield* selves(to)
  if (isClosed(answer)) return
  for (const one of to.workloads) {
    const rest = to.workloads.filter((w) => w !== one)
    if (rest.length > 0) yield { from: rest, to: [one], ...answer }
  }
}

function* selves(of: PodClass): Generator<Connection> {
  for (const one of of.workloads) yield { from: [one], to: [one], ...openAnswer }
}

function* withOutside(state: State, classes: readonly PodClass[], direction: 'ingress' | 'egress', space: readonly AddressRange[]): Generator<Connection> {
  const groups = new Map<Profile, Map<unknown, PodClass[]>>()
  for (const pod of classes) {
    const profile = state.profiles(pod)[direction]
    // Port names are the pod's own; families come with its addresses.
    const alike: unknown = direction === 'ingress' && profile.portNames.length > 0 ? pod : pod.addresses
    const byKind = groups.get(profile) ?? new Map<unknown, PodClass[]>()
    groups.set(profile, byKind)
    const list = byKind.get(alike)
    if (list === undefined) byKind.set(alike, [pod])
    else list.push(pod)
  }
  for (const [profile, byKind] of groups) {
    for (const pods of byKind.values()) {
      const [one] = pods
      if (one === undefined) continue
      const workloads = pods.flatMap((c) => c.workloads)
      for (const { external, answer } of outsideOf(one, profile, space)) {
        yield direction === 'ingress' ? { from: [external], to: workloads, ...answer } : { from: workloads, to: [external], ...answer }
      }
    }
  }
}
