/**
 * The engine: snapshots × checks → findings. Pure: no I/O, no clock. Which subjects a check looks at, and at which level.
 */
import type { Check, CheckContext, PodCheck } from './check.ts'
import { isEstateCheck, isPodCheck } from './check.ts'
import { makeContext } from './check-context.ts'
import type { EstateDocument } from './estate/document.ts'
import type { Estate } from './estate/estate.ts'
import type { Finding } from './finding.ts'
import { judge, type Rule } from './judge.ts'
import { kindByName } from './kinds.ts'
import { bearsPod, podTarget, type PodTarget } from './pod-target.ts'
import { indexSnapshot, type SnapshotIndex } from './snapshot-index.ts'
import type { Snapshot, Subject } from './subject.ts'
import { subjectKey } from './subject.ts'
import { indexUse } from './waivers/use.ts'

export type Level = 2 | 3 | 4

/** Which checks run, and which clauses hang on a check at a level (see profile.ts). */
export interface Selection {
  readonly checks: readonly Check[]
  /** Ids of the clauses, or null where the check does not belong to the profile at that level: then it is not run. */
  clauses(check: string, level: Level): readonly string[] | null
  /** Level of subjects that the estate does not place or grade. */
  readonly defaultLevel: Level
  /** Fixed level for every subject (--profile gbt-22239:3, --as-level), or null: each subject's own. */
  readonly fixedLevel: Level | null
  parameter(name: string, level: Level): number
}

export interface AuditOptions {
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly pssMinor: number
  readonly estate: Estate | null
  readonly selection: Selection
}

/**
 * Judges every subject by every selected check.
 * @returns findings in the order of snapshots, checks and subjects; passes kept
 */
export function audit(snapshots: readonly Snapshot[], options: AuditOptions): Finding[] {
  const { checks } = options.selection
  const findings: Finding[] = []
  const tooEarly = (): never => {
    throw new Error('only a check with afterOthers may ask for the use of a waiver')
  }
  const early = checks.filter((c) => c.afterOthers !== true)
  for (const snapshot of snapshots) auditSnapshot(indexSnapshot(snapshot), options, early, tooEarly, findings)
  // They look at documents of the estate alone: large snapshots of objects are not indexed again.
  const late = checks.filter((c) => c.afterOthers === true)
  const useOf = indexUse(findings, checks, snapshots, options.estate)
  for (const snapshot of late.length === 0 ? [] : snapshots.filter((s) => s.source === 'declaration')) auditSnapshot(indexSnapshot(snapshot), options, late, useOf, findings)
  return findings
}

function auditSnapshot(index: SnapshotIndex, options: AuditOptions, checks: readonly Check[], useOf: CheckContext['useOf'], findings: Finding[]): void {
  const { selection } = options
  const contexts = new Map<Level, CheckContext>()
  const contextAt = (level: Level): CheckContext => {
    let context = contexts.get(level)
    if (context === undefined) contexts.set(level, (context = makeContext(index, options, level, useOf)))
    return context
  }
  const documents = documentsOf(index.snapshot, options.estate)
  const podSubjects = index.snapshot.subjects.filter((s) => bearsPod(s))
  const dug = digAll(podSubjects)
  for (const check of checks) {
    const clausesAt = new Map<Level, readonly string[] | null>()
    /** Judges one subject into a list, unless the check does not belong to the profile at its level. */
    const into = <T>(rule: Rule<T>, target: T, subject: Subject, out: Finding[]): boolean => {
      const level = levelOf(subject, options)
      let clauses = clausesAt.get(level)
      if (clauses === undefined) clausesAt.set(level, (clauses = selection.clauses(check.id, level)))
      if (clauses === null) return false
      judge(rule, target, subject, contextAt(level), clauses, out)
      return true
    }
    if (isPodCheck(check)) auditPods(check, dug, index, into, findings)
    else if (isEstateCheck(check)) {
      for (const [subject, document] of documents.get(check.target.estate) ?? []) into(check, document, subject, findings)
    } else {
      for (const kind of check.target.kinds) {
        for (const subject of subjectsOfKind(index, kind)) if (inScope(check, subject)) into(check, subject, subject, findings)
      }
    }
  }
}

type Into = <T>(rule: Rule<T>, target: T, subject: Subject, out: Finding[]) => boolean

