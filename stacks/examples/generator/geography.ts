/** The tree (province, cities, counties, townships, villages), clusters, zones, and the access network on top of it. */
import type { DocumentOf, EstateDocument } from '../../../policies/estate/document.ts'
import type { Size } from './size.ts'

const two = (n: number): string => String(n).padStart(2, '0')
const hex = (n: number): string => n.toString(16)
export const cityName = (city: number): string => `city-${two(city + 1)}`
export const countyName = (city: number, county: number): string => `county-${two(city + 1)}-${two(county + 1)}`

/** Where the second cluster of a cloud with one place stands. */
const backupCity = 'backup-city'

/** Clusters: one a city; a cloud of the province has one; where there is one place only, a second one for disaster recovery. */
export function clustersOf(size: Size): readonly DocumentOf<'Cluster'>[] {
  const homes = size.cities === 0 ? ['example-province'] : Array.from({ length: size.cities }, (_, i) => cityName(i))
  const production = homes.map((home, i) => cluster(homes.length === 1 ? 'main' : cityName(i), home, i, 'production'))
  return homes.length === 1 ? [...production, cluster('backup', backupCity, 1, 'disaster-recovery')] : production
}

function cluster(name: string, city: string, index: number, trust: 'production' | 'disaster-recovery'): DocumentOf<'Cluster'> {
  return {
    kind: 'Cluster', name, title: { zh: trust === 'production' ? '政务云集群' : '异地灾备集群' }, city, version: '1.34', provider: 'cloud-co',
    region: trust === 'production' ? 'cn-example-1' : 'cn-example-2', trust,
    networkPlugin: { name: 'cilium', enforcesNetworkPolicy: true, ipBlockSelectsPods: false, clusterNetworkPolicy: false },
    podCidrs: [`10.${64 + 2 * index}.0.0/15`, `fd00:64:${hex(index + 1)}::/48`],
    serviceCidrs: [`10.${112 + index}.0.0/16`, `fd00:112:${hex(index + 1)}::/112`],
    nodeCidrs: [`10.${140 + index}.0.0/20`, `fd00:140:${hex(index + 1)}::/64`],
    storageClasses: [{ name: 'encrypted', encrypted: true, keyOwner: 'tenant', replicas: 3, wipesOnRelease: true }],
    ingress: { className: 'nginx', namespace: 'ingress-nginx', tlsMinimum: '1.2' },
    audit: { policyLevel: 'Metadata', retentionDays: 200, immutable: true, shippedTo: '日志审计中心' },
    etcdEncryption: 'kms', backup: { schedule: '0 1 * * *', site: '示例异地备份中心', retentionDays: 30 }, timeSource: 'ntp.city.example',
    quotaCapacity: { cpu: '480000', memory: '1920000Gi' },
  }
}

export const zones: readonly DocumentOf<'Zone'>[] = ([
  ['access', '互联网接入区', 'access', 'internet', false], ['service', '公共服务区', 'service', 'government', false],
  ['business', '业务应用区', 'business', 'none', true], ['data', '核心数据区', 'data', 'none', true],
  ['exchange', '数据交换区', 'exchange', 'none', false], ['management', '运维管理区', 'management', 'none', true],
] as const).map(([name, zh, purpose, exposure, important], i) => ({
  kind: 'Zone', name, title: { zh }, purpose, exposure, ...(important ? { important } : {}), cidrs: [`10.${i + 1}.0.0/16`, `fd00:${i + 1}::/48`],
}))

/** Province, cities, counties; townships and villages where the size asks for them. */
export function areasOf(size: Size): readonly EstateDocument[] {
  const documents: EstateDocument[] = [{ kind: 'Province', name: 'example-province', title: { zh: '示例省', en: 'Example Province' }, code: '990000' }]
  if (size.cities <= 1) documents.push({ kind: 'City', name: backupCity, title: { zh: '示例灾备市' }, code: '998800', province: 'example-province' })
  for (let city = 0; city < size.cities; city++) {
    documents.push({ kind: 'City', name: cityName(city), title: { zh: `示例${two(city + 1)}市` }, code: `99${two(city + 1)}00`, province: 'example-province' })
    for (let county = 0; county < size.countiesPerCity; county++) {
      documents.push({ kind: 'County', name: countyName(city, county), title: { zh: `示例${two(county + 1)}县` }, code: `99${two(city + 1)}${two(county + 21)}`, city: cityName(city) })
    }
  }
  for (const { index, county, city } of spread(size, size.nodes.township)) {
    documents.push({ kind: 'Township', name: `township-${index + 1}`, title: { zh: `示例第${index + 1}镇` }, code: `99${two(city + 1)}${two(county + 21)}${String(100 + index).slice(-3)}`, county: countyName(city, county) })
  }
  for (let index = 0; index < size.nodes.village; index++) {
    const township = index % Math.max(1, size.nodes.township)
    const home = documents.find((d) => d.kind === 'Township' && d.name === `township-${township + 1}`)
    const code = home?.kind === 'Township' ? home.code : '990101100'
    documents.push({ kind: 'Village', name: `village-${index + 1}`, title: { zh: `示例第${index + 1}村` }, code: `${code}${String(200 + Math.floor(index / Math.max(1, size.nodes.township))).slice(-3)}`, township: `township-${township + 1}` })
  }
  return documents
}

/** The n-th thing of `count`, dealt round the counties. */
export function spread(size: Size, count: number): readonly { readonly index: number; readonly city: number; readonly county: number }[] {
  const cities = Math.max(1, size.cities)
  const counties = Math.max(1, size.countiesPerCity)
  return Array.from({ length: count }, (_, index) => ({ index, city: index % cities, county: Math.floor(index / cities) % counties }))
}
