/**
 * OpenReports (openreports.io/v1alpha1, github.com/openreports/reports-api v0.2.1): a Report for each namespace, ClusterReports for what
 * has none, in one List for `kubectl apply -f -`. An estate has several clusters: apply with `-l ywq.io/cluster=NAME`.
 * A report is one object of the API server, so it is cut before it could grow over what etcd stores (1.5 MB). An earlier run may have
 * had more parts: `kubectl apply --prune -l app.kubernetes.io/managed-by=ywq` takes those away.
 */
import { fingerprint, type Finding, type Result } from '../finding.ts'
import { approvalsUnverified, disclaimer, type AuditReport } from '../report.ts'
import type { Subject } from '../subject.ts'

/** Bytes of results in one object. */
export const maxBytes = 900_000
const longest = 1000

/** The List in pieces, one object each. */
export function* openReportsPieces(report: AuditReport): Generator<string> {
  yield '{"apiVersion":"v1","kind":"List","items":['
  let first = true
  for (const [place, findings] of byPlace(report.findings)) {
    let part = 0
    for (const results of parts(findings.map((f) => resultOf(f, report)))) {
      yield `${first ? '' : ','}\n${JSON.stringify(reportObject(place, part++, results, report))}`
      first = false
    }
  }
  yield '\n]}\n'
}

/** In order, each part below maxBytes. */
function* parts(results: readonly ReportResult[]): Generator<readonly ReportResult[]> {
  let part: ReportResult[] = []
  let bytes = 0
  for (const result of results) {
    const size = Buffer.byteLength(JSON.stringify(result))
    if (bytes + size > maxBytes && part.length > 0) {
      yield part
      part = []
      bytes = 0
    }
    part.push(result)
    bytes += size
  }
  if (part.length > 0) yield part
}

interface ReportResult {
  readonly result: Result
  readonly [field: string]: unknown
}

interface Place {
  readonly cluster: string
  /** '' = a ClusterReport. */
  readonly namespace: string
}

/** Sorted by cluster and namespace. */
function byPlace(findings: readonly Finding[]): readonly (readonly [Place, readonly Finding[]])[] {
  const places = new Map<string, readonly [Place, Finding[]]>()
  for (const finding of findings) {
    const { cluster } = finding.subject
    const namespace = namespaceOf(finding.subject)
    const key = `${cluster}\u0000${namespace}`
    const known = places.get(key)
    if (known === undefined) places.set(key, [{ cluster, namespace }, [finding]])
    else known[1].push(finding)
  }
  return [...places].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place)
}

/** RFC 1123 label: what the API server takes as a name of a namespace. */
const label = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/

/** A Namespace is told of in itself; a name that no namespace can have (a broken manifest) goes to the cluster's report. */
function namespaceOf(subject: Subject): string {
  const namespace = subject.group === '' && subject.kind === 'Namespace' ? subject.name : subject.namespace
  return label.test(namespace) ? namespace : ''
}

function reportObject({ cluster, namespace }: Place, part: number, results: readonly ReportResult[], report: AuditReport): object {
  const labels = { 'app.kubernetes.io/managed-by': 'ywq', ...(label.test(cluster) ? { 'ywq.io/cluster': cluster } : {}) }
  const notes = [disclaimer, ...(report.approvals === 'none' ? [approvalsUnverified] : [])]
  const name = ['ywq', ...(label.test(cluster) ? [cluster] : []), ...(part === 0 ? [] : [String(part)])].join('.')
  const count = (result: Result): number => results.filter((r) => r.result === result).length
  return {
    apiVersion: 'openreports.io/v1alpha1',
    kind: namespace === '' ? 'ClusterReport' : 'Report',
    metadata: {
      name, ...(namespace === '' ? {} : { namespace }), labels,
      annotations: { 'ywq.io/notice': notes.map((n) => `${n.zh} / ${n.en}`).join('; '), 'ywq.io/profile': report.profile, 'ywq.io/judged-at': report.now, 'ywq.io/version': report.tool.version },
    },
    source: report.tool.name,
    ...(namespace === '' ? {} : { scope: { apiVersion: 'v1', kind: 'Namespace', name: namespace } }),
    summary: { pass: count('pass'), fail: count('fail'), warn: 0, error: count('error'), skip: count('skip') },
    results,
  }
}

/** What a waiver accepts stays a fail: its name stands beside it. */
function resultOf(finding: Finding, report: AuditReport): ReportResult {
  const { subject, detail } = finding
  const seconds = Math.floor(Date.parse(report.now) / 1000)
  const properties = {
    fingerprint: fingerprint(finding), location: subject.location, basis: '实测 measured',
    ...(finding.clauses.length === 0 ? {} : { clauses: finding.clauses.join(' ') }), ...(finding.path === '' ? {} : { path: finding.path }), ...(finding.waiver === undefined ? {} : { waiver: finding.waiver }),
    ...(subject.place === undefined ? {} : { department: subject.place.department, system: subject.place.system }),
  }
  const message = finding.result === 'pass' ? '' : `${detail.zh} / ${detail.en}`
  return {
    source: report.tool.name, policy: finding.check, ...(finding.reason === '' ? {} : { rule: finding.reason }), category: report.profile, severity: finding.severity, result: finding.result, scored: true,
    timestamp: { seconds, nanos: 0 }, ...(message === '' ? {} : { message: message.length > longest ? `${message.slice(0, longest - 1)}…` : message }), resources: [reference(subject)], properties,
  }
}

function reference(subject: Subject): object {
  const { apiVersion } = subject.object
  return {
    ...(typeof apiVersion === 'string' ? { apiVersion } : {}), kind: subject.kind, name: subject.name, ...(subject.namespace === '' ? {} : { namespace: subject.namespace }),
    ...(subject.source === 'live' ? { uid: subject.location } : {}),
  }
}
