/**
 * The person behind a change: the API server's audit log (JSON lines of audit.k8s.io/v1 Event). managedFields names programs only, and nothing of a
 * deleted object is left to ask.
 */
import { kindByName } from '../kinds.ts'
import { isDictionary, type Dictionary } from '../sources/kubernetes-object.ts'
import type { Subject } from '../subject.ts'

export interface LastAct {
  readonly user: string
  readonly verb: string
  /** RFC 3339 */
  readonly time: string
}

export interface AuditTrail {
  lastAct(subject: Pick<Subject, 'group' | 'kind' | 'namespace' | 'name'>): LastAct | null
  /** Lines that are no event; the log may have been cut while it was rotated. */
  readonly badLines: number
}

const writes: ReadonlySet<string> = new Set(['create', 'update', 'patch', 'delete', 'deletecollection'])
/** The cluster's own programs write all the time. */
const machine = /^system:(serviceaccount:kube-system:|node:|apiserver|kube-)/

/** @param lines of one or several logs, oldest first or not */
export async function readAuditTrail(lines: AsyncIterable<string> | Iterable<string>): Promise<AuditTrail> {
  const acts = new Map<string, LastAct>()
  let badLines = 0
  for await (const line of lines) {
    if (line.trim() === '') continue
    const event = parse(line)
    if (event === null) badLines++
    else note(event, acts)
  }
  return {
    badLines,
    lastAct({ group, kind, namespace, name }) {
      const info = kindByName.get(kind)
      if (info?.group !== group) return null
      const one = acts.get(key(group, info.resource, namespace, name))
      const all = acts.get(key(group, info.resource, namespace, ''))
      return one !== undefined && all !== undefined ? (one.time > all.time ? one : all) : (one ?? all ?? null)
    },
  }
}

function note(event: Dictionary, acts: Map<string, LastAct>): void {
  const { stage, verb, user, objectRef, responseStatus, stageTimestamp } = event
  if (stage !== 'ResponseComplete' || typeof verb !== 'string' || !writes.has(verb) || !isDictionary(objectRef) || !isDictionary(user) || objectRef['subresource'] === 'status') return
  const code = isDictionary(responseStatus) ? responseStatus['code'] : 200
  const { username } = user
  const { resource } = objectRef
  if (typeof code !== 'number' || code >= 300 || typeof username !== 'string' || machine.test(username) || typeof resource !== 'string' || typeof stageTimestamp !== 'string') return
  // Deleting a collection names no object: it is an act on every object of the kind there.
  // The server repeats the name of a Namespace as its namespace.
  const namespace = resource === 'namespaces' ? '' : text(objectRef['namespace'])
  const at = key(text(objectRef['apiGroup']), resource, namespace, verb === 'deletecollection' ? '' : text(objectRef['name']))
  const before = acts.get(at)
  if (before === undefined || before.time <= stageTimestamp) acts.set(at, { user: username, verb, time: stageTimestamp })
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const key = (group: string, resource: string, namespace: string, name: string): string => [group, resource, namespace, name].join('/')

function parse(line: string): Dictionary | null {
  try {
    const value: unknown = JSON.parse(line)
    return isDictionary(value) ? value : null
  } catch {
    return null
  }
}
