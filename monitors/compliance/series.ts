/** A set of series for the families of metrics.ts, rendered by prom-client. Labels are checked against the contract. */
import { Counter, Gauge, Registry } from 'prom-client'
import { metricNames, metrics, type MetricName } from '../metrics.ts'

type LabelsOf<N extends MetricName> = Readonly<Record<(typeof metrics)[N]['labels'][number], string>>

export interface SeriesSet {
  /** Sets one series. Setting the same labels again overwrites. */
  set<N extends MetricName>(name: N, labels: LabelsOf<N>, value: number): void
  /** Adds to one series (counting up from zero). */
  add<N extends MetricName>(name: N, labels: LabelsOf<N>, value: number): void
  /** Number of series so far. */
  readonly size: number
  /** Prometheus text exposition format 0.0.4; families in the contract's order, series sorted by labels. */
  render(): Promise<string>
}

interface Entry {
  readonly labels: Readonly<Record<string, string>>
  value: number
}

/** @returns an empty set with its own registry (never prom-client's global one) */
export function seriesSet(): SeriesSet {
  const values = new Map<MetricName, Map<string, Entry>>()
  const slot = (name: MetricName, labels: Readonly<Record<string, string>>): Entry => {
    let family = values.get(name)
    if (family === undefined) {
      family = new Map<string, Entry>()
      values.set(name, family)
    }
    const key = metrics[name].labels.map((label) => labels[label] ?? '').join('\u0000')
    let entry = family.get(key)
    if (entry === undefined) family.set(key, (entry = { labels, value: 0 }))
    return entry
  }
  return {
    set(name, labels, value) {
      slot(name, labels).value = value
    },
    add(name, labels, value) {
      slot(name, labels).value += value
    },
    get size() {
      let n = 0
      for (const family of values.values()) n += family.size
      return n
    },
    async render() {
      const registry = new Registry()
      for (const name of metricNames) {
        const family = metrics[name]
        const found = values.get(name)
        // A family without series is left out: several sets make one exposition, and a family may stand in it once.
        if (found === undefined) continue
        const entries = [...found.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
        const config = { name, help: `${family.help.zh} / ${family.help.en}`, labelNames: [...family.labels], registers: [registry] }
        if (family.type === 'counter') {
          const counter = new Counter(config)
          for (const [, entry] of entries) counter.inc({ ...entry.labels }, entry.value)
        } else {
          const gauge = new Gauge(config)
          for (const [, entry] of entries) gauge.set({ ...entry.labels }, entry.value)
        }
      }
      return registry.metrics()
    },
  }
}
