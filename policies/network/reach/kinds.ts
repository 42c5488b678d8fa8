/** Kinds that decide who reaches whom: those that we interpret, and those of other projects that make the answer unknown. */
import { bearsPod } from '../../pod-target.ts'
import { groupOf, type Subject } from '../../subject.ts'

const tierVersions: ReadonlyMap<string, string> = new Map([
  ['ClusterNetworkPolicy', 'policy.networking.k8s.io/v1alpha2'],
  ['AdminNetworkPolicy', 'policy.networking.k8s.io/v1alpha1'],
  ['BaselineAdminNetworkPolicy', 'policy.networking.k8s.io/v1alpha1'],
])

/**
 * Policies of network plugins. The plugin's own group alone does not tell: only these kinds allow or block.
 * Sources: docs.cilium.io, docs.tigera.io, antrea.io, ovn-kubernetes.io, kubeovn (their CRD references).
 */
const foreign: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['cilium.io', new Set(['CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy'])],
  ['crd.projectcalico.org', new Set(['NetworkPolicy', 'GlobalNetworkPolicy', 'Profile', 'HostEndpoint'])],
  ['projectcalico.org', new Set(['NetworkPolicy', 'GlobalNetworkPolicy', 'Profile', 'HostEndpoint'])],
  ['crd.antrea.io', new Set(['NetworkPolicy', 'ClusterNetworkPolicy'])],
  ['k8s.ovn.org', new Set(['EgressFirewall'])],
  ['kubeovn.io', new Set(['SecurityGroup'])],
])

export type Role = 'namespace' | 'pods' | 'network-policy' | 'tier-policy' | 'foreign' | null

/** What a subject is to reachability; null = nothing. */
export function roleOf(subject: Subject): Role {
  const { group, kind } = subject
  if (group === '') return kind === 'Namespace' ? 'namespace' : bearsPod(subject) ? 'pods' : null
  if (group === 'networking.k8s.io') return kind === 'NetworkPolicy' ? 'network-policy' : null
  if (group === 'policy.networking.k8s.io') return kind.endsWith('NetworkPolicy') ? (tierVersions.get(kind) === subject.object['apiVersion'] ? 'tier-policy' : 'foreign') : null
  if (foreign.get(group)?.has(kind) === true) return 'foreign'
  return bearsPod(subject) ? 'pods' : null
}

/** Kinds whose lists must have been read whole; where the server does not know one it is whole and empty. */
export const neededKinds: readonly (readonly [group: string, kind: string])[] = [
  ['', 'Namespace'], ['', 'Pod'], ['apps', 'Deployment'], ['apps', 'StatefulSet'], ['apps', 'DaemonSet'], ['batch', 'Job'], ['batch', 'CronJob'],
  ['networking.k8s.io', 'NetworkPolicy'], ...[...tierVersions].map(([kind, version]) => [groupOf(version), kind] as const),
]
