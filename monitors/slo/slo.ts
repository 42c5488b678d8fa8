/** What an SLO is here, wherever it was declared (a System of the estate, an OpenSLO file). */
import type { Text } from '../../policies/text.ts'

export interface Slo {
  readonly department: string
  readonly system: string
  readonly name: string
  readonly title: Text
  /** Share of events that must be good: above 0, below 1. */
  readonly objective: number
  /** Rolling period that the error budget is for, in days. */
  readonly periodDays: number
  /** What is measured: `availability`, or `custom` for queries of an OpenSLO file. */
  readonly indicator: string
  /** Name of the Person on duty, or of the owner. */
  readonly owner: string
  /** Events a second over `$window`, one series a cluster: PromQL with the placeholder `$window`. */
  readonly events: string
  /** Bad events a second over `$window`, as `events`. */
  readonly errors: string
  /** Vector selector whose absence means that nothing reports. */
  readonly signal: string
}

/** What could not become rules, and why; never dropped silently. */
export interface SloRefusal {
  /** `file:line`, or the file. */
  readonly location: string
  readonly subject: string
  readonly why: Text
}

export interface SloList {
  readonly slos: readonly Slo[]
  readonly refused: readonly SloRefusal[]
}

/** A query of an SLO at one window (Prometheus duration). */
export const at = (query: string, window: string): string => query.replaceAll('$window', window)
