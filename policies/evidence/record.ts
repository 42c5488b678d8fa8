/** An audit as evidence: the record for the log, and the blobs it names (objects, findings, verdicts), each under its digest. */
import { canonicalJson } from '../estate/digest.ts'
import type { AuditReport } from '../report.ts'
import { findingJson, verdictJson } from '../reports/json.ts'
import { subjectKey, type Snapshot, type Subject } from '../subject.ts'
import { digestOf, type AuditRecord, type Digest, type HashAlgorithm } from './log.ts'
import { evidenceObject } from './redact.ts'

export interface RecordedAudit {
  readonly record: AuditRecord
  /** Digest → content. Equal content is there once. */
  readonly blobs: ReadonlyMap<Digest, string>
}

/**
 * @param snapshots what the report judged
 * @param catalogue text of the catalogue's files
 */
export function recordAudit(report: AuditReport, snapshots: readonly Snapshot[], catalogue: readonly string[], algorithm: HashAlgorithm): RecordedAudit {
  const blobs = new Map<Digest, string>()
  const objects = new Map<Subject, Digest>()
  const keep = (content: string): Digest => {
    const digest = digestOf(algorithm, content)
    blobs.set(digest, content)
    return digest
  }
  const judged = new Set(report.findings.map((f) => f.subject))
  const contentOf = (subject: Subject): string => canonicalJson({ subject: subjectKey(subject), object: evidenceObject(subject) })
  const inputs = snapshots.map((snapshot, i) => {
    const lines = snapshot.subjects.map((subject) => {
      const content = contentOf(subject)
      const digest = judged.has(subject) ? keep(content) : digestOf(algorithm, content)
      objects.set(subject, digest)
      return `${subjectKey(subject)} ${digest}\n`
    })
    return { name: report.inputs[i]?.name ?? '', source: snapshot.source, cluster: snapshot.cluster, subjects: snapshot.subjects.length, digest: digestOf(algorithm, lines.sort().join('')) }
  })
  const findings = keep(report.findings.map((f) => `${canonicalJson({ ...findingJson(f), object: objects.get(f.subject) ?? keep(contentOf(f.subject)) })}\n`).join(''))
  const verdicts = keep(report.verdicts.map((v) => `${canonicalJson(verdictJson(v))}\n`).join(''))
  const { tool, now, profile, unreadable, summary } = report
  return {
    record: { kind: 'audit', tool, catalogue: digestOf(algorithm, catalogue.join('')), profile, now, inputs, unreadable: unreadable.length, counts: { ...summary.findings }, findings, verdicts },
    blobs,
  }
}
