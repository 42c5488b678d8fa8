/**
 * The policies on a pod in one direction, and what they say of any peer. Pods under the same policies share one profile.
 * A verdict is kept for each address family: an IPv4 block says nothing of a connection over IPv6.
 */
import type { Text } from '../../text.ts'
import { overlaps, type AddressRange, type Family } from '../cidr.ts'
import { allPorts, intersect, noPorts, union } from '../port-set.ts'
import { doubtTexts } from './doubt-texts.ts'
import { evaluate, everything, undecided, type Policies, type Tracer, type Verdict } from './evaluate.ts'
import { atoms } from './externals.ts'
import { matchRule, type Target, type TellDoubt } from './match-peer.ts'
import { meansAll, type CompiledRule, type Peer } from './rules.ts'
import type { Assumptions } from './types.ts'
import type { PodClass } from './workloads.ts'

/** By family; one and the same object where addresses play no part. */
export interface Verdicts {
  readonly 4: Verdict
  readonly 6: Verdict
}

const both = (verdict: Verdict): Verdicts => ({ 4: verdict, 6: verdict })
const openVerdicts = both(everything)
const undecidedVerdicts = both(undecided)
/** Over a family in which the pod has no address. */
const unreached: Verdict = { sure: noPorts, maybe: noPorts }

export interface Watch {
  readonly tracer: Tracer
  readonly tell: TellDoubt
}

export class Profile {
  /** The same where the same policies apply in the same way. */
  readonly key: string
  readonly policies: Policies
  readonly rules: readonly CompiledRule[]
  /** Pods that rules name apart from all others. */
  readonly mentions: readonly (Peer & { readonly type: 'pods' })[]
  /** Names of ports in rules. */
  readonly portNames: readonly string[]
  /** Blocks in play, and those that can match a pod which is not its node. */
  readonly ranges: readonly AddressRange[]
  readonly podRanges: readonly AddressRange[]
  /** What keeps the policies from being known. */
  readonly opaque: readonly Text[]
  readonly host: boolean
  readonly #assumptions: Assumptions

  constructor(key: string, policies: Policies, host: boolean, opaque: readonly Text[], assumptions: Assumptions) {
    this.key = key
    this.policies = policies
    this.host = host
    this.opaque = opaque
    this.#assumptions = assumptions
    const applied = [...policies.admin.flat(2), ...policies.isolating, ...policies.baseline.flat(2)]
    this.rules = applied.flatMap(({ policy }) => policy.rules[policies.direction] ?? [])
    const peers = this.rules.flatMap((rule) => rule.peers ?? [])
    this.mentions = peers.filter((peer) => peer.type === 'pods').filter((peer) => !meansAll(peer))
    this.portNames = [...new Set(this.rules.flatMap((rule) => rule.ports.names))]
    const blocks = peers.filter((peer) => peer.type === 'block')
    this.ranges = blocks.flatMap((block) => block.ranges)
    this.podRanges = blocks.filter((block) => block.pods === 'yes' || assumptions.ipBlockSelectsPods !== false).flatMap((block) => block.ranges)
  }

  /** True where the verdict on a pod hangs on its address. */
  addressed(pod: PodClass): boolean {
    const ranges = pod.host ? this.ranges : this.podRanges
    return ranges.length > 0 && ranges.some((range) => pod.addresses.ranges.some((own) => overlaps(range, own)))
  }

  /** @param destination the pod whose named ports count: this profile's own for ingress, the peer for egress */
  onPod(pod: PodClass, destination: PodClass, watch?: Watch): Verdicts {
    if (this.#undecided(watch)) return undecidedVerdicts
    if (this.#free) return openVerdicts
    if (!this.addressed(pod)) return both(this.#at({ pod, at: null }, destination, watch))
    const ranges = pod.host ? this.ranges : this.podRanges
    const of = (family: Family): Verdict => {
      const parts = pod.addresses.ranges.filter((range) => range.family === family).flatMap((range) => atoms(range, ranges))
      const verdicts = parts.map((at) => this.#at({ pod, at }, destination, watch))
      const [first = unreached, ...rest] = verdicts
      return rest.reduce((sum, one) => {
        if (watch !== undefined && (sum.sure !== one.sure || sum.maybe !== one.maybe)) watch.tell(doubtTexts.address)
        return { sure: intersect(sum.sure, one.sure), maybe: union(sum.maybe, one.maybe) }
      }, first)
    }
    return { 4: of(4), 6: of(6) }
  }

  /** @param at addresses that every block of this profile holds whole or not at all */
  onAddress(at: AddressRange, destination: PodClass | null, watch?: Watch): Verdict {
    if (this.#undecided(watch)) return undecided
    return this.#free ? everything : this.#at({ pod: null, at }, destination, watch)
  }


  get #free(): boolean {
    return this.rules.length === 0 && this.policies.isolating.length === 0 || (this.host && this.#assumptions.hostNetworkPods === 'as-node')
  }

  #undecided(watch?: Watch): boolean {
    for (const why of this.opaque) watch?.tell(why)
    return this.opaque.length > 0
  }

  #at(target: Target, destination: PodClass | null, watch?: Watch): Verdict {
    const verdict = evaluate(this.policies, (rule) => matchRule(rule, target, this.#assumptions, watch?.tell), destination, watch?.tracer)
    if (!this.host || this.#assumptions.hostNetworkPods === 'as-pod') return verdict
    watch?.tell(doubtTexts.hostNetwork)
    return { sure: verdict.sure, maybe: allPorts }
  }
}
