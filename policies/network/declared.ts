/** The network as the estate declares it, counted: addresses, coverage of the access tree, bandwidth, backup centres, private networks, planes. */
import type { DocumentOf } from '../estate/document.ts'
import type { Estate } from '../estate/estate.ts'
import { accessCoverage, joinedNodes, type Coverage } from './access-tree.ts'
import { allocations, type Allocation } from './address-plan.ts'
import { bandwidthFloor } from './bandwidth.ts'

export interface LinkState {
  readonly name: string
  readonly from: string
  readonly to: string
  /** Mbps. */
  readonly bandwidth: number
  /** Mbps; null where no floor applies. */
  readonly floor: number | null
}

export interface PrivateNetworkState {
  readonly name: string
  readonly department: string
  readonly state: DocumentOf<'PrivateNetwork'>['state']
  /** Last day of the exemption or migration; '' = not stated. */
  readonly until: string
}

export interface PlaneState {
  readonly name: string
  readonly carries: readonly string[]
  readonly links: number
}

export interface DeclaredNetwork {
  readonly addresses: readonly Allocation[]
  readonly coverage: readonly Coverage[]
  readonly nodes: number
  /** Nodes that no chain of links joins to a core. */
  readonly orphans: readonly string[]
  readonly dualStackNodes: number
  readonly links: readonly LinkState[]
  readonly privateNetworks: readonly PrivateNetworkState[]
  readonly planes: readonly PlaneState[]
}

/** @param day YYYY-MM-DD in the estate's time zone: which nodes are connected by then */
export function declaredNetwork(estate: Estate, day: string): DeclaredNetwork {
  const joined = joinedNodes(estate)
  const nodes = estate.of('NetworkNode')
  return {
    addresses: allocations(estate),
    coverage: accessCoverage(estate, day),
    nodes: nodes.length,
    orphans: nodes.filter((node) => !joined.has(node.name)).map((node) => node.name),
    dualStackNodes: nodes.filter((node) => node.dualStack === true).length,
    links: estate.of('Link').map((link) => ({ name: link.name, from: link.from, to: link.to, bandwidth: link.bandwidthMbps, floor: bandwidthFloor(link, estate) })),
    privateNetworks: estate.of('PrivateNetwork').map(({ name, department, state, until }) => ({ name, department, state, until: until ?? '' })),
    planes: estate.of('Plane').map((plane) => ({ name: plane.name, carries: plane.carries, links: estate.of('Link').filter((link) => (link.planes ?? []).includes(plane.name)).length })),
  }
}

/** Links below their floor. */
export const belowFloor = (network: DeclaredNetwork): readonly LinkState[] => network.links.filter((link) => link.floor !== null && link.bandwidth < link.floor)