/** Pods and what bears them: owners first, then what is owned, of which only deviations from the owner are told. */
function auditPods(check: PodCheck, dug: readonly Dug[], index: SnapshotIndex, into: Into, findings: Finding[]): void {
  const byOwner = new Map<string, readonly Finding[]>()
  const owned: Dug[] = []
  for (const one of dug) {
    const { subject, pod, problem } = one
    if (!inScope(check, subject)) continue
    if (subject.controlledBy !== undefined) {
      owned.push(one)
      continue
    }
    const before = findings.length
    if (pod !== null) into(check, pod, subject, findings)
    else if (problem !== null) into({ ...check, applies: undefined, evaluate: () => { throw problem } }, subject, subject, findings)
    // Only owners of something are looked up again, but which they are is known after this loop: keep those that failed.
    if (findings.length > before && findings[before]?.result !== 'pass') byOwner.set(subjectKey(subject), findings.slice(before))
  }
  for (const { subject, pod } of owned) {
    if (pod === null) continue
    const found: Finding[] = []
    if (into(check, pod, subject, found)) findings.push(...deviations(found, byOwner.get(rootOwner(subject, index)) ?? []))
  }
}

/** Kinds of the table by index; a kind outside it (a custom resource) by its bare name. */
function subjectsOfKind(index: SnapshotIndex, kind: string): readonly Subject[] {
  return kindByName.has(kind) ? index.of(kind, '*') : index.snapshot.subjects.filter((s) => s.kind === kind && s.group !== 'ywq')
}

function inScope(check: Check, subject: Subject): boolean {
  return check.scopes === undefined ? subject.scope !== 'server' : check.scopes.includes(subject.scope)
}

interface Dug {
  readonly subject: Subject
  readonly pod: PodTarget | null
  readonly problem: Error | null
}

function digAll(subjects: readonly Subject[]): readonly Dug[] {
  return subjects.map((subject) => {
    try {
      return { subject, pod: podTarget(subject), problem: null }
    } catch (problem) {
      return { subject, pod: null, problem: problem instanceof Error ? problem : new Error('unreadable pod template') }
    }
  })
}

/** Of an owned object, only what its owner does not have: a pod that differs from its template (mutated, or hand-made). */
function deviations(found: readonly Finding[], owner: readonly Finding[]): Finding[] {
  // Path inside the pod: what stands before it in a Deployment, Job or CronJob is cut off.
  const inner = (path: string): string => path.replace(/^(spec\.jobTemplate\.)?(spec\.)?template\./, '')
  const known = new Set(owner.filter((f) => f.result !== 'pass').map((f) => `${f.reason}\u0000${inner(f.path)}`))
  return found.filter((f) => f.result !== 'pass' && f.result !== 'skip' && !known.has(`${f.reason}\u0000${inner(f.path)}`))
}

/** Pod → ReplicaSet → Deployment: the topmost owner in the snapshot. Cycles end after eight steps. */
function rootOwner(subject: Subject, index: SnapshotIndex): string {
  let key = subject.controlledBy ?? ''
  for (let i = 0; i < 8; i++) {
    const [group = '', kind = '', namespace = '', name = ''] = key.split('/')
    if (kindByName.get(kind)?.group !== group) return key
    const next = index.find(kind, namespace, name)?.controlledBy
    if (next === undefined) return key
    key = next
  }
  return key
}

/** Level that a subject is judged at. */
export function levelOf(subject: Subject, options: Pick<AuditOptions, 'estate' | 'selection'>): Level {
  const { selection } = options
  return selection.fixedLevel ?? subject.place?.level ?? estateLevel(subject, options.estate) ?? selection.defaultLevel
}

function estateLevel(subject: Subject, estate: Estate | null): Level | null {
  if (subject.group !== 'ywq' || estate === null) return null
  if (subject.kind === 'System') return estate.levelOf(subject.name)
  return subject.kind === 'GradingObject' ? (estate.get('GradingObject', subject.name)?.level ?? null) : null
}

/** Estate documents of the snapshot with their subjects, by kind. */
function documentsOf(snapshot: Snapshot, estate: Estate | null): ReadonlyMap<string, readonly (readonly [Subject, EstateDocument])[]> {
  const byKind = new Map<string, (readonly [Subject, EstateDocument])[]>()
  if (estate === null) return byKind
  const byKey = new Map(estate.documents.map((d) => [`${d.kind}/${d.name}`, d]))
  for (const subject of snapshot.subjects) {
    const document = subject.group === 'ywq' ? byKey.get(`${subject.kind}/${subject.name}`) : undefined
    if (document === undefined) continue
    const list = byKind.get(document.kind)
    if (list === undefined) byKind.set(document.kind, [[subject, document]])
    else list.push([subject, document])
  }
  return byKind
}
