/** Address ranges that the estate declares, and what an ipBlock really holds. */
import type { CheckContext } from '../check.ts'
import type { DocumentOf } from '../estate/document.ts'
import type { NetworkPolicyPeer } from '../kubernetes.ts'
import { overlaps, parseCidr, parseCidrs, subtract, type AddressRange, type Cidr } from './cidr.ts'

type Cluster = DocumentOf<'Cluster'>
export type IpBlock = NonNullable<NetworkPolicyPeer['ipBlock']>

/**
 * Addresses of a block without its exceptions.
 * @throws Error where a CIDR is not in strict form
 */
export function addressesOf(block: IpBlock): readonly AddressRange[] {
  return subtract(strict(block.cidr ?? ''), (block.except ?? []).map(strict))
}

function strict(text: string): AddressRange {
  const cidr = parseCidr(text)
  if (cidr === null) throw new Error(`ipBlock: ${text} is not a CIDR (allowed: 10.0.0.0/8, fd00::/8; no leading zeros)`)
  return cidr
}

export function overlapsAny(ranges: readonly AddressRange[], others: readonly AddressRange[]): boolean {
  return ranges.some((range) => others.some((other) => overlaps(range, other)))
}

/** What is left of ranges when others are cut out. */
export function without(ranges: readonly AddressRange[], others: readonly AddressRange[]): readonly AddressRange[] {
  return ranges.flatMap((range) => subtract(range, others))
}

export function podAndServiceRanges(cluster: Cluster): readonly AddressRange[] {
  return parseCidrs([...cluster.podCidrs, ...cluster.serviceCidrs])
}

/** Addresses of the cluster and of the declared zones: what does not leave the cloud. */
export function internalRanges(cluster: Cluster, context: CheckContext): readonly AddressRange[] {
  const estate = context.requireEstate()
  const zones = estate.of('Zone').flatMap((zone) => zone.cidrs)
  const planned = estate.of('AddressPlan').filter((plan) => plan.zone !== undefined).flatMap((plan) => [...plan.ipv4, ...plan.ipv6])
  return parseCidrs([...cluster.podCidrs, ...cluster.serviceCidrs, ...cluster.nodeCidrs, ...(cluster.apiServer ?? []), ...zones, ...planned])
}

/**
 * Where clouds hand out instance credentials: link-local 169.254.169.254 (most clouds), 100.100.100.200 (Alibaba Cloud),
 * fd00:ec2::254 (AWS over IPv6).
 */
export const metadataAddresses: readonly string[] = ['169.254.169.254/32', '100.100.100.200/32', 'fd00:ec2::254/128']

/**
 * Addresses that a wide block must not open by the way: pods and Services (they are named by selectors), nodes, API servers
 * and the metadata services of clouds (GB/T 22239 8.2.3.1; link-local by RFC 3927, fd00:ec2::254 by AWS' IPv6 endpoint).
 */
export function guardedAddresses(cluster: Cluster): readonly Cidr[] {
  return parseCidrs([...cluster.podCidrs, ...cluster.serviceCidrs, ...cluster.nodeCidrs, ...(cluster.apiServer ?? []), '169.254.0.0/16', ...metadataAddresses])
}
