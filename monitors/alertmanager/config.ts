/**
 * Alertmanager's configuration of an estate: a route and a receiver a department, inhibition, the incident ledger. Receivers are references:
 * a name at the notifying gateway (SMS, government chat), which alone knows people and addresses; tokens come from files that the operator mounts.
 * Source: prometheus.io/docs/alerting/latest/configuration; only what version 0.25 of Debian stable knows.
 */
import { stringify } from 'yaml'
import type { Estate } from '../../policies/estate/estate.ts'

export interface AlertmanagerOptions {
  /** Webhooks go to `<gateway>/<receiver>`. */
  readonly gateway: string
  /** Where `ywq serve` takes alerts for the incident ledger. */
  readonly ledger: string
  /** Folder with a bearer token a receiver, in a file of its name. @default no authentication */
  readonly tokenFolder?: string
  /** Departments that get a route; others fall to the platform's duty. */
  readonly departments: readonly string[]
}

/** Receiver of what no department owns, and of every critical alert besides its department. */
const platform = 'platform'
const ledgerReceiver = 'incident-ledger'

/** @returns YAML accepted by `amtool check-config` */
export function renderAlertmanager({ gateway, ledger, tokenFolder, departments }: AlertmanagerOptions): string {
  const receiver = (name: string, url = `${gateway}/${name}`): object => ({
    name,
    webhook_configs: [{ url, send_resolved: true, ...(tokenFolder === undefined ? {} : { http_config: { authorization: { credentials_file: `${tokenFolder}/${name}` } } }) }],
  })
  return stringify(
    {
      route: {
        receiver: platform,
        group_by: ['alertname', 'cluster', 'department', 'system'],
        group_wait: '30s',
        group_interval: '5m',
        repeat_interval: '4h',
        routes: [
          // The ledger sees everything at once, alert by alert, and passes it on.
          { receiver: ledgerReceiver, continue: true, group_by: ['...'], group_wait: '0s', group_interval: '1m', repeat_interval: '12h' },
          { receiver: platform, matchers: ['severity="critical"', `department=~"${departments.join('|')}"`], continue: true, group_wait: '10s' },
          ...departments.map((name) => ({ receiver: `department-${name}`, matchers: [`department="${name}"`] })),
          // Once the ledger's route has matched, the receiver at the root is passed over: what is nobody's needs a route of its own.
          { receiver: platform },
        ],
      },
      receivers: [receiver(platform), receiver(ledgerReceiver, ledger), ...departments.map((name) => receiver(`department-${name}`))],
      inhibit_rules: inhibitions,
    },
    { lineWidth: 0, aliasDuplicateObjects: false },
  )
}

/** What says nothing new while something worse is said of the same thing. */
const inhibitions = [
  // Figures of a stale audit cannot be trusted: mend the audit first.
  { source_matchers: ['alertname="YwqAuditStale"'], target_matchers: ['alertname=~"YwqControlViolated|YwqCheckErrored|YwqIsolationBroken|YwqDrift|YwqSourceUnreadable"'], equal: ['cluster'] },
  { source_matchers: ['alertname="YwqSloBudgetBurnFast"'], target_matchers: ['alertname="YwqSloBudgetBurnSlow"'], equal: ['cluster', 'system', 'slo'] },
  { source_matchers: ['alertname="YwqIsolationBroken"'], target_matchers: ['alertname="YwqControlViolated"', 'check=~"default-deny-ingress|default-deny-egress|network-policy-implements-approved-flow"'], equal: ['cluster', 'department'] },
] as const

/** Departments with at least one system, by name: one without cannot own an alert. */
export function alertedDepartments(estate: Estate): readonly string[] {
  return [...new Set(estate.of('System').map((s) => s.department))].sort()
}
