/** Whether a rule means a peer: a pod (at an address, where that matters) or an address outside. Doubts are told to whoever asks for them. */
import type { Text } from '../../text.ts'
import { contains, parseCidrs, type AddressRange } from '../cidr.ts'
import { match, type Match } from '../selector.ts'
import { doubtTexts } from './doubt-texts.ts'
import { matchNamespace } from './namespaces.ts'
import { meansAll, type CompiledRule, type Peer } from './rules.ts'
import type { Assumptions } from './types.ts'
import type { PodClass } from './workloads.ts'

/** The other end of a pair. `at` is null for a pod whose address no rule asks for. */
export type Target = { readonly pod: PodClass; readonly at: AddressRange | null } | { readonly pod: null; readonly at: AddressRange }

export type TellDoubt = (why: Text) => void

export function matchRule(rule: CompiledRule, target: Target, assumptions: Assumptions, tell?: TellDoubt): Match {
  if (rule.peers === null) return 'yes'
  let best: Match = 'no'
  for (const peer of rule.peers) {
    const one = matchPeer(peer, target, assumptions, tell)
    if (one === 'yes') return 'yes'
    if (one === 'maybe') best = 'maybe'
  }
  return best
}

function matchPeer(peer: Peer, target: Target, assumptions: Assumptions, tell?: TellDoubt): Match {
  switch (peer.type) {
    case 'everything': return 'yes'
    case 'pods': return target.pod === null ? 'no' : matchPod(peer, target.pod, assumptions, tell)
    case 'block': return matchBlock(peer, target, assumptions, tell)
    case 'nodes': return matchNode(peer, target, assumptions, tell)
    case 'domains': return target.pod === null || target.pod.host ? doubtful(doubtTexts.domainNames, tell) : 'no'
  }
}

function matchPod(peer: Peer & { readonly type: 'pods' }, pod: PodClass, assumptions: Assumptions, tell?: TellDoubt): Match {
  if (pod.host && (!peer.host || assumptions.hostNetworkPods === 'as-node')) return 'no'
  // The stranger of crowd.ts is nobody in particular: whom a selector picks out is looked at by name.
  if (pod.namespace === '') return meansAll(peer) ? 'yes' : 'no'
  const space = matchNamespace(peer.namespaces, pod.namespace)
  if (space === 'no') return 'no'
  const labels = match(peer.pods, pod.labels, pod.gaps)
  if (labels === 'no') return 'no'
  if (space === 'maybe') return doubtful(doubtTexts.namespaceLabels(pod.namespace), tell)
  if (labels === 'maybe') return doubtful(doubtTexts.generatedLabels, tell)
  return pod.host && assumptions.hostNetworkPods === null ? doubtful(doubtTexts.hostNetwork, tell) : 'yes'
}

function matchBlock(peer: Peer & { readonly type: 'block' }, { pod, at }: Target, assumptions: Assumptions, tell?: TellDoubt): Match {
  if (at === null || !peer.ranges.some((range) => contains(range, at))) return 'no'
  if (pod === null || peer.pods === 'yes') return 'yes'
  // A node's address is no pod's address: an ipBlock means it, unless the plugin tells hostNetwork pods from their node.
  if (pod.host && assumptions.hostNetworkPods === 'as-node') return 'yes'
  if (assumptions.ipBlockSelectsPods === true) return 'yes'
  if (pod.host && assumptions.hostNetworkPods === null) return doubtful(doubtTexts.hostNetwork, tell)
  return assumptions.ipBlockSelectsPods === false ? 'no' : doubtful(doubtTexts.ipBlock, tell)
}

function matchNode(peer: Peer & { readonly type: 'nodes' }, { pod, at }: Target, { nodeCidrs }: Assumptions, tell?: TellDoubt): Match {
  if (pod !== null) return !pod.host ? 'no' : peer.all ? 'yes' : doubtful(doubtTexts.nodes, tell)
  return nodeCidrs.length === 0 || inside(at, nodeCidrs) ? doubtful(doubtTexts.nodes, tell) : 'no'
}

const parsed = new WeakMap<readonly string[], readonly AddressRange[]>()

function inside(at: AddressRange, cidrs: readonly string[]): boolean {
  let ranges = parsed.get(cidrs)
  if (ranges === undefined) parsed.set(cidrs, (ranges = parseCidrs(cidrs)))
  return ranges.some((range) => contains(range, at))
}

function doubtful(why: Text, tell?: TellDoubt): Match {
  tell?.(why)
  return 'maybe'
}
