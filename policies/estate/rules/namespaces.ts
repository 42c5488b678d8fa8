/** Namespaces: one tier each, and none of those that Kubernetes and the platform keep for themselves. */
import { namespaceName, platformNamespaces } from '../../names.ts'
import type { EstateDocument } from '../document.ts'
import type { Rule } from './rule.ts'

const reserved = new Set<string>(['default', ...Object.values(platformNamespaces)])

export const namespaces: Rule = function* (input) {
  const taken = new Map<string, { readonly document: EstateDocument; readonly tier: string }>()
  const ingress = new Map(input.of('Cluster').map((c) => [c.name, c.ingress?.namespace]))
  for (const document of input.of('System')) {
    for (const [i, tier] of document.tiers.entries()) {
      const namespace = namespaceName(document.department, document.name, tier)
      const path = ['tiers', i, tier.namespace === undefined ? 'name' : 'namespace']
      // The prefix kube- is kept for Kubernetes' own namespaces (Kubernetes docs, Namespaces: working with namespaces).
      if (reserved.has(namespace) || namespace.startsWith('kube-') || ingress.get(tier.cluster) === namespace) {
        yield {
          code: 'reserved-namespace', document, path,
          text: { zh: `命名空间“${namespace}”归 Kubernetes 或平台所有，系统不能使用`, en: `the namespace "${namespace}" belongs to Kubernetes or the platform: no system may use it` },
        }
      }
      const key = `${tier.cluster}/${namespace}`
      const other = taken.get(key)
      if (other === undefined) taken.set(key, { document, tier: tier.name })
      // Two tiers of one name in one system are told by their name.
      else if (tier.namespace !== undefined || other.document !== document || other.tier !== tier.name) {
        if (other.document.name === document.name && other.document !== document) continue
        yield {
          code: 'duplicate-namespace', document, path,
          text: {
            zh: `集群 ${tier.cluster} 的命名空间“${namespace}”已归 ${other.document.name}/${other.tier}（${input.where(other.document)}）；一个命名空间只属于一个层`,
            en: `the namespace "${namespace}" of cluster ${tier.cluster} belongs to ${other.document.name}/${other.tier} (${input.where(other.document)}); a namespace has one tier`,
          },
        }
      }
    }
  }
}
