/** The objects that were judged, by unit and kind, with the sample proposed to the assessor. */
import { isViolation, type Finding } from '../finding.ts'
import type { AuditReport } from '../report.ts'
import { subjectKey, type Subject } from '../subject.ts'
import type { Unit } from '../verdict/words.ts'
import { sample } from './sampling.ts'
import { unitLookup } from './unit-of.ts'

export interface AssessedObject {
  readonly key: string
  /** `D0001`: number in the sheet of objects. */
  readonly id: string
  readonly unit: Unit
  readonly subject: Subject
  readonly findings: readonly Finding[]
  readonly violated: boolean
  readonly sampled: boolean
  /** How many objects of the same kind the unit has, and how many of them are proposed. */
  readonly ofKind: { readonly all: number; readonly sampled: number }
}

/** Every object with a finding that is not only a skip, in the order of the units, then kind and name. */
export function assessedObjects(report: AuditReport): readonly AssessedObject[] {
  const unitOf = unitLookup(report)
  const bySubject = new Map<string, { unit: Unit; subject: Subject; findings: Finding[] }>()
  for (const finding of report.findings) {
    const unit = unitOf(finding.subject)
    if (unit === undefined) continue
    const key = `${finding.subject.source} ${finding.subject.cluster} ${subjectKey(finding.subject)}`
    const known = bySubject.get(key)
    if (known === undefined) bySubject.set(key, { unit, subject: finding.subject, findings: [finding] })
    else known.findings.push(finding)
  }
  const groups = new Map<Unit, Map<string, { key: string; subject: Subject; findings: readonly Finding[]; violated: boolean }[]>>(report.summary.units.map((u) => [u.unit, new Map()]))
  for (const [key, { unit, subject, findings }] of bySubject) {
    if (findings.every((f) => f.result === 'skip')) continue
    const kinds = groups.get(unit)
    const kind = `${subject.group}/${subject.kind}`
    const candidate = { key, subject, findings, violated: findings.some(isViolation) }
    const list = kinds?.get(kind)
    if (list === undefined) kinds?.set(kind, [candidate])
    else list.push(candidate)
  }
  let n = 0
  return [...groups].flatMap(([unit, kinds]) =>
    [...kinds].sort(byText).flatMap(([, candidates]) => {
      candidates.sort((a, b) => (a.key < b.key ? -1 : 1))
      const sampled = new Set(sample(candidates, unit.level))
      const ofKind = { all: candidates.length, sampled: sampled.size }
      return candidates.map((candidate) => ({ ...candidate, unit, id: `D${String(++n).padStart(4, '0')}`, sampled: sampled.has(candidate), ofKind }))
    }),
  )
}

function byText([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1
}
