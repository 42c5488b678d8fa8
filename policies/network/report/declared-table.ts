/** The declared network in words and columns: address plan with free space, coverage, links, private networks, planes. */
import type { Language, Text } from '../../text.ts'
import { belowFloor, type DeclaredNetwork } from '../declared.ts'
import type { Coverage } from '../access-tree.ts'
import { alignedRows } from './columns.ts'

const areaText: Readonly<Record<Coverage['kind'], Text>> = {
  City: { zh: '市', en: 'city' }, County: { zh: '县', en: 'county' }, Township: { zh: '乡镇', en: 'township' }, Village: { zh: '村', en: 'village' },
}
const stateText: Readonly<Record<DeclaredNetwork['privateNetworks'][number]['state'], Text>> = {
  isolated: { zh: '孤立', en: 'isolated' }, interconnected: { zh: '互联', en: 'interconnected' }, migrated: { zh: '已迁移', en: 'migrated' }, exempt: { zh: '豁免', en: 'exempt' },
}

/** Per mille of two counts, rounded down so that 100 % means all. */
export function percent(part: bigint, whole: bigint): string {
  return whole === 0n ? '—' : `${(Number((part * 1000n) / whole) / 10).toFixed(1)}%`
}

/** @returns lines for a person, ending with a newline */
export function renderDeclaredTable(network: DeclaredNetwork, lang: Language): string {
  const say = (zh: string, en: string): string => (lang === 'zh' ? zh : en)
  const lines: string[] = [say('地址规划（分配与空余）', 'Address plan (allocated and free)')]
  lines.push(...alignedRows(
    [say('归属', 'owner'), say('地址段', 'block'), say('汇总于', 'within'), say('已分配', 'allocated'), say('空余段', 'free blocks')],
    network.addresses.map((a) => [a.owner, a.block, a.within === '' ? '—' : a.within, percent(a.allocated, a.size), a.free.length === 0 ? '—' : `${a.free.slice(0, 3).join(' ')}${a.free.length > 3 ? ` … +${a.free.length - 3}` : ''}`]),
  ))
  lines.push('', say(`接入（${network.nodes} 个节点，双栈 ${network.dualStackNodes}，孤立 ${network.orphans.length}）`, `Coverage (${network.nodes} nodes, ${network.dualStackNodes} dual stack, ${network.orphans.length} orphans)`))
  lines.push(...alignedRows(
    [say('层级', 'level'), say('总数', 'areas'), say('已接入', 'connected'), say('覆盖率', 'ratio'), say('未接入', 'missing')],
    network.coverage.map((c) => [areaText[c.kind][lang], String(c.areas), String(c.connected), percent(BigInt(c.connected), BigInt(c.areas)), c.missing.length === 0 ? '—' : `${c.missing.slice(0, 5).join(' ')}${c.missing.length > 5 ? ` … +${c.missing.length - 5}` : ''}`]),
  ))
  const low = belowFloor(network)
  lines.push('', say(`链路 ${network.links.length} 条，低于带宽下限 ${low.length} 条`, `${network.links.length} links, ${low.length} below the floor`))
  if (low.length > 0) lines.push(...alignedRows([say('链路', 'link'), say('带宽 Mbps', 'Mbps'), say('下限', 'floor')], low.map((l) => [l.name, String(l.bandwidth), String(l.floor ?? '')])))
  lines.push('', say(`专网 ${network.privateNetworks.length} 个`, `${network.privateNetworks.length} private networks`))
  if (network.privateNetworks.length > 0) {
    lines.push(...alignedRows([say('专网', 'network'), say('部门', 'department'), say('状态', 'state'), say('期限', 'until')], network.privateNetworks.map((n) => [n.name, n.department, stateText[n.state][lang], n.until === '' ? '—' : n.until])))
  }
  lines.push('', say(`平面 ${network.planes.length} 个`, `${network.planes.length} planes`))
  if (network.planes.length > 0) lines.push(...alignedRows([say('平面', 'plane'), say('链路', 'links'), say('承载', 'carries')], network.planes.map((p) => [p.name, String(p.links), p.carries.join(' ')])))
  return `${lines.join('\n')}\n`
}

/** JSON of the same: sizes as decimal strings, because IPv6 blocks exceed what a JSON number holds. */
export function declaredJson(network: DeclaredNetwork, now: string): object {
  return {
    format: 'ywq.network', version: 1, now, ...network,
    addresses: network.addresses.map((a) => ({ ...a, size: String(a.size), allocated: String(a.allocated) })),
    belowFloor: belowFloor(network).map((l) => l.name),
  }
}
