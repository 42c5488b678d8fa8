/** Counts → Prometheus text by the contract of metrics.ts. Made ahead of the scrape; what is unknown is absent, never 0. */
import { metrics, type MetricName } from '../metrics.ts'
import type { LiveCount } from './live.ts'
import { readWindow, windowNames, type SystemWindows, type WindowCount, type WindowName } from './windows.ts'

export interface KpiExposition {
  readonly live: LiveCount
  /** Cluster that a system runs in; '' where no estate says. */
  readonly clusterOf: (system: string) => string
  /** Milliseconds since 1970. */
  readonly now: number
  /** When the state was last written whole (seconds since 1970); null = never. */
  readonly savedAt: number | null
  /** Counts of all who share a store; absent = ours alone. */
  readonly shared?: (system: string, window: WindowName) => WindowCount | null
}

/** Text format 0.0.4, without a process's own metrics. */
export function kpiExposition({ live, clusterOf, now, savedAt, shared }: KpiExposition): string {
  const rows = new Map<MetricName, string[]>()
  const put = (name: MetricName, labels: Readonly<Record<string, string>>, value: number): void => {
    const list = rows.get(name) ?? []
    rows.set(name, list)
    list.push(`${name}{${Object.entries(labels).map(([k, v]) => `${k}="${v.replace(/[\\"\n]/g, (c) => (c === '\n' ? '\\n' : `\\${c}`))}"`).join(',')}} ${value}`)
  }
  const { counters } = live
  for (const [system, businesses] of counters.transactions) {
    for (const [business, { ok, failed }] of businesses) {
      for (const [result, value] of [['ok', ok], ['failed', failed]] as const) put('ywq_business_transactions_total', { cluster: clusterOf(system), system, business, result }, value)
    }
  }
  for (const [system, time] of counters.newest) put('ywq_kpi_last_event_timestamp_seconds', { cluster: clusterOf(system), system }, time)
  const own: ReadonlyMap<string, SystemWindows> = live.windows()[0]?.systems ?? new Map<string, SystemWindows>()
  for (const [system, windows] of own) {
    const cluster = clusterOf(system)
    for (const window of windowNames) {
      const count = shared === undefined ? readWindow(windows, window, now / 1000, live.at) : shared(system, window)
      if (count === null) continue
      put('ywq_kpi_identified_ratio', { cluster, system, window }, count.identified / count.transactions)
      if (count.activeUsers !== null) put('ywq_active_users', { cluster, system, window }, count.activeUsers)
      if (count.affectedUsers !== null) put('ywq_affected_users', { cluster, system, window }, count.affectedUsers)
    }
  }
  const cluster = clusterOf('')
  put('ywq_kpi_events_total', { cluster }, counters.events)
  put('ywq_kpi_late_events_total', { cluster }, counters.late)
  for (const [reason, n] of counters.bad) put('ywq_kpi_bad_lines_total', { cluster, reason }, n)
  if (savedAt !== null) put('ywq_kpi_state_saved_timestamp_seconds', { cluster }, savedAt)
  return [...rows].map(([name, lines]) => `# HELP ${name} ${metrics[name].help.en}\n# TYPE ${name} ${metrics[name].type}\n${lines.join('\n')}\n`).join('')
}
