/** The address plan as an allocation report: what each plan holds, what lies in it already, what is free, as exact CIDR blocks. */
import type { DocumentOf } from '../estate/document.ts'
import type { Estate } from '../estate/estate.ts'
import { contains, formatCidr, parseCidrs, subtract, type AddressRange, type Cidr, type Family } from './cidr.ts'
import { externalOf } from './reach/externals.ts'

type Plan = DocumentOf<'AddressPlan'>

export interface Allocation {
  /** `AddressPlan/plan-lingling` or `Zone/business`. */
  readonly owner: string
  readonly area: string
  readonly zone: string
  readonly block: string
  readonly family: Family
  /** Plan that aggregates it; '' = none. */
  readonly within: string
  /** Addresses of the block, and of what is allocated in it. */
  readonly size: bigint
  readonly allocated: bigint
  /** Free CIDR blocks, ascending. */
  readonly free: readonly string[]
}

interface Block {
  readonly owner: string
  readonly area: string
  readonly zone: string
  readonly cidr: Cidr
}

/**
 * One row for each block of each AddressPlan and Zone, in document order. Allocated in a block: the blocks of other plans that lie in it,
 * cidrs of network nodes, and the clusters' node ranges.
 */
export function allocations(estate: Estate): readonly Allocation[] {
  const plans = estate.of('AddressPlan').flatMap((plan) => blocks(`AddressPlan/${plan.name}`, plan.area, plan.zone ?? '', [...plan.ipv4, ...plan.ipv6]))
  const zones = estate.of('Zone').flatMap((zone) => blocks(`Zone/${zone.name}`, '', zone.name, zone.cidrs))
  const leaves = [
    ...estate.of('NetworkNode').flatMap((node) => blocks(`NetworkNode/${node.name}`, node.area, '', node.cidrs ?? [])),
    ...estate.of('Cluster').flatMap((cluster) => blocks(`Cluster/${cluster.name}`, cluster.city, '', cluster.nodeCidrs)),
  ]
  const holders = [...plans, ...zones]
  return holders.map((block) => {
    const inside = [...holders, ...leaves].filter((other) => other.owner !== block.owner && contains(block.cidr, other.cidr) && !contains(other.cidr, block.cidr))
    const free = subtract(block.cidr, inside.map((other) => other.cidr))
    const size = span(block.cidr)
    const outer = holders.filter((other) => other.owner !== block.owner && contains(other.cidr, block.cidr) && other.cidr.prefix < block.cidr.prefix)
    const nearest = outer.reduce<Block | undefined>((best, other) => (best === undefined || other.cidr.prefix > best.cidr.prefix ? other : best), undefined)
    return {
      owner: block.owner, area: block.area, zone: block.zone, block: formatCidr(block.cidr), family: block.cidr.family, within: nearest?.owner ?? '',
      size, allocated: size - free.reduce((sum, range) => sum + span(range), 0n), free: free.length === 0 ? [] : externalOf(free).cidrs,
    }
  })
}

/** Blocks of a county's plan that no plan of its city or province holds; none where the plan is not a county's. */
export function outsideAggregate(plan: Plan, estate: Estate): readonly string[] {
  const county = estate.get('County', plan.area)
  if (county === undefined) return []
  const parents = [county.city, estate.get('City', county.city)?.province]
  const above = estate.of('AddressPlan').filter((other) => other.zone === undefined && parents.includes(other.area))
  const ranges = parseCidrs(above.flatMap((other) => [...other.ipv4, ...other.ipv6]))
  return parseCidrs([...plan.ipv4, ...plan.ipv6]).filter((block) => !ranges.some((range) => contains(range, block))).map(formatCidr)
}

function blocks(owner: string, area: string, zone: string, texts: readonly string[]): readonly Block[] {
  return parseCidrs(texts).map((cidr) => ({ owner, area, zone, cidr }))
}

const span = (range: AddressRange): bigint => range.to - range.from + 1n
