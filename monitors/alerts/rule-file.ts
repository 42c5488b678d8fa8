/** Prometheus rule groups as plain data, and the two forms in which they are deployed: a rule file and a PrometheusRule object. */
import { stringify } from 'yaml'

export interface RecordingRule {
  readonly record: string
  readonly expr: string
  readonly labels?: Readonly<Record<string, string>>
}

export interface AlertingRule {
  readonly alert: string
  readonly expr: string
  readonly for: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

export interface RuleGroup {
  readonly name: string
  /** Prometheus duration. @default the server's evaluation interval */
  readonly interval?: string
  readonly rules: readonly (RecordingRule | AlertingRule)[]
}

/** @returns YAML of a rule file, accepted by `promtool check rules` */
export function renderRuleFile(groups: readonly RuleGroup[]): string {
  return stringify({ groups }, { lineWidth: 0, aliasDuplicateObjects: false })
}

export interface PrometheusRuleOptions {
  readonly name: string
  readonly namespace: string
  readonly labels: Readonly<Record<string, string>>
}

/** @returns a PrometheusRule of the Prometheus operator (monitoring.coreos.com/v1) as YAML */
export function renderPrometheusRule(groups: readonly RuleGroup[], { name, namespace, labels }: PrometheusRuleOptions): string {
  return stringify(
    { apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule', metadata: { name, namespace, labels }, spec: { groups } },
    { lineWidth: 0, aliasDuplicateObjects: false },
  )
}
