/** What every source is told, and how it tells the reader about what it left out on purpose. */
import type { Estate } from '../estate/estate.ts'
import type { Unreadable } from '../subject.ts'

/** A remark on the input that is no fault: `kustomization.yaml was skipped`. Same shape as a fault, but it changes no exit code. */
export type Note = Unreadable

export interface SourceOptions {
  /** RFC 3339 instant at which the input is read (an argument; no source looks at a clock). */
  readonly readAt: string
  /** Places subjects by (cluster, namespace). @default no estate */
  readonly estate?: Estate | null
  /** Cluster that the input belongs to. @default the estate's only cluster, else '' */
  readonly cluster?: string
  /** Namespace of namespaced objects that name none. @default `default`, as kubectl has it */
  readonly defaultNamespace?: string
  readonly note?: (note: Note) => void
  /** Largest file read, in bytes. @default 64 MiB (plans and synths: 512 MiB) */
  readonly maxFileBytes?: number
}

/** The cluster of an input that does not say: the one given, or the estate's only one, or ''. */
export function clusterOf(options: SourceOptions): string {
  if (options.cluster !== undefined) return options.cluster
  const clusters = options.estate?.of('Cluster') ?? []
  return clusters.length === 1 ? (clusters[0]?.name ?? '') : ''
}
