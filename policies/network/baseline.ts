/** The NetworkPolicies that the space stack builds besides the halves of Flows, and what each may contain: a name alone proves nothing. */
import type { DocumentOf } from '../estate/document.ts'
import type { Estate } from '../estate/estate.ts'
import type { NetworkPolicyPeer } from '../kubernetes.ts'
import { policyNames } from '../names.ts'
import { covered, parseCidrs } from './cidr.ts'
import { addressesOf } from './ranges.ts'
import { portRange, type AllowRule } from './policy-rules.ts'

export const namespaceLabel = 'kubernetes.io/metadata.name'

/** Name of the one namespace that a peer selects by the label that nobody can change, or null. */
export function namespaceNamed(peer: NetworkPolicyPeer): string | null {
  const { matchLabels = {}, matchExpressions = [] } = peer.namespaceSelector ?? {}
  const keys = Object.keys(matchLabels)
  return keys.length === 1 && matchExpressions.length === 0 ? (matchLabels[namespaceLabel] ?? null) : null
}

/** Where the cluster's name service runs. @default kube-system, k8s-app=kube-dns */
export function nameService(estate: Estate): { readonly namespace: string; readonly podLabels: Readonly<Record<string, string>> } {
  return estate.root.dns ?? { namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' } }
}

/**
 * Whether a rule is what the baseline policy of that name is for.
 * @returns null where the name is none of the baseline's
 */
export function isBaselineRule(policyName: string, rule: AllowRule, cluster: DocumentOf<'Cluster'>, estate: Estate): boolean | null {
  const peers = (test: (peer: NetworkPolicyPeer) => boolean): boolean => rule.peers.length > 0 && rule.peers.every(test)
  switch (policyName) {
    case policyNames.denyAll:
      return false
    case policyNames.dns: {
      const only53 = rule.ports.length > 0 && rule.ports.every((port) => port.port !== undefined && portRange(port)?.from === 53 && portRange(port)?.to === 53)
      return rule.direction === 'egress' && only53 && peers((peer) => namespaceNamed(peer) === nameService(estate).namespace)
    }
    case policyNames.gateway:
      return rule.direction === 'ingress' && cluster.ingress !== undefined && peers((peer) => namespaceNamed(peer) === cluster.ingress?.namespace)
    case policyNames.api: {
      const servers = parseCidrs(cluster.apiServer ?? [])
      return rule.direction === 'egress' && peers((peer) => peer.ipBlock !== undefined && addressesOf(peer.ipBlock).every((range) => covered(range, servers)))
    }
    default:
      return null
  }
}
