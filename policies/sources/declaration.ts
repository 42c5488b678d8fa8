/** The loaded estate → Snapshot: every document is a Subject of group `ywq`, so that checks judge the declaration like any object. */
import type { Estate } from '../estate/estate.ts'
import type { Snapshot, Subject } from '../subject.ts'
import type { SourceOptions } from './options.ts'

/** Kinds that belong to one department, beside those that name it in `department`. */
const departmental: ReadonlySet<string> = new Set(['Department', 'System', 'Request'])

/**
 * @param estate loaded and valid
 * @returns one snapshot, whole: an estate says everything about itself
 */
export function readDeclaration(estate: Estate, options: Pick<SourceOptions, 'readAt'>): Snapshot {
  const subjects = estate.documents.map((document): Subject => {
    const { file, line } = estate.position(document)
    const object: Readonly<Record<string, unknown>> = { ...document }
    return {
      group: 'ywq',
      kind: document.kind,
      namespace: '',
      name: document.name,
      object,
      source: 'declaration',
      cluster: '',
      location: `${file}:${line}`,
      scope: departmental.has(document.kind) || typeof object['department'] === 'string' ? 'tenant' : 'platform',
    }
  })
  return { cluster: '', source: 'declaration', readAt: options.readAt, subjects, complete: { has: () => true }, unreadable: [] }
}
