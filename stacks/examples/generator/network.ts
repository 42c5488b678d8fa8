/** 一张网 of a generated estate: planes, address plans by county, the nodes of the access tree and their links. */
import type { DocumentOf, EstateDocument } from '../../../policies/estate/document.ts'
import { cityName, countyName, spread } from './geography.ts'
import type { Size } from './size.ts'

type Node = DocumentOf<'NetworkNode'>

/** Floors of bandwidth to a city, a county and a village (Mbps), as provincial plans set them. */
const bandwidth = { city: 10_000, county: 1_000, village: 100 } as const

const planes: readonly DocumentOf<'Plane'>[] = [
  { kind: 'Plane', name: 'data', title: { zh: '数据平面' }, carries: ['data'], vpn: '示例-VPN-1' },
  { kind: 'Plane', name: 'video', title: { zh: '音视频平面' }, carries: ['voice', 'video'], vpn: '示例-VPN-2' },
]

function addressPlans(size: Size): readonly DocumentOf<'AddressPlan'>[] {
  const province: DocumentOf<'AddressPlan'> = { kind: 'AddressPlan', name: 'plan-example-province', title: { zh: '全省地址段' }, area: 'example-province', ipv4: ['172.16.0.0/12'], ipv6: ['fd00:200::/32'] }
  return [province, ...spread(size, size.cities * size.countiesPerCity).map(({ index, city, county }): DocumentOf<'AddressPlan'> => ({
    kind: 'AddressPlan', name: `plan-${countyName(city, county)}`, title: { zh: '县域地址段' }, area: countyName(city, county),
    ipv4: [`172.${16 + Math.floor(index / 8)}.${(index % 8) * 32}.0/19`], ipv6: [`fd00:200:${(index + 1).toString(16)}::/48`],
  }))]
}

function node(name: string, area: string, role: Node['role'], site: string): Node {
  const extra = role === 'core' || role === 'backup' ? { lastSwitchover: '2026-04-20' } : {}
  return { kind: 'NetworkNode', name, area, role, site, connected: '2024-06-01', dualStack: true, ...extra }
}

const link = (from: string, to: string, bandwidthMbps: number): DocumentOf<'Link'> =>
  ({ kind: 'Link', name: `link-${to}`, from, to, bandwidthMbps, planes: ['data', 'video'], carrier: 'cloud-co' })

/** Nodes and links. The first node of a city is its core, the second its backup centre, the first of a county its access node. */
export function networkOf(size: Size): readonly EstateDocument[] {
  const documents: EstateDocument[] = [...planes, ...addressPlans(size)]
  const home = (city: number): string => (size.cities === 0 ? 'example-province' : cityName(city))
  const cities = Math.max(1, size.cities)
  const core = (city: number): string => `core-${city + 1}`
  const access = (city: number, county: number): string => `access-${city + 1}-${county + 1}`
  for (let i = 0; i < size.nodes.city; i++) {
    const city = i % cities
    const turn = Math.floor(i / cities)
    const name = turn === 0 ? core(city) : turn === 1 ? `backup-${city + 1}` : `unit-${city + 1}-${turn}`
    const role = turn === 0 ? 'core' : turn === 1 ? 'backup' : 'unit'
    documents.push(node(name, home(city), role, turn === 1 ? `机房-${city + 1}-乙` : `机房-${city + 1}-甲`))
    if (turn > 0) documents.push(link(core(city), name, bandwidth.city))
  }
  for (const { index, city, county } of spread(size, size.nodes.county)) {
    const turn = Math.floor(index / (cities * Math.max(1, size.countiesPerCity)))
    const name = turn === 0 ? access(city, county) : `unit-${city + 1}-${county + 1}-${turn}`
    documents.push(node(name, countyName(city, county), turn === 0 ? 'access' : 'unit', `机房-${city + 1}-${county + 1}`))
    documents.push(link(turn === 0 ? core(city) : access(city, county), name, bandwidth.county))
  }
  for (const { index, city, county } of spread(size, size.nodes.township)) {
    documents.push(node(`township-${index + 1}`, `township-${index + 1}`, 'access', `乡镇-${index + 1}`))
    documents.push(link(access(city, county), `township-${index + 1}`, bandwidth.village))
  }
  for (let i = 0; i < size.nodes.village; i++) {
    documents.push(node(`village-${i + 1}`, `village-${i + 1}`, 'access', `村-${i + 1}`))
    documents.push(link(`township-${(i % Math.max(1, size.nodes.township)) + 1}`, `village-${i + 1}`, bandwidth.village))
  }
  return documents
}
