/**
 * Restricted fields: Cluster.provider; Contract.
 * Allowed values: the provider is named, and where it is no government body it has a Contract of type cloud or operate that is not
 * limited to some systems, in force today, with the terms on security, confidentiality and return of data.
 */
import { agreementFaults, agreementReasons } from '../agreements.ts'
import { estateCheck } from '../check.ts'

export const platformAgreementCurrent = estateCheck({
  id: 'platform-agreement-current',
  severity: 'medium',
  title: { zh: '云服务协议在有效期内', en: 'The cloud agreement is current' },
  why: { zh: '云服务商的权限、责任和到期时的数据返还都写在协议里；没有有效协议就都落空。', en: 'What the provider may do, owes, and returns at the end stands in the agreement; without one nothing does.' },
  remedy: { zh: '在集群写明 provider，并登记与它的 cloud（或 operate）合同。', en: 'Name the provider in the Cluster and register its cloud (or operate) contract.' },
  snippet: 'kind: Contract\nname: cloud\ntype: cloud\nsupplier: cloud-co\nfrom: 2025-01-01\nto: 2027-12-31\nterms: { security: true, confidentiality: true, dataReturn: true }\n',
  reasons: { ...agreementReasons, 'no-provider': { zh: '集群没有写明由谁提供', en: 'the cluster does not name its provider' } },
  target: { estate: 'Cluster' },
  *evaluate(cluster, context) {
    const estate = context.requireEstate()
    if (cluster.provider === undefined) {
      yield { reason: 'no-provider', path: 'provider' }
      return
    }
    const type = estate.get('Organisation', cluster.provider)?.type
    if (type === 'government' || type === 'institution') return
    const contracts = estate.of('Contract').filter((c) => c.supplier === cluster.provider && (c.type === 'cloud' || c.type === 'operate') && (c.systems ?? []).length === 0)
    yield* agreementFaults(contracts, cluster.provider, 'provider', context)
  },
})
