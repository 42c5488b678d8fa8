/** What the estate declares that may connect: approved Flows of a cluster and the baseline that the space stack builds beside them. */
import type { DocumentOf } from '../../estate/document.ts'
import type { Estate, PlacedTier } from '../../estate/estate.ts'
import { flowEnd, missingApprovals, placedEnd } from '../../estate/flow-ends.ts'
import { nameService } from '../baseline.ts'
import { covered, parseCidrs, type AddressRange } from '../cidr.ts'
import { addressesBehind, type Flow } from '../declared-flows.ts'
import { guardedAddresses } from '../ranges.ts'
import { noPorts, portsOf, union, type PortSet } from '../port-set.ts'
import type { End } from '../reachability.ts'
import { namespaceOf } from './ends.ts'

export interface DeclaredFlow {
  readonly flow: Flow
  readonly ports: PortSet
  readonly approved: boolean
  readonly from: FlowSide
  readonly to: FlowSide
}
export type FlowSide = { readonly namespace: string } | { readonly ranges: readonly AddressRange[] }

export interface Expected {
  /** Flows with an end in this cluster, approved or not. */
  readonly flows: readonly DeclaredFlow[]
  /** Ports that approved Flows and the baseline open between two ends. */
  ports(from: End, to: End): PortSet
  /** Addresses that no Flow opens by the way (ranges.ts guardedAddresses). */
  readonly guarded: readonly AddressRange[]
  /** Flows that name the two ends, approved or not. */
  between(from: End, to: End): readonly DeclaredFlow[]
}

/** @param cluster name of the Cluster whose Flows are asked for */
export function expectedOf(estate: Estate, cluster: string): Expected {
  const flows = estate.of('Flow').flatMap((flow) => declared(flow, estate, cluster) ?? [])
  const byFrom = new Map<string, DeclaredFlow[]>()
  for (const flow of flows) {
    const key = 'namespace' in flow.from ? flow.from.namespace : ''
    const list = byFrom.get(key)
    if (list === undefined) byFrom.set(key, [flow])
    else list.push(flow)
  }
  const document = estate.get('Cluster', cluster)
  const between = (from: End, to: End): readonly DeclaredFlow[] => (byFrom.get(namespaceOf(from)) ?? []).filter((flow) => isEnd(flow.from, from) && isEnd(flow.to, to))
  return {
    flows,
    between,
    guarded: document === undefined ? [] : guardedAddresses(document),
    ports(from, to) {
      const start = document === undefined ? noPorts : baseline(from, to, document, estate)
      return between(from, to).filter((f) => f.approved).reduce((sum, f) => union(sum, f.ports), start)
    },
  }
}

function declared(flow: Flow, estate: Estate, cluster: string): DeclaredFlow | null {
  const ends = [flow.from, flow.to].map((text) => sideOf(text, estate, cluster))
  const [from, to] = ends
  if (from === null || from === undefined || to === null || to === undefined || (!('namespace' in from) && !('namespace' in to))) return null
  const ports = flow.ports.reduce((sum, p) => union(sum, portsOf(p.protocol ?? 'TCP', p.port, p.endPort ?? p.port)), noPorts)
  return { flow, ports, approved: missingApprovals(estate, flow).length === 0, from, to }
}

/** Null for a tier of another cluster, and for an end that has no addresses. */
function sideOf(text: string, estate: Estate, cluster: string): FlowSide | null {
  const end = flowEnd(estate, text)
  const placed = placedEnd(end)
  if (placed !== undefined) return placed.tier.cluster === cluster ? { namespace: placed.namespace } : null
  const ranges = addressesBehind(end)
  return ranges === null || ranges.length === 0 ? null : { ranges }
}

function isEnd(side: FlowSide, end: End): boolean {
  if ('namespace' in side) return namespaceOf(end) === side.namespace
  return end.type === 'external' && end.ranges.every((range) => covered(range, side.ranges))
}

const dnsPorts = union(portsOf('UDP', 53, 53), portsOf('TCP', 53, 53))
const apiPorts = union(portsOf('TCP', 443, 443), portsOf('TCP', 6443, 6443))

/** Name resolution, the gateway to declared Ingresses, the API server for workloads that call it (names.ts policyNames). */
function baseline(from: End, to: End, cluster: DocumentOf<'Cluster'>, estate: Estate): PortSet {
  let ports = noPorts
  if (namespaceOf(to) === nameService(estate).namespace) ports = union(ports, dnsPorts)
  const gateway = cluster.ingress?.namespace
  if (gateway !== undefined && namespaceOf(from) === gateway) ports = union(ports, ingressPorts(estate.tierOf(cluster.name, namespaceOf(to))))
  const servers = parseCidrs(cluster.apiServer ?? [])
  if (to.type === 'external' && to.ranges.every((range) => covered(range, servers)) && callsApi(estate.tierOf(cluster.name, namespaceOf(from)))) ports = union(ports, apiPorts)
  return ports
}

function ingressPorts(tier: PlacedTier | undefined): PortSet {
  return (tier?.tier.workloads ?? []).reduce((sum, workload) => {
    const port = (workload.ports ?? []).find((p) => p.name === workload.ingress?.port)
    return port === undefined ? sum : union(sum, portsOf(port.protocol ?? 'TCP', port.port, port.port))
  }, noPorts)
}

function callsApi(tier: PlacedTier | undefined): boolean {
  return (tier?.tier.workloads ?? []).some((workload) => workload.callsApi === true)
}
