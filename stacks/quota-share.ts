/**
 * How much of a system's quota each of its tiers gets. A tier's own `quota` is taken as it is; the tiers without one share
 * what the system declares in equal parts, so that the namespaces together never exceed what was granted.
 */
import type { DocumentOf, Tier } from '../policies/estate/document.ts'
import { parseQuantity } from '../policies/quantity.ts'
import type { Space } from './space.ts'

export type Quota = NonNullable<Tier['quota']>

/** Where neither tier nor system declares a quota: a small namespace, not an unlimited one. */
export const defaultQuota: Quota = { cpu: '4', memory: '8Gi', storage: '50Gi', pods: 20 }

/** @default defaultQuota */
export function quotaOf(space: Space): Quota {
  if (space.tier.quota !== undefined) return space.tier.quota
  if (space.system.quota === undefined) return defaultQuota
  return share(space.system.quota, space.tiersOfSystem.filter((t) => t.tier.quota === undefined).length)
}

function share(quota: NonNullable<DocumentOf<'System'>['quota']>, parts: number): Quota {
  if (parts <= 1) return quota
  const count = (n: number) => Math.max(1, Math.floor(n / parts))
  return {
    cpu: cpuText(nano(quota.cpu) / BigInt(parts)),
    memory: bytesText(nano(quota.memory) / BigInt(parts)),
    storage: bytesText(nano(quota.storage) / BigInt(parts)),
    pods: count(quota.pods),
    ...(quota.services === undefined ? {} : { services: count(quota.services) }),
    ...(quota.claims === undefined ? {} : { claims: count(quota.claims) }),
  }
}

function nano(quantity: string): bigint {
  const value = parseQuantity(quantity)
  if (value === null) throw new Error(`${quantity} is not a quantity (the estate was not validated)`)
  return value
}

const million = 1_000_000n
/** Whole millicores, in the canonical form that the API server gives back. */
function cpuText(value: bigint): string {
  const milli = value / million
  return milli % 1000n === 0n ? String(milli / 1000n) : `${milli}m`
}

const mebi = 1024n * 1024n
/** Whole mebibytes, rounded down, in the largest binary unit that divides them. */
function bytesText(value: bigint): string {
  const mebibytes = value / 1_000_000_000n / mebi
  if (mebibytes === 0n) return String(value / 1_000_000_000n)
  if (mebibytes % 1024n !== 0n) return `${mebibytes}Mi`
  const gibibytes = mebibytes / 1024n
  return gibibytes % 1024n === 0n ? `${gibibytes / 1024n}Ti` : `${gibibytes}Gi`
}
