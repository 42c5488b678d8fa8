/**
 * Compiles Flows: an approved one becomes an egress half in the space of its source and an ingress half in the space of its target,
 * so that neither department opens its own wall alone. What is not approved is not built and is reported.
 * A Flow that has expired is still built: synth is a function of the estate, not of the clock; the finding names the live object.
 */
import type { DocumentOf } from '../policies/estate/document.ts'
import type { Estate, PlacedTier } from '../policies/estate/estate.ts'
import { flowEnd, missingApprovals, type FlowApproval, type FlowEnd } from '../policies/estate/flow-ends.ts'
import { contains, formatCidr, parseCidr, type Cidr } from '../policies/network/cidr.ts'
import { guardedAddresses } from '../policies/network/ranges.ts'
import type { Text } from '../policies/text.ts'
import { originOf } from './origin.ts'
import type { NotBuilt, NotBuiltReason } from './report.ts'
import { isBuilt } from './space.ts'

export type FlowDocument = DocumentOf<'Flow'>

/** Who stands at the other end of a half: pods of a namespace, or addresses less those that no flow may reach by the way. */
export type FlowPeer = { readonly namespace: string } | { readonly cidr: string; readonly except: readonly string[] }

export interface FlowHalf {
  readonly flow: FlowDocument
  readonly direction: 'egress' | 'ingress'
  readonly peers: readonly FlowPeer[]
  /** Names of the Approvals it stands on, sorted. */
  readonly approvals: readonly string[]
}

export interface CompiledFlows {
  /** Halves of a namespace, by `namespaceKey`, in document order. */
  readonly halves: ReadonlyMap<string, readonly FlowHalf[]>
  readonly notBuilt: readonly NotBuilt[]
}

export function namespaceKey(cluster: string, namespace: string): string {
  return `${cluster}/${namespace}`
}

/** A namespace of the estate, or addresses outside it. */
type Side = { readonly placed: PlacedTier } | { readonly cidrs: readonly string[] }

export function compileFlows(estate: Estate): CompiledFlows {
  const halves = new Map<string, FlowHalf[]>()
  const notBuilt: NotBuilt[] = []
  const guarded = new Map(estate.of('Cluster').map((cluster) => [cluster.name, guardedAddresses(cluster)]))
  for (const flow of estate.of('Flow')) {
    const from = sideOf(flowEnd(estate, flow.from))
    const to = sideOf(flowEnd(estate, flow.to))
    const refusal = refuse(estate, flow, from, to)
    if (refusal !== null || from === null || to === null) {
      if (refusal !== null) notBuilt.push({ ...refusal, subject: `Flow/${flow.name}`, location: originOf(estate, flow) })
      continue
    }
    const approvals = estate.approvalsOf(flow).map((a) => a.name).sort()
    const add = ({ tier, namespace }: PlacedTier, direction: FlowHalf['direction'], peer: Side): void => {
      const key = namespaceKey(tier.cluster, namespace)
      const half: FlowHalf = { flow, direction, peers: peersOf(peer, guarded.get(tier.cluster) ?? []), approvals }
      const list = halves.get(key)
      if (list === undefined) halves.set(key, [half])
      else list.push(half)
    }
    if ('placed' in from) add(from.placed, 'egress', to)
    if ('placed' in to) add(to.placed, 'ingress', from)
  }
  return { halves, notBuilt }
}

function sideOf(end: FlowEnd): Side | null {
  switch (end.type) {
    case 'network': return { cidrs: [end.cidr] }
    case 'node': return (end.node?.cidrs ?? []).length === 0 ? null : { cidrs: end.node?.cidrs ?? [] }
    case 'tier': case 'service': return end.placed === undefined ? null : { placed: end.placed }
  }
}

const approvalNames: Readonly<Record<FlowApproval, Text>> = {
  'target-owner': { zh: '目标方（target-owner）', en: "the target's owner (target-owner)" },
  bureau: { zh: '主管局（bureau）', en: 'the bureau (bureau)' },
}

/** Why a Flow is not built; null where it is. */
function refuse(estate: Estate, flow: FlowDocument, from: Side | null, to: Side | null): { readonly reason: NotBuiltReason; readonly detail: Text } | null {
  if (from === null || to === null) {
    const end = from === null ? flow.from : flow.to
    return { reason: 'flow-end-unknown', detail: { zh: `端点 ${end} 没有命名空间也没有地址`, en: `the end ${end} has neither a namespace nor addresses` } }
  }
  for (const side of [from, to]) {
    if (!('placed' in side) || isBuilt(side.placed)) continue
    const { name, phase } = side.placed.system
    return { reason: 'flow-end-not-built', detail: { zh: `系统 ${name} 处于 ${phase} 阶段，没有命名空间`, en: `system ${name} is ${phase} and has no namespace` } }
  }
  if (!('placed' in from) && !('placed' in to)) return { reason: 'flow-outside-only', detail: { zh: '两端都在集群之外，集群里没有可建的策略', en: 'both ends lie outside the clusters: there is no policy to build' } }
  if ('placed' in from && 'placed' in to && from.placed.tier.cluster !== to.placed.tier.cluster) {
    const both = [from.placed.tier.cluster, to.placed.tier.cluster].join('、')
    return {
      reason: 'flow-across-clusters',
      detail: { zh: `两端在不同集群（${both}），命名空间选择器到不了别的集群：改用网段声明`, en: `the ends are in two clusters (${both}) and a namespace selector reaches only its own: declare the addresses` },
    }
  }
  const missing = missingApprovals(estate, flow).map((as) => approvalNames[as])
  if (missing.length === 0) return null
  return { reason: 'flow-unapproved', detail: { zh: `缺少有效批准：${missing.map((m) => m.zh).join('、')}`, en: `no valid approval of ${missing.map((m) => m.en).join(' and ')}` } }
}

function peersOf(side: Side, guarded: readonly Cidr[]): FlowPeer[] {
  if ('placed' in side) return [{ namespace: side.placed.namespace }]
  return side.cidrs.map((text) => {
    const cidr = parseCidr(text)
    // `except` must lie inside the block and be smaller than it (Kubernetes API, IPBlock).
    const except = cidr === null ? [] : guarded.filter((g) => contains(cidr, g) && g.prefix > cidr.prefix)
    return { cidr: text, except: [...new Set(except.map(formatCidr))].sort() }
  })
}
