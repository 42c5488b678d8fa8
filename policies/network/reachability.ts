/**
 * Who reaches whom: the exact answer of the NetworkPolicies (networking/v1), ClusterNetworkPolicies (policy.networking.k8s.io/v1alpha2) and
 * AdminNetworkPolicies (v1alpha1) of one cluster, as sets of ports. What cannot be known is said to be unknown, never guessed.
 */
import type { Snapshot, Subject } from '../subject.ts'
import type { Text } from '../text.ts'
import { overlaps, type AddressRange } from './cidr.ts'
import { allPorts, portsOf, protocols, type Protocol } from './port-set.ts'
import { connections, connectionsOf } from './reach/connections.ts'
import { Crowd } from './reach/crowd.ts'
import type { Doubt } from './reach/doubt.ts'
import { doubtTexts, statedTexts } from './reach/doubt-texts.ts'
import { answerOutside, explain } from './reach/explain.ts'
import { askedRange, externalOf, outside, partition } from './reach/externals.ts'
import { neededKinds } from './reach/kinds.ts'
import { closedAnswer } from './reach/pair.ts'
import { State } from './reach/state.ts'
import type { Answer, Assumptions, Connection, End, Explanation, External, Touched, UnknownPair, Workload } from './reach/types.ts'

export type * from './reach/types.ts'
export type { Doubt } from './reach/doubt.ts'
export { nothingAssumed } from './reach/types.ts'

export interface Reachability {
  /** By id. */
  readonly workloads: readonly Workload[]
  /** Both address families without the pod networks, split exactly by the blocks of all policies; addresses treated alike by every block stand together. */
  readonly externals: readonly External[]
  /** The externals that a block meets, cut to it; for questions about one address or CIDR. @throws Error where the text is not a CIDR */
  externalsWithin(cidr: string): readonly External[]
  workload(id: string): Workload | undefined
  /** Ports on which `from` reaches `to`. Two externals: nothing, no policy of the cluster is between them. */
  allowed(from: End, to: End): Answer
  /** Every pair with an answer that is not empty (a workload to itself included), in blocks of pairs alike. */
  connections(): Iterable<Connection>
  /** One row (egress) or column (ingress) of the above. */
  connectionsOf(workload: Workload, direction: 'ingress' | 'egress'): Iterable<Connection>
  /** Pairs with ports of which it cannot be known, and why. */
  unknown(): Iterable<UnknownPair>
  /** True where no pair is unknown and the input was readable and whole. */
  readonly complete: boolean
  /** What makes the answer as a whole less than complete: policies that could not be read, kinds that we do not know. */
  readonly doubts: readonly Doubt[]
  /** What holds whatever the policies say (a node reaches its own pods; replies pass; NAT of entries). */
  readonly stated: readonly Text[]
  /** Which policy and rule allows or blocks, on each side; of one port where given (protocol alone: TCP; neither: all ports). */
  explain(from: End, to: End, port?: number, protocol?: Protocol): Explanation
  /** Takes objects away and adds others, in place; afterwards this object answers for the new state. Of a changed object the new one is added. */
  change(added: readonly Subject[], removed: readonly Subject[]): Touched
}

/**
 * @param snapshots of one cluster; their subjects together are taken as all that there is. Of an object given twice the last counts
 * @throws never; what cannot be understood is in `doubts` and makes what hangs on it unknown
 */
