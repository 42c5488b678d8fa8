/**
 * Restricted fields: Cluster.region.
 * Allowed values: one of Estate.regions, the domestic regions that the estate allows. That the machines stand there is the
 * provider's to prove.
 */
import { estateCheck } from '../check.ts'

export const infrastructureRegionAllowed = estateCheck({
  id: 'infrastructure-region-allowed',
  severity: 'critical',
  title: { zh: '基础设施位于允许区域', en: 'Infrastructure is in an allowed region' },
  why: { zh: '政务云的基础设施须在境内；不在清单内的地域没有人核实过。', en: 'Infrastructure of a government cloud stays in the country; nobody has vouched for a region off the list.' },
  remedy: { zh: '把集群放到 Estate.regions 列出的地域；确属境内的新地域，由主管局加进清单。', en: 'Put the cluster into a region of Estate.regions; a new domestic region is for the bureau to add.' },
  snippet: 'kind: Cluster\nname: city\nregion: cn-example-1   # Estate.regions: [cn-example-1]\n',
  reasons: { 'not-allowed': { zh: '集群的地域不在允许清单内', en: 'the region of the cluster is not on the estate’s list' } },
  target: { estate: 'Cluster' },
  *evaluate(cluster, context) {
    const { regions } = context.requireEstate().root
    if (!regions.includes(cluster.region)) yield { reason: 'not-allowed', path: 'region', found: `${cluster.region} (${regions.join(', ')})` }
  },
})
