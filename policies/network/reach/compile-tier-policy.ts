/**
 * The cluster-wide tiers → TierPolicy: ClusterNetworkPolicy (policy.networking.k8s.io/v1alpha2), AdminNetworkPolicy and
 * BaselineAdminNetworkPolicy (v1alpha1). The older two differ in words only: Allow for Accept, `ports` for `protocols`, a tier each.
 */
import type { LabelSelector } from '../../kubernetes.ts'
import type { Subject } from '../../subject.ts'
import { parseCidr, type AddressRange } from '../cidr.ts'
import type { Direction } from '../policy-rules.ts'
import { noPorts, portsOf, protocols, union } from '../port-set.ts'
import { termsOf } from '../selector.ts'
import type { Namespaces } from './namespaces.ts'
import { everyPort, portInterval, protocolOf, type Action, type CompiledRule, type Peer, type PortMatch, type TierPolicy } from './rules.ts'

interface NamespacedPod {
  readonly namespaceSelector?: LabelSelector
  readonly podSelector?: LabelSelector
}

interface TierPeer {
  readonly namespaces?: LabelSelector
  readonly pods?: NamespacedPod
  readonly nodes?: LabelSelector
  readonly networks?: readonly string[]
  readonly domainNames?: readonly string[]
}

interface TierRule {
  readonly action?: string
  readonly from?: readonly TierPeer[]
  readonly to?: readonly TierPeer[]
  readonly protocols?: readonly WrittenProtocol[]
  readonly ports?: readonly WrittenPort[]
}

type WrittenProtocol = Partial<Record<'tcp' | 'udp' | 'sctp', { readonly destinationPort?: { readonly number?: number; readonly range?: { readonly start?: number; readonly end?: number } } }>> & {
  readonly destinationNamedPort?: string
}

interface WrittenPort {
  readonly portNumber?: { readonly protocol?: string; readonly port?: number }
  readonly namedPort?: string
  readonly portRange?: { readonly protocol?: string; readonly start?: number; readonly end?: number }
}

interface TierSpec {
  readonly tier?: string
  readonly priority?: number
  readonly subject?: { readonly namespaces?: LabelSelector; readonly pods?: NamespacedPod }
  readonly ingress?: readonly TierRule[]
  readonly egress?: readonly TierRule[]
}

/** @throws Error on what the API refuses, or a later version may mean otherwise */
export function compileTierPolicy(subject: Subject, id: number, namespaces: Namespaces): TierPolicy {
  const spec: TierSpec = subject.object['spec'] ?? {}
  const { namespaces: spaces, pods } = spec.subject ?? {}
  if ((spaces === undefined) === (pods === undefined)) throw new Error('spec.subject; allowed: exactly one of namespaces, pods')
  const rules = (direction: Direction): readonly CompiledRule[] | null => {
    const written = spec[direction] ?? []
    return written.length === 0 ? null : written.map((rule, i) => ruleOf(rule, direction, `spec.${direction}[${i}]`, namespaces))
  }
  return {
    id, subject, ...rankOf(subject.kind, spec),
    namespaces: namespaces.matcher(spaces ?? pods?.namespaceSelector ?? {}), pods: termsOf(pods?.podSelector ?? {}),
    rules: { ingress: rules('ingress'), egress: rules('egress') },
  }
}

function rankOf(kind: string, { tier, priority }: TierSpec): Pick<TierPolicy, 'tier' | 'priority'> {
  if (kind === 'BaselineAdminNetworkPolicy') return { tier: 'Baseline', priority: 0 }
  if (priority === undefined || !Number.isInteger(priority) || priority < 0 || priority > 1000) throw new Error(`spec.priority ${String(priority)}; allowed: 0-1000`)
  if (kind === 'AdminNetworkPolicy') return { tier: 'Admin', priority }
  if (tier !== 'Admin' && tier !== 'Baseline') throw new Error(`spec.tier ${String(tier)}; allowed: Admin, Baseline`)
  return { tier, priority }
}

