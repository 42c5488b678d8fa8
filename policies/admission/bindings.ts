/**
 * How hard a check is enforced, by severity and zone:
 * | severity       | important zones | elsewhere |
 * | critical, high | Deny            | Deny      |
 * | medium         | Deny            | Warn      |
 * | low            | Warn            | Audit     |
 * Every action also writes the audit log. Deny and Warn on one binding would say everything twice (the API refuses it), so what is harder
 * in important zones is a second binding over those zones' namespaces; it needs no exclusion, the stronger action wins.
 */
import type { Severity } from '../finding.ts'
import type { KindInfo } from '../kinds.ts'
import { labels } from '../names.ts'
import { resourceRules } from './match.ts'

export interface Enforcement {
  /** Names of the important zones (Zone.important). */
  readonly importantZones: readonly string[]
}

type Action = 'Deny' | 'Warn' | 'Audit'

const everywhere: Readonly<Record<Severity, readonly Action[]>> = { critical: ['Deny', 'Audit'], high: ['Deny', 'Audit'], medium: ['Warn', 'Audit'], low: ['Audit'] }
const inImportantZones: Readonly<Record<Severity, readonly Action[]>> = { critical: [], high: [], medium: ['Deny'], low: ['Warn'] }

export interface Binding {
  readonly name: string
  readonly spec: Readonly<Record<string, unknown>>
}

/** Bindings of one policy. Cluster-scoped objects lie in no zone: the second binding leaves them out. */
export function bindingsOf(policy: string, severity: Severity, kinds: readonly KindInfo[], { importantZones }: Enforcement): readonly Binding[] {
  const base = { name: policy, spec: { policyName: policy, validationActions: everywhere[severity] } }
  const harder = inImportantZones[severity]
  const namespaced = kinds.filter((k) => k.namespaced)
  if (harder.length === 0 || importantZones.length === 0 || namespaced.length === 0) return [base]
  const namespaceSelector = { matchExpressions: [{ key: labels.zone, operator: 'In', values: [...importantZones].sort() }] }
  return [base, { name: `${policy}-important`, spec: { policyName: policy, validationActions: harder, matchResources: { matchPolicy: 'Equivalent', namespaceSelector, resourceRules: resourceRules(namespaced, true) } } }]
}
