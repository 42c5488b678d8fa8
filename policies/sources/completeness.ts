/** Which kinds an input gave whole (Snapshot.complete), by source. */
import { kinds } from '../kinds.ts'
import type { Completeness, Subject } from '../subject.ts'

const clusterScoped: ReadonlySet<string> = new Set(kinds.filter((k) => !k.namespaced).map((k) => `${k.group}/${k.kind}`))

/**
 * Manifests: a namespace whose Namespace object is in the input counts as given whole; cluster-scoped kinds never do,
 * since files cannot show that nothing else is in the cluster.
 */
export function namespacesGiven(subjects: readonly Subject[]): Completeness {
  const given = namespaceNames(subjects)
  return { has: (group, kind, namespace) => namespace !== '' && namespace !== '*' && given.has(namespace) && !clusterScoped.has(`${group}/${kind}`) }
}

/** Machines join by themselves: what a declaration does not hold of them proves nothing. */
const neverDeclared = '/Node'

/**
 * Synths and plans of a whole cluster: the namespaces that they declare, every cluster-scoped kind but Nodes, and so the list of
 * namespaces; what is everywhere ('*') is what is in those namespaces.
 */
export function clusterDeclared(subjects: readonly Subject[]): Completeness {
  const given = namespaceNames(subjects)
  return { has: (group, kind, namespace) => `${group}/${kind}` !== neverDeclared && (namespace === '' || namespace === '*' || clusterScoped.has(`${group}/${kind}`) || given.has(namespace)) }
}

/** Live: each kind whose list was read to its end, in all namespaces. A kind the server does not know is whole and empty. */
export function kindsListed(listed: ReadonlySet<string>): Completeness {
  return { has: (group, kind) => listed.has(`${group}/${kind}`) }
}

function namespaceNames(subjects: readonly Subject[]): ReadonlySet<string> {
  return new Set(subjects.filter((s) => s.group === '' && s.kind === 'Namespace').map((s) => s.name))
}
