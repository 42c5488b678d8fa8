/**
 * Restricted fields: Cluster.podCidrs, serviceCidrs, nodeCidrs.
 * Allowed values: each holds an IPv4 and an IPv6 range.
 */
import { estateCheck } from '../check.ts'
import { missingFamilies } from '../network/families.ts'

export const clusterDualStack = estateCheck({
  id: 'cluster-dual-stack',
  severity: 'medium',
  title: { zh: '集群双栈', en: 'Clusters are dual stack' },
  why: { zh: '政务外网要完成 IPv4/IPv6 双栈改造；集群只有一个协议族，其上的业务就改不了。', en: 'The extranet is to be dual stack; on a cluster with one family no service can be.' },
  remedy: { zh: '给 podCidrs、serviceCidrs、nodeCidrs 各配 IPv4 和 IPv6 网段。', en: 'Give podCidrs, serviceCidrs and nodeCidrs an IPv4 and an IPv6 range each.' },
  snippet: 'podCidrs: [10.64.0.0/14, "fd00:64::/48"]\nserviceCidrs: [10.96.0.0/16, "fd00:96::/112"]\nnodeCidrs: [10.10.0.0/20, "fd00:10::/64"]\n',
  reasons: { 'single-stack': { zh: '缺一个协议族的网段', en: 'one address family is missing' } },
  target: { estate: 'Cluster' },
  *evaluate(cluster) {
    for (const key of ['podCidrs', 'serviceCidrs', 'nodeCidrs'] as const) {
      for (const family of missingFamilies(cluster[key])) yield { reason: 'single-stack', path: key, found: `IPv${family}` }
    }
  },
})
