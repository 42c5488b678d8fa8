/**
 * Restricted fields: System.dr.topology, sites; the cities of their clusters; System.tiers.
 * Allowed values: remote-backup: a primary or active site and another in a different city. active-active: two active clusters.
 * two-places-three-centres: three clusters in at least two cities, two of them in one. none: a single cluster. Primary and active
 * sites hold a tier of the system (it serves from there), and no cluster stands twice.
 */
import { estateCheck, type Offence } from '../check.ts'
import type { DocumentOf } from '../estate/document.ts'
import { operates } from '../system-phase.ts'

export const drTopologyConsistent = estateCheck({
  id: 'dr-topology-consistent',
  severity: 'high',
  title: { zh: '容灾拓扑与站点一致', en: 'The DR topology matches its sites' },
  why: { zh: '名义上的异地、双活或两地三中心，站点对不上时，出事才发现切不过去。', en: 'Where the sites do not make up the topology that is claimed, it shows on the day of the disaster.' },
  remedy: { zh: '补齐站点，或把 topology 写成实际的样子。', en: 'Add the missing sites, or state the topology that there really is.' },
  snippet: 'dr:\n  topology: remote-backup\n  sites: [{ cluster: city, role: primary }, { cluster: remote, role: backup }]\n',
  reasons: {
    'no-primary': { zh: '没有主站点（primary 或 active）', en: 'no site is primary or active' },
    'not-remote': { zh: '异地备份没有另一城市的站点', en: 'remote backup without a site in another city' },
    'not-active-active': { zh: '双活没有两个 active 站点', en: 'active-active without two active clusters' },
    'not-three-centres': { zh: '两地三中心须有两个城市的三个集群，其中一城有两个', en: 'two places, three centres: three clusters in two cities, two of them in one city' },
    'more-than-none': { zh: '写明没有容灾，却有多个站点', en: 'topology none, and yet there are several sites' },
    'serves-nothing': { zh: '主站点（或双活站点）没有本系统的层，不能提供服务', en: 'the site is primary or active and holds no tier of the system: it serves nothing' },
    'site-twice': { zh: '同一集群列为两个站点', en: 'one cluster stands for two sites' },
  },
  target: { estate: 'System' },
  applies: (system) => operates(system) && system.dr !== undefined,
  *evaluate(system, context) {
    const dr = system.dr
    if (dr === undefined) return
    const cityOf = (cluster: string): string => context.requireEstate().get('Cluster', cluster)?.city ?? cluster
    yield* shape(dr, cityOf)
    for (const site of dr.sites) {
      const serves = site.role === 'primary' || site.role === 'active'
      if (serves && system.tiers.length > 0 && !system.tiers.some((tier) => tier.cluster === site.cluster)) yield { reason: 'serves-nothing', path: `dr.sites[${site.cluster}]`, found: site.role }
    }
  },
})

type Dr = NonNullable<DocumentOf<'System'>['dr']>

function* shape(dr: Dr, cityOf: (cluster: string) => string): Iterable<Offence> {
  const names = dr.sites.map((site) => site.cluster)
  const clusters = [...new Set(names)]
  const cities = clusters.map(cityOf)
  const leading = dr.sites.filter((site) => site.role === 'primary' || site.role === 'active')
  const path = 'dr.sites'
  const found = `${dr.topology}: ${dr.sites.map((s) => `${s.cluster} ${s.role} (${cityOf(s.cluster)})`).join(', ')}`
  for (const twice of new Set(names.filter((name, i) => names.indexOf(name) < i))) yield { reason: 'site-twice', path: `${path}[${twice}]` }
  if (leading.length === 0) yield { reason: 'no-primary', path, found }
  if (dr.topology === 'none' && clusters.length > 1) yield { reason: 'more-than-none', path, found }
  if (dr.topology === 'remote-backup' && !leading.some((site) => cities.some((city) => city !== cityOf(site.cluster)))) yield { reason: 'not-remote', path, found }
  if (dr.topology === 'active-active' && new Set(dr.sites.filter((s) => s.role === 'active').map((s) => s.cluster)).size < 2) yield { reason: 'not-active-active', path, found }
  if (dr.topology === 'two-places-three-centres' && (clusters.length < 3 || new Set(cities).size < 2 || new Set(cities).size === cities.length)) yield { reason: 'not-three-centres', path, found }
}
