/**
 * Compiles Flows: an approved one becomes an egress half in the space of its source and an ingress half in the space of its target,
 * so that neither department opens its own wall alone. What is not approved is not built and is reported.
 * A Flow that has expired is still built: synth is a function of the estate, not of the clock; the finding names the live object.
 */
import type { Estate, PlacedTier } from '../policies/estate/estate.ts'
import { contains, parseCidr, type Cidr } from '../policies/network/cidr.ts'
import type { DocumentOf } from '../policies/estate/document.ts'
import { flowEnd, tiersByName, type FlowDocument, type FlowEnd } from './flow-ends.ts'
import { missingApprovals } from './flow-approval.ts'
import type { NotBuilt } from './report.ts'
import { isBuilt } from './space.ts'

/** Who stands at the other end of a half: pods of a namespace, or addresses less those that no flow may reach. */
export type FlowPeer = { readonly namespace: string } | { readonly cidr: string; readonly except: readonly string[] }

export interface FlowHalf {
  readonly flow: FlowDocument
  readonly direction: 'egress' | 'ingress'
  readonly peers: readonly FlowPeer[]
  /** Names of the Approvals it stands on, sorted. */
  readonly approvals: readonly string[]
}

export interface CompiledFlows {
  /** Halves of a namespace, by `cluster/namespace`, in document order. */
  readonly halves: ReadonlyMap<string, readonly FlowHalf[]>
  readonly notBuilt: readonly NotBuilt[]
}

export function namespaceKey(cluster: string, namespace: string): string {
  return `${cluster}/${namespace}`
}

export function compileFlows(estate: Estate): CompiledFlows {
  const halves = new Map<string, FlowHalf[]>()
  const notBuilt: NotBuilt[] = []
  const tiers = tiersByName(estate)
  const guarded = new Map(estate.of('Cluster').map((cluster) => [cluster.name, guardedAddresses(cluster)]))
  for (const flow of estate.of('Flow')) {
    const refuse = (reason: NotBuilt['reason'], zh: string, en: string): void => {
      const { file, line } = estate.position(flow)
      notBuilt.push({ reason, subject: `Flow/${flow.name}`, location: `${file}:${line}`, detail: { zh, en } })
    }
    const from = flowEnd(estate, tiers, flow.from)
    const to = flowEnd(estate, tiers, flow.to)
    if (from === null || to === null) {
      refuse('flow-end-unknown', `找不到端点 ${from === null ? flow.from : flow.to}`, `no such end: ${from === null ? flow.from : flow.to}`)
      continue
    }
    const gone = [from, to].find((end) => end.kind === 'tier' && !isBuilt(end.placed))
    if (gone?.kind === 'tier') {
      const { name, phase } = gone.placed.system
      refuse('flow-end-not-built', `系统 ${name} 处于 ${phase} 阶段，没有命名空间`, `system ${name} is ${phase} and has no namespace`)
      continue
    }
    if (from.kind === 'addresses' && to.kind === 'addresses') {
      refuse('flow-outside-only', '两端都在集群之外，集群里没有可建的策略', 'both ends lie outside the clusters: there is no policy to build')
      continue
    }
    if (from.kind === 'tier' && to.kind === 'tier' && from.placed.tier.cluster !== to.placed.tier.cluster) {
      refuse('flow-across-clusters', `两端在不同集群（${from.placed.tier.cluster}、${to.placed.tier.cluster}），命名空间选择器不跨集群：改用网段声明`, `the ends are in two clusters (${from.placed.tier.cluster}, ${to.placed.tier.cluster}); a namespace selector reaches only its own: declare the addresses`)
      continue
    }
    const approvals = estate.approvalsOf(flow)
    const missing = missingApprovals(flow, from, to, approvals)
    if (missing.length > 0) {
      refuse('flow-unapproved', `缺少批准：${missing.map((m) => m.zh).join('、')}`, `approval missing: ${missing.map((m) => m.en).join(', ')}`)
      continue
    }
    const names = approvals.map((a) => a.name).sort()
    const add = (placed: PlacedTier, direction: FlowHalf['direction'], peer: FlowEnd): void => {
      const key = namespaceKey(placed.tier.cluster, placed.namespace)
      const half: FlowHalf = { flow, direction, peers: peersOf(peer, guarded.get(placed.tier.cluster) ?? []), approvals: names }
      const list = halves.get(key)
      if (list === undefined) halves.set(key, [half])
      else list.push(half)
    }
    if (from.kind === 'tier') add(from.placed, 'egress', to)
    if (to.kind === 'tier') add(to.placed, 'ingress', from)
  }
  return { halves, notBuilt }
}

function peersOf(end: FlowEnd, guarded: readonly Cidr[]): FlowPeer[] {
  if (end.kind === 'tier') return [{ namespace: end.placed.namespace }]
  return end.cidrs.map((text) => {
    const cidr = parseCidr(text)
    const except = cidr === null ? [] : guarded.filter((g) => contains(cidr, g) && (g.from !== cidr.from || g.to !== cidr.to))
    return { cidr: text, except: [...new Set(except.map(textOf))].sort() }
  })
}

const texts = new WeakMap<Cidr, string>()
const textOf = (cidr: Cidr): string => texts.get(cidr) ?? ''

/**
 * Addresses that a wide block must not open by the way: pods and Services (they are named by selectors), nodes, API servers
 * and the metadata services of clouds (GB/T 22239 8.2.3.1; link-local by RFC 3927, fd00:ec2::254 by AWS' IPv6 endpoint).
 */
function guardedAddresses(cluster: DocumentOf<'Cluster'>): Cidr[] {
  const all = [...cluster.podCidrs, ...cluster.serviceCidrs, ...cluster.nodeCidrs, ...(cluster.apiServer ?? []), '169.254.0.0/16', 'fd00:ec2::254/128']
  return all.flatMap((text) => {
    const cidr = parseCidr(text)
    if (cidr === null) return []
    texts.set(cidr, text)
    return [cidr]
  })
}
