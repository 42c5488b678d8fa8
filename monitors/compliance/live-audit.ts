/**
 * Keeps the audit of live clusters fresh: reads each cluster, audits, prepares the answers of the listener.
 * A scrape only ever gets prepared text. A cluster that cannot be read keeps its last figures with their old timestamps, and is not ready.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Catalogue } from '../../policies/catalogue/catalogue.ts'
import type { DriftReport } from '../../policies/drift.ts'
import type { Estate } from '../../policies/estate/estate.ts'
import type { AuditReport } from '../../policies/report.ts'
import type { Snapshot } from '../../policies/subject.ts'
import { renderExposition, type AuditedCluster } from './exposition.ts'

export interface WatchedCluster {
  readonly name: string
  /** Reads the cluster whole. Rejects where it cannot be reached. */
  readonly read: () => Promise<readonly Snapshot[]>
}

export interface LiveAuditOptions {
  readonly clusters: readonly WatchedCluster[]
  readonly audit: (snapshots: readonly Snapshot[], now: number) => AuditReport
  /** Declaration against the live snapshot of its cluster; null where there is nothing declared to compare. @default no drift */
  readonly drift?: (live: Snapshot) => DriftReport | null
  readonly estate: Estate | null
  readonly catalogue: Catalogue
  readonly version: string
  readonly profile: string
  /** Milliseconds between the starts of two audits of a cluster. */
  readonly interval: number
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  /** Told of each audit, finished or failed. */
  readonly onAudit?: (cluster: string, outcome: AuditReport | Error) => void
}

export interface LiveAudit {
  /** Prepared exposition text. */
  readonly metrics: () => string
  /** Last report of each cluster. */
  readonly reports: () => ReadonlyMap<string, AuditReport>
  /** Every cluster watched, in the order given: its last audit, null where there was none yet. */
  readonly clusters: () => readonly WatchedState[]
  /** Empty when every cluster was audited whole and lately; else one line a reason. */
  readonly notReady: () => readonly string[]
  /** Ends after the audits under way. */
  stop(): Promise<void>
}

export interface WatchedState {
  readonly name: string
  readonly report: AuditReport | null
  /** Seconds since the epoch. */
  readonly auditedAt: number | null
  readonly drift: DriftReport | null
}

/** An audit older than this many intervals is stale. */
const staleAfter = 3

export function startLiveAudit(options: LiveAuditOptions): LiveAudit {
  const audited = new Map<string, AuditedCluster>()
  const reports = new Map<string, AuditReport>()
  const failures = new Map(options.clusters.map((c) => [c.name, 0]))
  const reasons = new Map(options.clusters.map((c) => [c.name, 'not audited yet']))
  let text = ''
  const stopping = new AbortController()

  const prepare = async (): Promise<void> => {
    text = await renderExposition({ version: options.version, profile: options.profile, clusters: [...audited.values()], failures, estate: options.estate, catalogue: options.catalogue, now: options.clock() })
  }
  const once = async (cluster: WatchedCluster): Promise<void> => {
    const started = options.clock()
    try {
      const snapshots = await cluster.read()
      const report = options.audit(snapshots, options.clock())
      const live = snapshots.find((s) => s.source === 'live')
      const drift = live === undefined ? null : (options.drift?.(live) ?? null)
      const finished = options.clock()
      audited.set(cluster.name, { cluster: cluster.name, snapshots, findings: report.findings, verdicts: report.verdicts, finishedAt: finished / 1000, durationSeconds: (finished - started) / 1000, ...(drift === null ? {} : { drift }) })
      reports.set(cluster.name, report)
      reasons.delete(cluster.name)
      options.onAudit?.(cluster.name, report)
    } catch (error) {
      const problem = error instanceof Error ? error : new Error(String(error))
      failures.set(cluster.name, (failures.get(cluster.name) ?? 0) + 1)
      reasons.set(cluster.name, problem.message)
      options.onAudit?.(cluster.name, problem)
    }
    await prepare()
  }
  const loop = async (cluster: WatchedCluster): Promise<void> => {
    while (!stopping.signal.aborted) {
      const started = options.clock()
      await once(cluster)
      const rest = Math.max(0, started + options.interval - options.clock())
      await sleep(rest, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }
  const loops = options.clusters.map(loop)
  return {
    metrics: () => text,
    reports: () => reports,
    clusters: () => options.clusters.map(({ name }) => ({ name, report: reports.get(name) ?? null, auditedAt: audited.get(name)?.finishedAt ?? null, drift: audited.get(name)?.drift ?? null })),
    notReady() {
      const stale = [...audited.values()].filter((a) => options.clock() - a.finishedAt * 1000 > staleAfter * options.interval + a.durationSeconds * 1000).map((a) => `${a.cluster}: stale`)
      return [...[...reasons].map(([cluster, why]) => `${cluster}: ${why}`), ...stale]
    },
    async stop() {
      stopping.abort()
      await Promise.all(loops)
    },
  }
}
