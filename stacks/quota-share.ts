/**
 * How much of a system's quota each of its tiers gets. A tier's own `quota` is taken as it is. The tiers without one share what the
 * system declares: each gets what its declared workloads ask for and an equal part of the rest, so that the namespaces together
 * never exceed what was granted, and what fits the system fits its tiers.
 */
import type { Tier } from '../policies/estate/document.ts'
import { parseQuantity } from '../policies/quantity.ts'
import type { Text } from '../policies/text.ts'
import type { Space } from './space.ts'

export type Quota = NonNullable<Tier['quota']>

/** Where neither tier nor system declares a quota: a small namespace, not an unlimited one. */
const defaultQuota: Quota = { cpu: '4', memory: '8Gi', storage: '50Gi', pods: 20 }

/** What is asked for or granted: nanounits of CPU and bytes (policies/quantity.ts), number of pods. */
interface Amount {
  readonly cpu: bigint
  readonly memory: bigint
  readonly storage: bigint
  readonly pods: bigint
}
const dimensions = ['cpu', 'memory', 'storage', 'pods'] as const

/** @default defaultQuota */
export function quotaOf(space: Space): Quota {
  if (space.tier.quota !== undefined) return space.tier.quota
  const { quota } = space.system
  if (quota === undefined) return defaultQuota
  const tiers = space.tiersOfSystem.filter((t) => t.tier.quota === undefined).map((t) => t.tier)
  if (tiers.length <= 1) return quota
  const total = amountOf(quota)
  const parts = BigInt(tiers.length)
  const wanted = tiers.map(neededBy)
  const own = neededBy(space.tier)
  const share = (d: (typeof dimensions)[number]): bigint => {
    const sum = wanted.reduce((s, amount) => s + amount[d], 0n)
    // More is asked for than was granted: equal parts, and quotaShortfall says so.
    return sum > total[d] ? total[d] / parts : own[d] + (total[d] - sum) / parts
  }
  const count = (n: number) => Math.max(1, Math.floor(n / tiers.length))
  return {
    cpu: cpuText(share('cpu')), memory: bytesText(share('memory')), storage: bytesText(share('storage')), pods: Math.max(1, Number(share('pods'))),
    ...(quota.services === undefined ? {} : { services: count(quota.services) }),
    ...(quota.claims === undefined ? {} : { claims: count(quota.claims) }),
  }
}

function amountOf(quota: Quota): Amount {
  return { cpu: nano(quota.cpu), memory: nano(quota.memory), storage: nano(quota.storage), pods: BigInt(quota.pods) }
}

/** What the declared workloads of a tier ask for, autoscaled ones at their most; CPU by its limit, which the quota bounds as well. */
function neededBy(tier: Tier): Amount {
  let need: Amount = { cpu: 0n, memory: 0n, storage: 0n, pods: 0n }
  for (const { replicas, autoscale, resources, storage = [], type } of tier.workloads ?? []) {
    const times = BigInt(autoscale?.max ?? replicas)
    const volumes = storage.reduce((sum, volume) => sum + nano(volume.size), 0n)
    const cpu = nano(resources.cpu)
    const limit = nano(resources.cpuLimit ?? resources.cpu)
    need = {
      cpu: need.cpu + (limit > cpu ? limit : cpu) * times, memory: need.memory + nano(resources.memory) * times,
      storage: need.storage + volumes * (type === 'StatefulSet' ? times : 1n), pods: need.pods + times,
    }
  }
  return need
}

function nano(quantity: string): bigint {
  const value = parseQuantity(quantity)
  if (value === null) throw new Error(`${quantity} is not a quantity (the estate was not validated)`)
  return value
}

const million = 1_000_000n
/** Whole millicores, rounded down, in the canonical form that the API server gives back. */
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

/**
 * What the declared workloads of a namespace ask for beyond its quota: the server would refuse their pods later and quietly,
 * as events of a ReplicaSet.
 * @returns null where everything fits, and for a suspended system, which runs nothing
 */
export function quotaShortfall(space: Space): Text | null {
  if (space.suspended) return null
  const quota = quotaOf(space)
  const granted = amountOf(quota)
  const need = neededBy(space.tier)
  const texts: Readonly<Record<(typeof dimensions)[number], string>> = { cpu: cpuText(need.cpu), memory: bytesText(need.memory), storage: bytesText(need.storage), pods: String(need.pods) }
  const short = dimensions.filter((d) => need[d] > granted[d]).map((d) => `${d} ${texts[d]} > ${quota[d]}`)
  if (short.length === 0) return null
  return { zh: `命名空间 ${space.namespace} 的配额不够声明的工作负载：${short.join('、')}`, en: `the quota of namespace ${space.namespace} is too small for the declared workloads: ${short.join(', ')}` }
}
