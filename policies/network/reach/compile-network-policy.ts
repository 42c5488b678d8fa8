/** NetworkPolicy (networking/v1) → CompiledPolicy. What the API server would refuse is an error: such an object says nothing that can be relied on. */
import type { NetworkPolicyPeer, NetworkPolicyPort } from '../../kubernetes.ts'
import type { Subject } from '../../subject.ts'
import { directionsOf, policySpec, portRange, type Direction } from '../policy-rules.ts'
import { noPorts, portsOf, union } from '../port-set.ts'
import { addressesOf } from '../ranges.ts'
import { termsOf } from '../selector.ts'
import { onlyNamespace, type Namespaces } from './namespaces.ts'
import { everyPort, portInterval, protocolOf, type CompiledPolicy, type CompiledRule, type Peer, type PortMatch } from './rules.ts'

interface WrittenRule {
  readonly from?: readonly NetworkPolicyPeer[] | null
  readonly to?: readonly NetworkPolicyPeer[] | null
  readonly ports?: readonly NetworkPolicyPort[] | null
}

/** @throws Error on selectors, blocks and ports that the API refuses */
export function compileNetworkPolicy(subject: Subject, id: number, namespaces: Namespaces): CompiledPolicy {
  const spec = policySpec(subject)
  const directions = directionsOf(spec)
  const rules = (direction: Direction): readonly CompiledRule[] | null => {
    if (!directions.includes(direction)) return null
    const written: readonly WrittenRule[] = spec[direction] ?? []
    return written.map((rule, i) => ({
      path: `spec.${direction}[${i}]`, action: 'allow', ports: portsOfRule(rule.ports ?? []),
      peers: peersOf((direction === 'ingress' ? rule.from : rule.to) ?? [], subject.namespace, namespaces),
    }))
  }
  return {
    id, subject, namespaces: onlyNamespace(subject.namespace), pods: termsOf(spec.podSelector ?? {}),
    rules: { ingress: rules('ingress'), egress: rules('egress') },
  }
}

/** Empty or missing: everything. */
function peersOf(written: readonly NetworkPolicyPeer[], own: string, namespaces: Namespaces): readonly Peer[] | null {
  return written.length === 0 ? null : written.map((peer) => peerOf(peer, own, namespaces))
}

function peerOf({ podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer, own: string, namespaces: Namespaces): Peer {
  const pods = podSelector ?? null
  const spaces = namespaceSelector ?? null
  if (ipBlock !== undefined && ipBlock !== null) {
    if (pods !== null || spaces !== null) throw new Error('a peer holds ipBlock beside a selector; allowed: one or the other')
    return { type: 'block', ranges: addressesOf(ipBlock), pods: 'assumed' }
  }
  if (pods === null && spaces === null) throw new Error('a peer is empty; allowed: podSelector, namespaceSelector, ipBlock')
  return { type: 'pods', namespaces: spaces === null ? onlyNamespace(own) : namespaces.matcher(spaces), pods: termsOf(pods ?? {}), host: true }
}

function portsOfRule(ports: readonly NetworkPolicyPort[]): PortMatch {
  if (ports.length === 0) return everyPort
  let numbers = noPorts
  const names: string[] = []
  for (const port of ports) {
    const protocol = protocolOf(port.protocol)
    const range = portRange(port)
    if (range === null) {
      if (port.endPort !== undefined) throw new Error(`endPort beside the named port ${String(port.port)}`)
      names.push(`${String(port.port)}/${protocol}`)
    } else if (port.port === undefined) {
      if (port.endPort !== undefined) throw new Error('endPort without port')
      numbers = union(numbers, portsOf(protocol))
    } else numbers = union(numbers, portInterval(protocol, range.from, range.to))
  }
  return { numbers, names }
}
