/** Controller ownerReferences → Subject.controlledBy, where the owner is in the same input: then the owner is judged instead. */
import { kindByName } from '../kinds.ts'
import { groupOf, subjectKey, type Subject } from '../subject.ts'
import { isDictionary, type Dictionary } from './kubernetes-object.ts'

/**
 * @param subjects of one cluster
 * @returns the same subjects, the owned ones with `controlledBy`
 */
export function linkOwners(subjects: readonly Subject[]): readonly Subject[] {
  if (!subjects.some((s) => controllerOf(s) !== undefined)) return subjects
  const byKey = new Map(subjects.map((s) => [subjectKey(s), s]))
  return subjects.map((subject) => {
    const reference = controllerOf(subject)
    if (reference === undefined) return subject
    const owner = ownerOf(subject, reference, byKey)
    return owner === undefined || owner === subject ? subject : { ...subject, controlledBy: subjectKey(owner) }
  })
}

function controllerOf(subject: Subject): Dictionary | undefined {
  const { metadata } = subject.object
  if (!isDictionary(metadata)) return undefined
  const references = metadata['ownerReferences']
  if (!Array.isArray(references)) return undefined
  return references.filter(isDictionary).find((r) => r['controller'] === true)
}

/** Kubernetes API: an owner lives in the same namespace or is cluster-scoped. A uid that differs is an older object of that name. */
function ownerOf(subject: Subject, reference: Dictionary, byKey: ReadonlyMap<string, Subject>): Subject | undefined {
  const { apiVersion, kind, name, uid } = reference
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || typeof name !== 'string') return undefined
  const group = groupOf(apiVersion)
  const info = kindByName.get(kind)
  const namespaces = info?.group === group ? [info.namespaced ? subject.namespace : ''] : [subject.namespace, '']
  for (const namespace of namespaces) {
    const owner = byKey.get(subjectKey({ group, kind, namespace, name }))
    if (owner === undefined) continue
    const ownerUid = isDictionary(owner.object['metadata']) ? owner.object['metadata']['uid'] : undefined
    return typeof uid === 'string' && uid !== '' && typeof ownerUid === 'string' && ownerUid !== uid ? undefined : owner
  }
  return undefined
}
