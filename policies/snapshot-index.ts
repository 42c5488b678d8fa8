/** A Snapshot indexed for checks: by kind and namespace, by name, pods dug out once. */
import { kindByName } from './kinds.ts'
import { bearsPod, podTarget, type PodTarget } from './pod-target.ts'
import { subjectKey, type Snapshot, type Subject } from './subject.ts'

export interface SnapshotIndex {
  readonly snapshot: Snapshot
  /** Subjects of a built-in kind (group checked) in a namespace; '*' = all. */
  of(kind: string, namespace: string): readonly Subject[]
  find(kind: string, namespace: string, name: string): Subject | undefined
  isComplete(kind: string, namespace: string): boolean
  /** Pod-bearing subjects that no other subject controls, with a readable pod template. */
  pods(namespace: string): readonly PodTarget[]
}

const none: readonly never[] = []

/** @throws never; a pod template that cannot be read is left out here and reported by the checks that read it. */
export function indexSnapshot(snapshot: Snapshot): SnapshotIndex {
  const byKind = new Map<string, { all: Subject[]; byNamespace: Map<string, Subject[]> }>()
  const byKey = new Map<string, Subject>()
  for (const subject of snapshot.subjects) {
    const k = `${subject.group}/${subject.kind}`
    let entry = byKind.get(k)
    if (entry === undefined) byKind.set(k, (entry = { all: [], byNamespace: new Map() }))
    entry.all.push(subject)
    const list = entry.byNamespace.get(subject.namespace)
    if (list === undefined) entry.byNamespace.set(subject.namespace, [subject])
    else list.push(subject)
    byKey.set(subjectKey(subject), subject)
  }
  let podsByNamespace: Map<string, PodTarget[]> | null = null
  let allPods: PodTarget[] = []
  const digPods = (): Map<string, PodTarget[]> => {
    if (podsByNamespace !== null) return podsByNamespace
    podsByNamespace = new Map()
    allPods = []
    for (const subject of snapshot.subjects) {
      if (subject.controlledBy !== undefined || !bearsPod(subject)) continue
      const pod = readable(subject)
      if (pod === null) continue
      allPods.push(pod)
      const list = podsByNamespace.get(subject.namespace)
      if (list === undefined) podsByNamespace.set(subject.namespace, [pod])
      else list.push(pod)
    }
    return podsByNamespace
  }
  const groupOfKind = (kind: string): string => {
    const info = kindByName.get(kind)
    if (info === undefined) throw new Error(`kind ${kind} is not in policies/kinds.ts`)
    return info.group
  }
  return {
    snapshot,
    of(kind, namespace) {
      const entry = byKind.get(`${groupOfKind(kind)}/${kind}`)
      if (entry === undefined) return none
      return namespace === '*' ? entry.all : (entry.byNamespace.get(namespace) ?? none)
    },
    find: (kind, namespace, name) => byKey.get(subjectKey({ group: groupOfKind(kind), kind, namespace, name })),
    isComplete: (kind, namespace) => snapshot.complete.has(groupOfKind(kind), kind, namespace),
    pods(namespace) {
      const pods = digPods()
      return namespace === '*' ? allPods : (pods.get(namespace) ?? none)
    },
  }
}

function readable(subject: Subject): PodTarget | null {
  try {
    return podTarget(subject)
  } catch {
    return null
  }
}
