/** Ends of flows: declared, different, alive, and at least one of them ours to build a policy in. */
import { flowEnd, placedEnd, type FlowEnd } from '../flow-ends.ts'
import type { DocumentOf, EstateKind } from '../document.ts'
import { unknownReference } from './references.ts'
import type { Complaint, Rule, RuleInput } from './rule.ts'

export const flows: Rule = function* (input) {
  const lookup = {
    get: <K extends EstateKind>(kind: K, name: string) => input.get(kind, name),
    // Without an Estate document tiers are not placed; then ends are looked up by their names alone.
    tier: (system: string, tier: string) => input.estate?.tier(system, tier),
  }
  for (const flow of input.of('Flow')) {
    const ends = { from: flowEnd(lookup, flow.from), to: flowEnd(lookup, flow.to) }
    for (const key of ['from', 'to'] as const) yield* faultsOfEnd(input, flow, key, ends[key])
    if (flow.from === flow.to || (placedEnd(ends.from) !== undefined && placedEnd(ends.from) === placedEnd(ends.to)))
      yield { code: 'flow-to-itself', document: flow, path: ['to'], text: { zh: `流的两端是同一处（${flow.to}）；层内互通不用声明`, en: `both ends are the same place (${flow.to}); inside a tier no flow is needed` } }
    else if (isOutside(ends.from) && isOutside(ends.to))
      yield { code: 'flow-outside', document: flow, path: [], text: { zh: '两端都不是本云的系统，没有命名空间可以落实；至少一端应为 系统/层 或 service:', en: 'no end is a system of this cloud: there is no namespace to build it in; one end must be system/tier or service:' } }
    for (const [i, port] of flow.ports.entries()) {
      if (port.endPort === undefined || port.endPort >= port.port) continue
      yield { code: 'reversed-ports', document: flow, path: ['ports', i, 'endPort'], text: { zh: `endPort ${port.endPort} 小于 port ${port.port}`, en: `endPort ${port.endPort} is below port ${port.port}` } }
    }
  }
  for (const service of input.of('SharedService')) {
    const system = input.get('System', service.system)
    if (system === undefined) continue
    const tiers = system.tiers.map((t) => t.name)
    if (!tiers.includes(service.tier)) yield unknownReference(service, ['tier'], `层（tier of ${system.name}）`, service.tier, tiers)
  }
  for (const link of input.of('Link')) {
    if (link.from === link.to) yield { code: 'link-to-itself', document: link, path: ['to'], text: { zh: `链路两端是同一个节点（${link.to}）`, en: `both ends of the link are ${link.to}` } }
  }
}

const isOutside = (end: FlowEnd): boolean => end.type === 'node' || end.type === 'network'

function* faultsOfEnd(input: RuleInput, flow: DocumentOf<'Flow'>, key: 'from' | 'to', end: FlowEnd): Generator<Complaint> {
  let system: DocumentOf<'System'> | undefined
  if (end.type === 'tier') {
    system = input.get('System', end.system)
    if (system === undefined && !input.names('System').has(end.system)) yield unknownReference(flow, [key], 'System', end.system, [...input.names('System')])
    const tiers = system?.tiers.map((t) => t.name) ?? []
    if (system !== undefined && !tiers.includes(end.tier)) yield unknownReference(flow, [key], `层（tier of ${system.name}）`, end.tier, tiers)
  } else if (end.type === 'service') {
    if (end.service === undefined) {
      if (!input.names('SharedService').has(end.name)) yield unknownReference(flow, [key], 'SharedService', end.name, [...input.names('SharedService')])
    } else system = input.get('System', end.service.system)
  } else if (end.type === 'node') {
    if (end.node === undefined) {
      if (!input.names('NetworkNode').has(end.name)) yield unknownReference(flow, [key], 'NetworkNode', end.name, [...input.names('NetworkNode')])
    } else if ((end.node.cidrs ?? []).length === 0)
      yield { code: 'node-without-cidrs', document: flow, path: [key], text: { zh: `网络节点“${end.name}”没有声明地址段（cidrs），流无法落实`, en: `the network node "${end.name}" declares no cidrs: the flow cannot be built` } }
  }
  if (system?.phase === 'retired')
    yield { code: 'flow-to-retired', document: flow, path: [key], text: { zh: `系统“${system.name}”已注销；请删去这条流`, en: `the system "${system.name}" is retired; remove the flow` } }
}