export function buildReachability(snapshots: readonly Snapshot[], assumptions: Assumptions): Reachability {
  const state = new State(snapshots.flatMap(({ subjects }) => subjects), assumptions)
  const space = outside(assumptions.podCidrs)
  const inputDoubts = snapshots.flatMap(doubtsOfInput)
  const once = remembered(state, space)
  let memo = once()
  return {
    get workloads() { return memo.workloads() },
    get externals() { return memo.externals() },
    externalsWithin(cidr) {
      const asked = askedRange(cidr)
      return memo.externals().flatMap(({ ranges }) => {
        const cuts = ranges.filter((range) => overlaps(range, asked)).map((range): AddressRange => ({
          family: range.family, from: range.from > asked.from ? range.from : asked.from, to: range.to < asked.to ? range.to : asked.to,
        }))
        return cuts.length === 0 ? [] : [externalOf(cuts)]
      })
    },
    workload: (id) => state.workload(id),
    allowed: (from, to) => allowed(state, from, to),
    connections: () => connections(state, memo.crowd(), space),
    connectionsOf: (workload, direction) => connectionsOf(state, memo.crowd(), workload, direction, space),
    unknown: () => unknownPairs(state, memo.crowd(), space),
    get complete() { return inputDoubts.length === 0 && memo.doubts().length === 0 && !memo.someUnknown() },
    get doubts() { return [...inputDoubts, ...memo.doubts()] },
    stated: statedTexts,
    explain(from, to, port, protocol) {
      const asked = port === undefined ? (protocol === undefined ? allPorts : portsOf(protocol)) : portsOf(protocol ?? protocols[0], port, port)
      return explain(state, from, to, asked)
    },
    change(added, removed) {
      const touched = state.change(added, removed)
      memo = once()
      return touched
    },
  }
}

/** What is worked out when first asked for, and again after a change. */
function remembered(state: State, space: readonly AddressRange[]) {
  return () => {
    const crowd = lazily(() => new Crowd(state))
    return { crowd, ...derived(state, crowd, space) }
  }
}

function derived(state: State, crowd: () => Crowd, space: readonly AddressRange[]) {
  return {
    workloads: lazily(() => [...state.workloads()].sort((a, b) => (a.id < b.id ? -1 : 1))),
    externals: lazily(() => partition(space, state.blocks())),
    doubts: lazily((): readonly Doubt[] => [...state.tiers.doubts, ...[...state.spaces.values()].flatMap((s) => [...s.doubts, ...s.faults])]),
    someUnknown: lazily(() => {
      for (const { unknown } of connections(state, crowd(), space)) if (unknown.length > 0) return true
      return false
    }),
  }
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => (made ??= { value: make() }).value
}

function allowed(state: State, from: End, to: End): Answer {
  if (from.type === 'workload') return to.type === 'workload' ? state.answerOfWorkloads(from, to) : outsideAnswer(state, from, 'egress', to)
  return to.type === 'workload' ? outsideAnswer(state, to, 'ingress', from) : closedAnswer
}

function outsideAnswer(state: State, workload: Workload, direction: 'ingress' | 'egress', world: External): Answer {
  const pod = state.classOf(workload)
  return answerOutside(pod, state.profiles(pod)[direction], world)
}

function* unknownPairs(state: State, crowd: Crowd, space: readonly AddressRange[]): Generator<UnknownPair> {
  for (const { from, to, unknown } of connections(state, crowd, space)) {
    if (unknown.length === 0) continue
    for (const a of from) {
      for (const b of to) {
        const { egress, ingress } = explain(state, a, b, unknown)
        const why = [...(egress?.why ?? []), ...(ingress?.why ?? [])]
        yield { from: a, to: b, ports: unknown, why: [...new Map(why.map((text) => [text.en, text])).values()] }
      }
    }
  }
}

/** A list that was cut short may lack the policy that matters. Files and plans are taken as all that there is. */
function doubtsOfInput(snapshot: Snapshot): readonly Doubt[] {
  const missing = snapshot.source !== 'live' ? [] : neededKinds.filter(([group, kind]) => !snapshot.complete.has(group, kind, '*'))
  return [
    ...snapshot.unreadable.map(({ location, zh, en }) => ({ zh, en, location, subject: null })),
    ...missing.map(([, kind]) => ({ ...doubtTexts.notListed(kind), location: snapshot.cluster, subject: null })),
  ]
}
