/** One audit of a cluster → its series. Roll-ups are made here, in code, so that dashboards need no joins. */
import type { Catalogue } from '../../policies/catalogue/catalogue.ts'
import type { DriftReport } from '../../policies/drift.ts'
import type { Estate } from '../../policies/estate/estate.ts'
import { isViolation, type Finding } from '../../policies/finding.ts'
import type { Snapshot } from '../../policies/subject.ts'
import { endOfDay } from '../../policies/time.ts'
import type { Verdict } from '../../policies/verdict/words.ts'
import { bytesLimit, seriesLimit } from '../metrics.ts'
import { addDrift } from './drift-series.ts'
import { seriesSet, type SeriesSet } from './series.ts'

/** What the last finished audit of one cluster found. */
export interface AuditedCluster {
  readonly cluster: string
  readonly snapshots: readonly Snapshot[]
  readonly findings: readonly Finding[]
  readonly verdicts: readonly Verdict[]
  /** Seconds since the epoch. */
  readonly finishedAt: number
  readonly durationSeconds: number
  /** Declaration against the cluster; absent where there is no estate. */
  readonly drift?: DriftReport
}

export interface ExpositionInput {
  readonly version: string
  readonly profile: string
  readonly clusters: readonly AuditedCluster[]
  /** Audits that could not be finished, by cluster, since the start. */
  readonly failures: ReadonlyMap<string, number>
  readonly estate: Estate | null
  readonly catalogue: Catalogue
  /** Milliseconds since the epoch: which waivers are in force. */
  readonly now: number
}

/** Subjects of nobody's department belong to the platform. */
const platform = 'platform'

/**
 * Prometheus text of everything; over the bound nothing is dropped and `ywq_series_limit_exceeded` is 1.
 * @returns exposition format 0.0.4
 */
export async function renderExposition(input: ExpositionInput): Promise<string> {
  const series = seriesSet()
  for (const [cluster, count] of input.failures) series.set('ywq_audit_failures_total', { cluster }, count)
  for (const audited of input.clusters) {
    addCluster(series, audited, input)
    if (audited.drift !== undefined) addDrift(series, audited.drift)
  }
  addEstate(series, input)
  const perCluster = input.clusters.length * 2
  const tooMany = series.size + perCluster > seriesLimit
  for (const { cluster } of input.clusters) {
    series.set('ywq_series', { cluster }, series.size + perCluster)
    series.set('ywq_series_limit_exceeded', { cluster }, tooMany ? 1 : 0)
  }
  const text = await series.render()
  if (tooMany || Buffer.byteLength(text) <= bytesLimit) return text
  for (const { cluster } of input.clusters) series.set('ywq_series_limit_exceeded', { cluster }, 1)
  return series.render()
}

function addCluster(series: SeriesSet, audited: AuditedCluster, input: ExpositionInput): void {
  const { cluster, findings, verdicts, snapshots } = audited
  series.set('ywq_build_info', { cluster, version: input.version, profile: input.profile }, 1)
  for (const result of ['pass', 'fail', 'skip', 'error'] as const) series.set('ywq_findings', { cluster, result }, 0)
  const subjects = new Set<Finding['subject']>()
  for (const f of findings) {
    subjects.add(f.subject)
    series.add('ywq_findings', { cluster, result: f.result }, 1)
    if (f.result === 'error') series.add('ywq_check_errors', { cluster, check: f.check }, 1)
    if (!isViolation(f)) continue
    const labels = { cluster, department: f.subject.place?.department ?? platform, check: f.check, severity: f.severity }
    series.add(f.waiver === undefined ? 'ywq_check_failing' : 'ywq_check_waived', labels, 1)
  }
  series.set('ywq_subjects', { cluster }, subjects.size)
  series.set('ywq_audit_last_success_timestamp_seconds', { cluster }, audited.finishedAt)
  series.set('ywq_audit_duration_seconds', { cluster }, audited.durationSeconds)
  for (const snapshot of snapshots) {
    series.set('ywq_source_read_timestamp_seconds', { cluster, source: snapshot.source }, Date.parse(snapshot.readAt) / 1000)
    series.set('ywq_source_unreadable', { cluster, source: snapshot.source }, snapshot.unreadable.length)
  }
  const levels = new Set<Verdict['level']>()
  for (const v of verdicts) {
    const level = String(v.level)
    levels.add(v.level)
    series.add('ywq_clause_verdicts', { cluster, level, clause: v.clause, verdict: v.verdict }, 1)
    if (v.unit.kind !== 'system') continue
    series.add('ywq_system_verdicts', { cluster, department: v.unit.department ?? platform, system: v.unit.name, level, verdict: v.verdict }, 1)
  }
  for (const level of levels) {
    for (const clause of input.catalogue.level(level).clauses) {
      series.set('ywq_clause_info', { cluster, level: String(level), clause: clause.id, status: clause.status, responsibility: clause.responsibility }, 1)
    }
  }
}

/** What the estate alone says: systems, records, waivers. A system counts on the cluster of its first tier. */
function addEstate(series: SeriesSet, input: ExpositionInput): void {
  const { estate } = input
  if (estate === null) return
  const audited = new Set(input.clusters.map((c) => c.cluster))
  const day = (date: string): number => endOfDay(date, estate.timezone)
  for (const system of estate.of('System')) {
    const cluster = system.tiers[0]?.cluster
    if (cluster === undefined || !audited.has(cluster)) continue
    const department = estate.get('Department', system.department)
    series.set('ywq_system_info', { cluster, department: system.department, system: system.name, level: String(estate.levelOf(system.name) ?? 'none'), phase: system.phase, owner: department?.owner ?? 'none' }, 1)
    const certificates = (system.crypto?.products ?? []).map((p) => day(p.expires) / 1000)
    if (certificates.length > 0) series.set('ywq_certificate_expiry_timestamp_seconds', { cluster, department: system.department, system: system.name }, Math.min(...certificates))
  }
  for (const cluster of audited) {
    const earliest = new Map<string, number>()
    for (const record of estate.of('Record')) {
      const expires = day(record.expires) / 1000
      earliest.set(record.type, Math.min(earliest.get(record.type) ?? Infinity, expires))
    }
    for (const [type, at] of earliest) series.set('ywq_record_expiry_timestamp_seconds', { cluster, type }, at)
    for (const waiver of estate.of('Waiver')) {
      const state = estate.approvalsOf(waiver).length === 0 ? 'unapproved' : day(waiver.expires) < input.now ? 'expired' : 'in-force'
      series.add('ywq_waivers', { cluster, department: waiver.department, state }, 1)
    }
  }
}
