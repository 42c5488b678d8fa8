/**
 * Who wrote a field: metadata.managedFields (Kubernetes docs, Server-Side Apply, "Field management"; fieldsV1 of structured-merge-diff).
 * It names the program and the moment, not the person: that is in the audit log.
 */
import { isDictionary, type Dictionary } from '../sources/kubernetes-object.ts'
import type { Step } from './fields.ts'

export interface Writer {
  /** Field manager: `kubectl-edit`, `HashiCorp`, `kube-controller-manager`. */
  readonly manager: string
  readonly operation: string
  /** RFC 3339, where the server says. */
  readonly time?: string
}

interface Entry extends Writer {
  readonly fields: Dictionary
}

/** Control loops of Kubernetes: what they write into a spec is their job (an autoscaler's replicas), not a change by hand. */
const controllers: ReadonlySet<string> = new Set(['kube-controller-manager', 'kube-scheduler', 'kubelet', 'cloud-controller-manager', 'kube-apiserver', 'cluster-autoscaler', 'vpa-updater', 'kwok-controller'])

export const isController = (writer: Writer | null): boolean => writer !== null && controllers.has(writer.manager)

function entriesOf(object: Dictionary): readonly Entry[] {
  const metadata = object['metadata']
  const list = isDictionary(metadata) ? metadata['managedFields'] : undefined
  return (Array.isArray(list) ? list.filter(isDictionary) : []).flatMap((e) => {
    const { manager, operation, time, subresource } = e
    if (typeof manager !== 'string' || subresource === 'status' || !isDictionary(e['fieldsV1'])) return []
    return [{ manager, operation: typeof operation === 'string' ? operation : '', ...(typeof time === 'string' ? { time } : {}), fields: e['fieldsV1'] }]
  })
}

/** @returns the latest writer of the field or of the list that it is in; null where none is recorded */
export function writerOf(object: Dictionary, steps: readonly Step[]): Writer | null {
  return latest(entriesOf(object).filter((e) => owns(e.fields, steps)))
}

/** @returns the latest writer of anything but status */
export function lastWriter(object: Dictionary): Writer | null {
  const entries = entriesOf(object)
  return latest(entries.filter((e) => !isController(e))) ?? latest(entries)
}

function latest(entries: readonly Entry[]): Writer | null {
  let found: Entry | undefined
  for (const entry of entries) if (found === undefined || (entry.time ?? '') > (found.time ?? '')) found = entry
  return found === undefined ? null : { manager: found.manager, operation: found.operation, ...(found.time === undefined ? {} : { time: found.time }) }
}

/** Walks down as far as the set goes: an entry that ends above the field (an atomic list) owns all below it. */
function owns(fields: Dictionary, steps: readonly Step[]): boolean {
  let at = fields
  for (const step of steps) {
    if (Object.keys(at).every((k) => k === '.')) return at !== fields
    const next = Object.entries(at).find(([k]) => matches(k, step))?.[1]
    if (!isDictionary(next)) return false
    at = next
  }
  return true
}

/** `f:<name>` is a field, `k:<json>` an element by keys, `i:<n>` one by position. */
function matches(key: string, step: Step): boolean {
  if (typeof step === 'string') return key === `f:${step}`
  if (typeof step === 'number') return key === `i:${step}`
  if (!key.startsWith('k:')) return false
  try {
    const keys: unknown = JSON.parse(key.slice(2))
    return isDictionary(keys) && Object.entries(keys).every(([k, v]) => String(step[k] ?? '') === (typeof v === 'string' || typeof v === 'number' ? String(v) : JSON.stringify(v)))
  } catch {
    return false
  }
}
