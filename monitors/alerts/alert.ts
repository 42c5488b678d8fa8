/** What an alert is: data in Prometheus' own terms; rendering is the last step. */
import type { Severity } from '../../policies/finding.ts'
import type { Text } from '../../policies/text.ts'

export interface Alert {
  /** CamelCase with our prefix; also the anchor of its section in runbook.md. */
  readonly alert: string
  /** PromQL over families of metrics.ts only. */
  readonly expr: string
  /** How long it must hold: Prometheus duration. */
  readonly for: string
  readonly severity: Severity
  /** Label values beyond severity; `{{ $labels.department }}` names the owner. */
  readonly labels?: Readonly<Record<string, string>>
  readonly summary: Text
  readonly description: Text
}
