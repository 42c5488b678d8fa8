/**
 * The engine: snapshots × checks → findings. Pure: no I/O, no clock. One try/catch, around a single check on a single subject:
 * a question that the input cannot answer becomes `skip`, a check that breaks becomes `error` (which counts as a fail).
 */
import type { Check, CheckContext, Offence } from './check.ts'
import { isEstateCheck, isPodCheck, Skip } from './check.ts'
import type { EstateDocument } from './estate/document.ts'
import type { Estate } from './estate/estate.ts'
import type { Finding } from './finding.ts'
import { kindByName } from './kinds.ts'
import { bearsPod, podTarget, type PodTarget } from './pod-target.ts'
import { indexSnapshot, type SnapshotIndex } from './snapshot-index.ts'
import type { Snapshot, Subject } from './subject.ts'
import { subjectKey } from './subject.ts'
import type { Text } from './text.ts'

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

const empty: Text = { zh: '', en: '' }

/**
 * Judges every subject by every selected check.
 * @returns findings in the order of snapshots, checks and subjects; passes kept
 */
export function audit(snapshots: readonly Snapshot[], options: AuditOptions): Finding[] {
  const findings: Finding[] = []
  for (const snapshot of snapshots) auditSnapshot(indexSnapshot(snapshot), options, findings)
  return findings
}

function auditSnapshot(index: SnapshotIndex, options: AuditOptions, findings: Finding[]): void {
  const { selection } = options
  const contexts = new Map<Level, CheckContext>()
  const contextAt = (level: Level): CheckContext => {
    let context = contexts.get(level)
    if (context === undefined) contexts.set(level, (context = makeContext(index, options, level)))
    return context
  }
  const documents = documentsOf(index.snapshot, options.estate)
  const podSubjects = index.snapshot.subjects.filter((s) => bearsPod(s))
  const dug = digAll(podSubjects)
  for (const check of selection.checks) {
    const run = (subject: Subject, evaluate: (context: CheckContext) => Iterable<Offence> | null): Finding[] | null => {
      const level = levelOf(subject, options)
      const clauses = selection.clauses(check.id, level)
      if (clauses === null) return null
      return judge(check, subject, clauses, () => evaluate(contextAt(level)))
    }
    if (isPodCheck(check)) {
      const byOwner = new Map<string, Finding[]>()
      const applied = (pod: PodTarget) => (context: CheckContext) => (check.applies?.(pod, context) === false ? null : check.evaluate(pod, context))
      for (const { subject, pod, problem } of dug) {
        if (!inScope(check, subject) || subject.controlledBy !== undefined) continue
        const found = run(subject, (context) => {
          if (problem !== null) throw problem
          return pod === null ? null : applied(pod)(context)
        })
        if (found === null) continue
        byOwner.set(subjectKey(subject), found)
        findings.push(...found)
      }
      for (const { subject, pod } of dug) {
        if (subject.controlledBy === undefined || pod === null || !inScope(check, subject)) continue
        const found = run(subject, applied(pod))
        if (found !== null) findings.push(...deviations(found, byOwner.get(rootOwner(subject, index)) ?? []))
      }
    } else if (isEstateCheck(check)) {
      for (const [subject, document] of documents.get(check.target.estate) ?? []) {
        const found = run(subject, (context) => (check.applies?.(document, context) === false ? null : check.evaluate(document, context)))
        if (found !== null) findings.push(...found)
      }
    } else {
      for (const kind of check.target.kinds) {
        for (const subject of subjectsOfKind(index, kind)) {
          if (!inScope(check, subject)) continue
          const found = run(subject, (context) => (check.applies?.(subject, context) === false ? null : check.evaluate(subject, context)))
          if (found !== null) findings.push(...found)
        }
      }
    }
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

function judge(check: Check, subject: Subject, clauses: readonly string[], evaluate: () => Iterable<Offence> | null): Finding[] {
  const base = { check: check.id, severity: check.severity, subject, clauses }
  const fails: Finding[] = []
  try {
    const offences = evaluate()
    if (offences === null) return fails
    for (const offence of offences) {
      const text = check.reasons[offence.reason]
      if (text === undefined) throw new Error(`check ${check.id} yields the unknown reason ${offence.reason}`)
      fails.push({ ...base, result: 'fail', reason: offence.reason, path: offence.path ?? '', detail: detailOf(text, offence) })
    }
  } catch (error) {
    if (error instanceof Skip) {
      if (fails.length === 0) fails.push({ ...base, result: 'skip', reason: error.reason, path: '', detail: error.text })
    } else {
      const message = error instanceof Error ? error.message : String(error)
      fails.push({ ...base, result: 'error', reason: 'check-failed', path: '', detail: { zh: `无法判定：${message}`, en: `cannot be judged: ${message}` } })
    }
  }
  if (fails.length === 0) fails.push({ ...base, result: 'pass', reason: '', path: '', detail: empty })
  return fails
}

function detailOf(text: Text, offence: Offence): Text {
  const where = offence.path === undefined || offence.path === '' ? '' : offence.path
  const tail = [where, offence.found ?? ''].filter((part) => part !== '').join(' = ')
  return tail === '' ? text : { zh: `${text.zh}：${tail}`, en: `${text.en}: ${tail}` }
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

function levelOf(subject: Subject, options: AuditOptions): Level {
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

function makeContext(index: SnapshotIndex, options: AuditOptions, level: Level): CheckContext {
  const { estate } = options
  return {
    now: options.now,
    pssMinor: options.pssMinor,
    level,
    estate,
    requireEstate() {
      if (estate === null) throw new Skip('no-estate', { zh: '需要声明（--estate）才能判定', en: 'needs the estate (--estate)' })
      return estate
    },
    all(kind, namespace) {
      if (!index.isComplete(kind, namespace)) {
        const where = namespace === '' ? '' : namespace === '*' ? '（全部命名空间）' : `（${namespace}）`
        throw new Skip('incomplete', {
          zh: `输入没有给全 ${kind}${where}，不能断定“没有”`,
          en: `the input does not hold every ${kind}${namespace === '' ? '' : namespace === '*' ? ' of all namespaces' : ` of ${namespace}`}: absence cannot be concluded`,
        })
      }
      return index.of(kind, namespace)
    },
    known: (kind, namespace) => index.of(kind, namespace),
    find: (kind, namespace, name) => index.find(kind, namespace, name),
    pods: (namespace) => index.pods(namespace),
    isComplete: (kind, namespace) => index.isComplete(kind, namespace),
    parameter: (name) => options.selection.parameter(name, level),
  }
}
