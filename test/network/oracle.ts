/**
 * One packet at a time, straight from the API documentation (networking/v1, policy.networking.k8s.io v1alpha2 and v1alpha1), slow and plain,
 * sharing no code with the engine. It answers for one world, in which everything is known: addresses, what the plugin does, ties.
 */
import { BlockList, isIPv6 } from 'node:net'

export type Json = Readonly<Record<string, unknown>>

export interface World {
  readonly ipBlockSelectsPods: boolean
  readonly hostNetworkPods: 'as-node' | 'as-pod'
  /** Of policies with one priority: whether the later of the list goes first. */
  readonly laterFirst: boolean
  /** Of the two APIs of the admin tiers: whether the older goes first. */
  readonly olderFirst: boolean
}

export interface Pod {
  readonly type: 'pod'
  readonly id: string
  readonly namespace: string
  readonly labels: Readonly<Record<string, string>>
  readonly ports: readonly { readonly name: string; readonly containerPort: number; readonly protocol: string }[]
  readonly host: boolean
  readonly ips: readonly string[]
  /** A template: there may be another pod just like it. */
  readonly many: boolean
}

export interface Address {
  readonly type: 'address'
  readonly ip: string
}

export interface Packet {
  readonly protocol: string
  readonly port: number
}

interface Peer { podSelector?: Selector; namespaceSelector?: Selector; ipBlock?: { cidr: string; except?: string[] } }
interface Selector { matchLabels?: Record<string, string>; matchExpressions?: { key: string; operator: string; values?: string[] }[] }
interface PortEntry { protocol?: string; port?: number | string; endPort?: number }
interface Spec { podSelector?: Selector; policyTypes?: string[]; ingress?: { from?: Peer[]; ports?: PortEntry[] }[]; egress?: { to?: Peer[]; ports?: PortEntry[] }[] }
interface NamespacedPod { namespaceSelector: Selector; podSelector: Selector }
interface TierPeer { namespaces?: Selector; pods?: NamespacedPod; networks?: string[] }
interface Numbered { destinationPort?: { number?: number; range?: { start: number; end: number } } }
interface TierRule {
  action: string; from?: TierPeer[]; to?: TierPeer[]
  protocols?: { tcp?: Numbered; udp?: Numbered; sctp?: Numbered; destinationNamedPort?: string }[]
  ports?: { portNumber?: { protocol: string; port: number }; namedPort?: string; portRange?: { protocol?: string; start: number; end: number } }[]
}
interface TierSpec { tier?: string; priority?: number; subject: { namespaces?: Selector; pods?: NamespacedPod }; ingress?: TierRule[]; egress?: TierRule[] }

export class Oracle {
  readonly #namespaces = new Map<string, Record<string, string>>()
  readonly #policies: { namespace: string; spec: Spec }[] = []
  readonly #tiers: { kind: string; spec: TierSpec }[] = []
  readonly #world: World

  constructor(objects: readonly Json[], world: World) {
    this.#world = world
    for (const object of objects) {
      const metadata = object['metadata'] as { name: string; namespace?: string; labels?: Record<string, string> }
      const kind = object['kind'] as string
      if (kind === 'Namespace') this.#namespaces.set(metadata.name, { ...metadata.labels, 'kubernetes.io/metadata.name': metadata.name })
      if (kind === 'NetworkPolicy') this.#policies.push({ namespace: metadata.namespace ?? '', spec: object['spec'] as Spec })
      if (['ClusterNetworkPolicy', 'AdminNetworkPolicy', 'BaselineAdminNetworkPolicy'].includes(kind)) this.#tiers.push({ kind, spec: object['spec'] as TierSpec })
    }
  }

