/**
 * What every source produces and every check reads: Subjects in a Snapshot (design: one check, six inputs).
 * A Subject is one Kubernetes object, one estate document or one observation, with where it came from.
 */

export type SourceName = 'declaration' | 'synth' | 'plan' | 'manifests' | 'live' | 'observed'

/** Where the estate says that a namespace belongs; labels on the object are only ever checked against it. */
export interface Place {
  readonly department: string
  readonly system: string
  readonly tier: string
  readonly zone: string
  /** Level of the grading object (2, 3 or 4); null where the estate has not graded the system yet. */
  readonly level: 2 | 3 | 4 | null
  readonly environment: 'production' | 'test'
}

/**
 * Whose object it is. `tenant`: a government system's. `platform`: what our own platform and monitoring stacks build.
 * `server`: written by Kubernetes itself (kube-system, `system:*` RBAC, default ServiceAccounts); see server-objects.ts.
 */
export type SubjectScope = 'tenant' | 'platform' | 'server'

export interface Subject {
  /** API group: '' is core, 'apps', 'networking.k8s.io' …; 'ywq' for estate documents and observations. */
  readonly group: string
  readonly kind: string
  /** '' for cluster-scoped objects and estate documents. */
  readonly namespace: string
  readonly name: string
  /** The object as Kubernetes writes it (camelCase JSON), or the estate document. Never mutated. */
  readonly object: Readonly<Record<string, unknown>>
  readonly source: SourceName
  /** Cluster name; '' where the input does not say. */
  readonly cluster: string
  /** `path:line` for files (the path as given), `stack/address` for synths and plans, the UID for live objects. */
  readonly location: string
  /** For synths and plans: `path:line` of the estate document that asked for the object. */
  readonly estateLocation?: string
  readonly place?: Place
  readonly scope: SubjectScope
  /** subjectKey of the controller owner when that owner is in the same Snapshot: then the owner is judged instead. */
  readonly controlledBy?: string
}

/**
 * Which kinds an input gave whole. `namespace` '*' means everywhere (and cluster-scoped objects of the kind).
 * A check that needs absence asks for completeness; where it is not given the result is `skip: incomplete`.
 */
export interface Completeness {
  has(group: string, kind: string, namespace: string): boolean
}

export interface Snapshot {
  readonly cluster: string
  readonly source: SourceName
  /** RFC 3339 instant at which the input was read (an argument of the source, not the clock of a check). */
  readonly readAt: string
  readonly subjects: readonly Subject[]
  readonly complete: Completeness
  /** Objects that could not be read or are not allowed to be read: reported as `error` findings, exit code 2. */
  readonly unreadable: readonly Unreadable[]
}

/** Part of an input that could not be read: a broken document, a forbidden list. Never dropped silently. */
export interface Unreadable {
  readonly location: string
  readonly zh: string
  readonly en: string
}

/** Identity of a subject inside one snapshot: group/kind, namespace and name. */
export function subjectKey(subject: Pick<Subject, 'group' | 'kind' | 'namespace' | 'name'>): string {
  return `${subject.group}/${subject.kind}/${subject.namespace}/${subject.name}`
}

/** `apps/v1` → `apps`; `v1` → ''. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/')
  return slash < 0 ? '' : apiVersion.slice(0, slash)
}
