/**
 * What tenants gain by relabelling, over all labels they may set: on their pods any; on their namespaces any but those that the API server
 * writes (kubernetes.io/metadata.name) and those that RBAC and admission keep for the bureau (ywq.io/*).
 */
import type { LabelSelector, LabelSelectorRequirement, NetworkPolicyPeer } from '../kubernetes.ts'
import { labels } from '../names.ts'
import { namespaceLabel } from './baseline.ts'
import { selects } from './selector.ts'

const ownPrefix = labels.department.slice(0, labels.department.indexOf('/') + 1)

/** Labels of a namespace that a tenant cannot change. */
function isProtectedLabel(key: string): boolean {
  return key === namespaceLabel || key.startsWith(ownPrefix)
}

/**
 * Whether some labels exist that a tenant may set and with which its pods in a namespace match a peer.
 * @param protectedLabels the namespace's labels that it cannot change
 */
export function canMatch(peer: NetworkPolicyPeer, protectedLabels: Readonly<Record<string, string>>): boolean {
  if (peer.ipBlock !== undefined || peer.namespaceSelector === undefined) return false
  return isSatisfiable(peer.namespaceSelector, protectedLabels) && isSatisfiable(peer.podSelector ?? {}, {})
}

/** True where a peer asks for a label that tenants may set: on the pods any, on the namespace any unprotected one. */
export function hasFreeLabels(peer: NetworkPolicyPeer): boolean {
  return requirements(peer.podSelector ?? {}).length > 0 || requirements(peer.namespaceSelector ?? {}).some((r) => !isProtectedLabel(r.key))
}

/** Requirements on fixed labels hold as they are; those on free ones need a value that fits all of its key. */
function isSatisfiable(selector: LabelSelector, fixed: Readonly<Record<string, string>>): boolean {
  const all = requirements(selector)
  const kept = all.filter((r) => isProtectedLabel(r.key))
  if (!selects({ matchExpressions: kept }, fixed)) return false
  const byKey = new Map<string, LabelSelectorRequirement[]>()
  for (const one of all) if (!isProtectedLabel(one.key)) byKey.set(one.key, [...(byKey.get(one.key) ?? []), one])
  return [...byKey].every(([key, own]) => {
    // Candidates: no label at all, every value that some requirement names, and one that none names.
    const values = own.flatMap((r) => r.values ?? [])
    const other = `x${values.join('')}`.slice(0, 63)
    return [{}, ...[...values, other].map((value) => ({ [key]: value }))].some((candidate) => selects({ matchExpressions: own }, candidate))
  })
}

function requirements({ matchLabels = {}, matchExpressions = [] }: LabelSelector): readonly LabelSelectorRequirement[] {
  return [...Object.entries(matchLabels).map(([key, value]): LabelSelectorRequirement => ({ key, operator: 'In', values: [value] })), ...matchExpressions]
}
