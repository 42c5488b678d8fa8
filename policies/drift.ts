/**
 * Drift: what is declared (synth, plan, manifests) against what is live. Missing, changed field by field, undeclared; and what could not be
 * judged, which is never "no drift" (GB/T 22239 8.2.4.3 b: changes that nobody authorised).
 */
import type { AuditTrail, LastAct } from './drift/audit-trail.ts'
import { fieldChanges, pathText, type FieldChange } from './drift/fields.ts'
import { isController, lastWriter, writerOf, type Writer } from './drift/managed-fields.ts'
import { labels, policyNames } from './names.ts'
import type { Estate } from './estate/estate.ts'
import { isDictionary } from './sources/kubernetes-object.ts'
import { subjectKey, type Snapshot, type Subject } from './subject.ts'

export const driftStates = ['missing', 'changed', 'undeclared', 'unknown'] as const
export type DriftState = (typeof driftStates)[number]

export interface DriftedField extends Pick<FieldChange, 'change' | 'declared' | 'live'> {
  /** `spec.template.spec.containers[name=web].image` */
  readonly path: string
  /** Program that wrote the field last; null where the server does not say (a removed field has no owner). */
  readonly by: Writer | null
}

export interface Drift {
  readonly state: DriftState
  /** The live object where there is one, else the declared. */
  readonly subject: Subject
  /** Where it is declared; '' for undeclared ones. */
  readonly declaredAt: string
  readonly department: string
  readonly fields: readonly DriftedField[]
  /** Last program that wrote the object (not its status). */
  readonly lastWriter: Writer | null
  /** Last act on the object in the audit log, where one was given. */
  readonly lastAct: LastAct | null
}

export interface DriftReport {
  readonly cluster: string
  /** RFC 3339 instant at which the live side was read. */
  readonly readAt: string
  /** Declared objects that were compared. */
  readonly compared: number
  /** Missing first, then changed, undeclared, unknown; by namespace, kind and name. */
  readonly drifts: readonly Drift[]
}

export interface DriftOptions {
  readonly estate: Estate | null
  readonly trail?: AuditTrail
}

/** Subjects of nobody's department belong to the platform. */
const platform = 'platform'

/** Kinds of a space: the bureau declares all of them, so that one more in a tenant's namespace is undeclared even where workloads are the contractor's. */
const spaceKinds: ReadonlySet<string> = new Set(['ResourceQuota', 'LimitRange', 'NetworkPolicy', 'Role', 'RoleBinding', 'Namespace'])

/** Kinds that follow from others: nodes join, volumes are provisioned. */
const neverDeclared: ReadonlySet<string> = new Set(['Node', 'PersistentVolume', 'Event', 'Secret'])

/**
 * @param declared snapshot of a synth, plan or manifests
 * @param live snapshot of the same cluster (raw objects: a file from `kubectl get -o yaml` will do)
 */
export function compareDrift(declared: Snapshot, live: Snapshot, { estate, trail }: DriftOptions): DriftReport {
  const liveByKey = new Map(live.subjects.map((s) => [subjectKey(s), s]))
  const drifts: Drift[] = []
  const drift = (state: DriftState, subject: Subject, fields: readonly DriftedField[], declaredAt: string): void => {
    const writer = state === 'missing' || state === 'unknown' ? null : lastWriter(subject.object)
    drifts.push({ state, subject, fields, declaredAt, department: departmentOf(subject), lastWriter: writer, lastAct: trail?.lastAct(subject) ?? null })
  }
  const keys = new Set<string>()
  for (const wanted of declared.subjects) {
    const key = subjectKey(wanted)
    keys.add(key)
    const found = liveByKey.get(key)
    const at = wanted.estateLocation ?? wanted.location
    if (found !== undefined) {
      const fields = driftedFields(wanted, found)
      if (fields.length > 0) drift('changed', found, fields, at)
    } else drift(live.complete.has(wanted.group, wanted.kind, wanted.namespace === '' ? '*' : wanted.namespace) ? 'missing' : 'unknown', wanted, [], at)
  }
  const claims = claimsOf(declared.subjects)
  for (const found of live.subjects) if (!keys.has(subjectKey(found)) && !claims(found) && isUndeclared(found, declared, estate)) drift('undeclared', found, [], '')
  drifts.sort((a, b) => driftStates.indexOf(a.state) - driftStates.indexOf(b.state) || (subjectKey(a.subject) < subjectKey(b.subject) ? -1 : 1))
  return { cluster: live.cluster, readAt: live.readAt, compared: declared.subjects.length, drifts }
}

function driftedFields(wanted: Subject, found: Subject): readonly DriftedField[] {
  return fieldChanges(wanted.object, found.object).flatMap(({ steps, change, ...values }) => {
    const by = change === 'removed' ? null : writerOf(found.object, steps)
    return isController(by) ? [] : [{ path: pathText(steps), change, by, ...values }]
  })
}

/** Cluster-scoped kinds other than Namespaces come from add-ons of many makers: the declaration does not claim to hold them all. */
function isUndeclared(found: Subject, declared: Snapshot, estate: Estate | null): boolean {
  if (found.scope === 'server' || found.controlledBy !== undefined || isOwned(found) || neverDeclared.has(found.kind)) return false
  if (found.namespace === '') return found.kind === 'Namespace' && declared.complete.has('', 'Namespace', '*')
  if (!declared.complete.has(found.group, found.kind, found.namespace)) return false
  // The one policy that a department may keep by itself.
  if (found.kind === 'NetworkPolicy' && found.name === policyNames.tenant) return false
  const tier = estate?.tierOf(found.cluster, found.namespace)?.tier
  return tier === undefined || tier.workloads !== undefined || spaceKinds.has(found.kind)
}

/** Claims that StatefulSets make of their templates, `<template>-<set>-<ordinal>`: Kubernetes gives them no owner unless asked to delete them. */
function claimsOf(declared: readonly Subject[]): (subject: Subject) => boolean {
  const prefixes = new Set<string>()
  for (const { group, kind, namespace, name, object } of declared) {
    const spec = object['spec']
    if (group !== 'apps' || kind !== 'StatefulSet' || !isDictionary(spec) || !Array.isArray(spec['volumeClaimTemplates'])) continue
    for (const template of spec['volumeClaimTemplates'].filter(isDictionary)) {
      const metadata = template['metadata']
      if (isDictionary(metadata) && typeof metadata['name'] === 'string') prefixes.add(`${namespace}/${metadata['name']}-${name}`)
    }
  }
  return ({ kind, namespace, name }) => kind === 'PersistentVolumeClaim' && /-\d+$/.test(name) && prefixes.has(`${namespace}/${name.replace(/-\d+$/, '')}`)
}

function isOwned({ object: { metadata } }: Subject): boolean {
  const references = isDictionary(metadata) ? metadata['ownerReferences'] : undefined
  return Array.isArray(references) && references.length > 0
}

/** By the estate's place; else by the label that only the space stack may write. */
function departmentOf(subject: Subject): string {
  const metadata = subject.object['metadata']
  const written = isDictionary(metadata) && isDictionary(metadata['labels']) ? metadata['labels'][labels.department] : undefined
  return subject.place?.department ?? (typeof written === 'string' ? written : platform)
}