  reaches(from: Pod | Address, to: Pod | Address, packet: Packet): boolean {
    if (from.type === 'pod' && from === to) return true
    const sources = from.type === 'pod' ? from.ips : [from.ip]
    const destinations = to.type === 'pod' ? to.ips : [to.ip]
    return sources.some((source) => destinations.some((destination) => isIPv6(source) === isIPv6(destination)
      && (from.type === 'address' || this.#lets(from, 'egress', to, destination, packet))
      && (to.type === 'address' || this.#lets(to, 'ingress', from, source, packet))))
  }

  /** Whether the policies on `pod` let the packet through. */
  #lets(pod: Pod, direction: 'ingress' | 'egress', peer: Pod | Address, peerIp: string, packet: Packet): boolean {
    const world = this.#world
    if (pod.host && world.hostNetworkPods === 'as-node') return true
    const destination = direction === 'ingress' ? pod : peer
    const admin = this.#tier('Admin', pod, direction, peer, peerIp, packet, destination)
    if (admin === 'accept') return true
    if (admin === 'deny') return false
    const selecting = this.#policies.filter(({ namespace, spec }) => namespace === pod.namespace && selects(spec.podSelector ?? {}, pod.labels) && affects(spec, direction))
    if (selecting.length > 0) {
      return selecting.some(({ namespace, spec }) => (direction === 'ingress' ? (spec.ingress ?? []).map((r) => ({ peers: r.from, ports: r.ports })) : (spec.egress ?? []).map((r) => ({ peers: r.to, ports: r.ports })))
        .some(({ peers, ports }) => this.#peersMatch(peers, namespace, peer, peerIp) && portsMatch(ports, packet, destination)))
    }
    return this.#tier('Baseline', pod, direction, peer, peerIp, packet, destination) !== 'deny'
  }

  #peersMatch(peers: Peer[] | undefined, own: string, peer: Pod | Address, ip: string): boolean {
    if (peers === undefined || peers.length === 0) return true
    return peers.some((one) => {
      if (one.ipBlock !== undefined) {
        const pods = peer.type === 'address' || this.#world.ipBlockSelectsPods || (peer.host && this.#world.hostNetworkPods === 'as-node')
        return pods && inBlock(ip, one.ipBlock.cidr) && !(one.ipBlock.except ?? []).some((e) => inBlock(ip, e))
      }
      if (peer.type === 'address' || (peer.host && this.#world.hostNetworkPods === 'as-node')) return false
      const space = one.namespaceSelector === undefined ? peer.namespace === own : selects(one.namespaceSelector, this.#namespaces.get(peer.namespace) ?? {})
      return space && (one.podSelector === undefined || selects(one.podSelector, peer.labels))
    })
  }

  #tier(tier: 'Admin' | 'Baseline', pod: Pod, direction: 'ingress' | 'egress', peer: Pod | Address, ip: string, packet: Packet, destination: Pod | Address): 'accept' | 'deny' | 'none' {
    if (pod.host) return 'none'
    const older = tier === 'Admin' ? 'AdminNetworkPolicy' : 'BaselineAdminNetworkPolicy'
    const newer = this.#inOrder(this.#tiers.filter((p) => p.kind === 'ClusterNetworkPolicy' && p.spec.tier === tier))
    const old = this.#inOrder(this.#tiers.filter((p) => p.kind === older))
    for (const { spec } of this.#world.olderFirst ? [...old, ...newer] : [...newer, ...old]) {
      if (!this.#tierSelects(spec.subject.namespaces, spec.subject.pods, pod)) continue
      for (const rule of spec[direction] ?? []) {
        const peers = (direction === 'ingress' ? rule.from : rule.to) ?? []
        if (!peers.some((one) => (one.networks === undefined ? peer.type === 'pod' && !peer.host && this.#tierSelects(one.namespaces, one.pods, peer) : one.networks.some((n) => inBlock(ip, n))))) continue
        if (!tierPortsMatch(rule, packet, destination)) continue
        if (rule.action === 'Pass') return 'none'
        return rule.action === 'Deny' ? 'deny' : 'accept'
      }
    }
    return 'none'
  }

  #inOrder<T extends { spec: TierSpec }>(policies: readonly T[]): T[] {
    const listed = this.#world.laterFirst ? [...policies].reverse() : [...policies]
    return listed.sort((a, b) => (a.spec.priority ?? 0) - (b.spec.priority ?? 0))
  }

  #tierSelects(namespaces: Selector | undefined, pods: NamespacedPod | undefined, pod: Pod): boolean {
    const labels = this.#namespaces.get(pod.namespace) ?? {}
    if (namespaces !== undefined) return selects(namespaces, labels)
    return pods !== undefined && selects(pods.namespaceSelector, labels) && selects(pods.podSelector, pod.labels)
  }
}

function affects(spec: Spec, direction: 'ingress' | 'egress'): boolean {
  if (spec.policyTypes !== undefined && spec.policyTypes.length > 0) return spec.policyTypes.includes(direction === 'ingress' ? 'Ingress' : 'Egress')
  return direction === 'ingress' || (spec.egress ?? []).length > 0
}

function portsMatch(ports: PortEntry[] | undefined, packet: Packet, destination: Pod | Address): boolean {
  if (ports === undefined || ports.length === 0) return true
  return ports.some(({ protocol = 'TCP', port, endPort }) => {
    if (protocol !== packet.protocol) return false
    if (port === undefined) return true
    if (typeof port === 'string') return destination.type === 'pod' && destination.ports.some((p) => p.name === port && p.protocol === protocol && p.containerPort === packet.port)
    return packet.port >= port && packet.port <= (endPort ?? port)
  })
}

function tierPortsMatch(rule: TierRule, packet: Packet, destination: Pod | Address): boolean {
  if (rule.protocols === undefined && rule.ports === undefined) return true
  const named = (name: string): boolean => destination.type === 'pod' && destination.ports.some((p) => p.name === name && p.protocol === packet.protocol && p.containerPort === packet.port)
  const byProtocol = (rule.protocols ?? []).some(({ tcp, udp, sctp, destinationNamedPort }) => {
    if (destinationNamedPort !== undefined) return named(destinationNamedPort)
    const one = packet.protocol === 'TCP' ? tcp : packet.protocol === 'UDP' ? udp : sctp
    if (one === undefined) return false
    const { number, range } = one.destinationPort ?? {}
    return one.destinationPort === undefined || number === packet.port || (range !== undefined && packet.port >= range.start && packet.port <= range.end)
  })
  return byProtocol || (rule.ports ?? []).some(({ portNumber, namedPort, portRange }) => {
    if (namedPort !== undefined) return named(namedPort)
    if (portNumber !== undefined) return portNumber.protocol === packet.protocol && portNumber.port === packet.port
    return portRange !== undefined && (portRange.protocol ?? 'TCP') === packet.protocol && packet.port >= portRange.start && packet.port <= portRange.end
  })
}

function selects(selector: Selector, labels: Readonly<Record<string, string>>): boolean {
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) if (labels[key] !== value) return false
  for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
    const value = labels[key]
    if (operator === 'In' && (value === undefined || !values.includes(value))) return false
    if (operator === 'NotIn' && value !== undefined && values.includes(value)) return false
    if (operator === 'Exists' && value === undefined) return false
    if (operator === 'DoesNotExist' && value !== undefined) return false
  }
  return true
}

const blocks = new Map<string, BlockList>()

function inBlock(ip: string, cidr: string): boolean {
  const [network = '', prefix = ''] = cidr.split('/')
  if (isIPv6(ip) !== isIPv6(network)) return false
  const family = isIPv6(ip) ? 'ipv6' : 'ipv4'
  let block = blocks.get(cidr)
  if (block === undefined) {
    block = new BlockList()
    block.addSubnet(network, Number(prefix), family)
    blocks.set(cidr, block)
  }
  return block.check(ip, family)
}
