/** Prometheus rule groups as plain data, and the two forms in which they are deployed: a rule file and a PrometheusRule object. */
import { yamlText, type Plain } from './yaml-text.ts'

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
  return yamlText({ groups: groups.map(plain) })
}

export interface PrometheusRuleOptions {
  readonly name: string
  readonly namespace: string
  readonly labels: Readonly<Record<string, string>>
}

/** @returns a PrometheusRule of the Prometheus operator (monitoring.coreos.com/v1) as YAML */
export function renderPrometheusRule(groups: readonly RuleGroup[], { name, namespace, labels }: PrometheusRuleOptions): string {
  return yamlText({ apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule', metadata: { name, namespace, labels }, spec: { groups: groups.map(plain) } })
}

/** A group as data without an interface's closed shape. */
function plain({ name, interval, rules }: RuleGroup): Plain {
  return { name, interval, rules: rules.map((rule) => ({ ...rule })) }
}