const actions: Readonly<Record<string, Action>> = { Accept: 'allow', Allow: 'allow', Deny: 'deny', Pass: 'pass' }

function ruleOf(rule: TierRule, direction: Direction, path: string, namespaces: Namespaces): CompiledRule {
  const action = actions[rule.action ?? '']
  if (action === undefined) throw new Error(`${path}.action ${String(rule.action)}; allowed: Accept (Allow), Deny, Pass`)
  const written = (direction === 'ingress' ? rule.from : rule.to) ?? []
  if (written.length === 0) throw new Error(`${path}: no peer; allowed: 1-25 (100)`)
  const peers = written.map((peer) => peerOf(peer, namespaces))
  if (!peers.includes(null)) return { path, action, peers: peers.filter((p) => p !== null), ports: portsOfRule(rule, path) }
  // A field of a later version: an Accept rule matches no traffic, any other one denies all (API: "fail closed").
  return action === 'allow' ? { path, action, peers: [], ports: everyPort } : { path, action: 'deny', peers: [{ type: 'everything' }], ports: everyPort }
}

function peerOf(peer: TierPeer, namespaces: Namespaces): Peer | null {
  if (peer.namespaces !== undefined) return { type: 'pods', namespaces: namespaces.matcher(peer.namespaces), pods: [], host: false }
  if (peer.pods !== undefined) return { type: 'pods', namespaces: namespaces.matcher(peer.pods.namespaceSelector ?? {}), pods: termsOf(peer.pods.podSelector ?? {}), host: false }
  if (peer.networks !== undefined) return { type: 'block', ranges: peer.networks.map(network), pods: 'yes' }
  if (peer.nodes !== undefined) return { type: 'nodes', all: termsOf(peer.nodes).length === 0 }
  return peer.domainNames === undefined ? null : { type: 'domains' }
}

function network(text: string): AddressRange {
  const cidr = parseCidr(text)
  if (cidr === null) throw new Error(`networks: ${text} is not a CIDR (allowed: 10.0.0.0/8, fd00::/8)`)
  return cidr
}

function portsOfRule({ protocols: newer, ports: older }: TierRule, path: string): PortMatch {
  const entries = [...(newer ?? []).map((one) => protocolPorts(one, path)), ...(older ?? []).map((one) => portPorts(one, path))]
  if (entries.length === 0) return everyPort
  return { numbers: entries.reduce((sum, { numbers }) => union(sum, numbers), noPorts), names: entries.flatMap(({ names }) => names) }
}

function protocolPorts(entry: WrittenProtocol, path: string): PortMatch {
  if (entry.destinationNamedPort !== undefined) return { numbers: noPorts, names: [`${entry.destinationNamedPort}/`] }
  for (const protocol of protocols) {
    const one = entry[protocol === 'TCP' ? 'tcp' : protocol === 'UDP' ? 'udp' : 'sctp']
    if (one === undefined) continue
    const { number, range } = one.destinationPort ?? {}
    if (one.destinationPort === undefined) return { numbers: portsOf(protocol), names: [] }
    return { numbers: portInterval(protocol, number ?? range?.start, number ?? range?.end), names: [] }
  }
  throw new Error(`${path}.protocols; allowed: tcp, udp, sctp, destinationNamedPort`)
}

function portPorts({ portNumber, namedPort, portRange }: WrittenPort, path: string): PortMatch {
  if (namedPort !== undefined) return { numbers: noPorts, names: [`${namedPort}/`] }
  if (portNumber !== undefined) return { numbers: portInterval(protocolOf(portNumber.protocol), portNumber.port, portNumber.port), names: [] }
  if (portRange !== undefined) return { numbers: portInterval(protocolOf(portRange.protocol), portRange.start, portRange.end), names: [] }
  throw new Error(`${path}.ports; allowed: portNumber, namedPort, portRange`)
}
