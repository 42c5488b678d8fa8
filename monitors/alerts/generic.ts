/** Every generic alert, in the order of the rule file. SLO alerts are made for each objective (slo/rules.ts). */
import type { Alert } from './alert.ts'
import { complianceAlerts } from './compliance.ts'
import { kpiAlerts } from './kpi.ts'
import { operationsAlerts } from './operations.ts'

export const genericAlerts: readonly Alert[] = [...complianceAlerts, ...operationsAlerts, ...kpiAlerts]

/** Names of the alerts that slo/rules.ts makes: they need runbook sections, too. */
export const sloAlertNames = ['YwqSloBudgetBurnFast', 'YwqSloBudgetBurnSlow', 'YwqSloNoSignal'] as const
