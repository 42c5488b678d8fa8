/**
 * An SLO → its Prometheus rules: recorded ratios of every window, budget, burn rate, and three alerts. Long windows are made of the recorded
 * five-minute rates (sums, so that busy hours weigh more than quiet ones); short ones of the counters themselves.
 */
import type { Alert } from '../alerts/alert.ts'
import { alertingRule } from '../alerts/render.ts'
import type { RecordingRule, RuleGroup } from '../alerts/rule-file.ts'
import { burnRows, rounded, type BurnRow } from './burn.ts'
import type { RecordedName } from './recorded.ts'
import { at, type Slo } from './slo.ts'

/** Read from the counters. */
const shortWindows = ['5m', '30m', '1h', '2h', '6h'] as const
/** Summed from the recorded rates, with the period itself. */
const longWindows = ['1d', '3d'] as const
/** How often each group is evaluated. */
const interval = '1m'
const slowInterval = '5m'
const intervalSeconds = 60

/** An alert needs this many failures in its long window: one or two failures of a quiet system say nothing about its rate. */
export const minimumFailures = 5

/**
 * @param runbookUrl where runbook.md is published
 * @returns a group evaluated every minute and a slow one for the windows of days
 */
export function sloGroups(slo: Slo, runbookUrl: string): readonly RuleGroup[] {
  const labels = { department: slo.department, system: slo.system, slo: slo.name }
  const rows = burnRows(slo.objective, slo.periodDays)
  const record = (name: RecordedName, expr: string, more: Readonly<Record<string, string>> = {}): RecordingRule => ({ record: name, expr, labels: { ...labels, ...more } })
  const own = `system="${slo.system}",slo="${slo.name}"`
  const budget = rounded(1 - slo.objective)
  const ratio = (window: string): string => `ywq_slo:error:ratio{${own},window="${window}"}`
  const period = `${slo.periodDays}d`
  const days = [...new Set([...longWindows.filter((w) => Number.parseInt(w, 10) < slo.periodDays), period])]
  // Nothing failed yet = no series of failures: that is zero where there are events, and unknown where there are none.
  const errors = (window: string): string => `((${at(slo.errors, window)}) or 0 * (${at(slo.events, window)}))`
  const failures = (row: BurnRow): string =>
    row.long === '3d' ? `sum_over_time(ywq_slo:errors:rate5m{${own}}[3d]) * ${intervalSeconds}` : `${errors(row.long)} * ${seconds(row.long)}`
  return [
    {
      name: `ywq-slo-${slo.system}-${slo.name}`,
      interval,
      rules: [
        record('ywq_slo:events:rate5m', at(slo.events, '5m')),
        record('ywq_slo:errors:rate5m', errors('5m')),
        ...shortWindows.map((window) => record('ywq_slo:error:ratio', `${errors(window)} / ((${at(slo.events, window)}) > 0)`, { window })),
        ...rows.map((row) => record('ywq_slo:errors:increase', failures(row), { window: row.long })),
        ...['5m', '1h'].map((window) => record('ywq_slo:burn_rate:ratio', `${ratio(window)} / ${budget}`, { window })),
        record('ywq_slo:error_budget:ratio', `vector(${budget})`),
        record('ywq_slo_info', 'vector(1)', { objective: String(rounded(slo.objective)), period, indicator: slo.indicator, owner: slo.owner }),
        ...sloAlerts(slo, rows).map((alert) => alertingRule(alert, runbookUrl)),
      ],
    },
    {
      name: `ywq-slo-${slo.system}-${slo.name}-days`,
      interval: slowInterval,
      rules: [
        ...days.map((window) => record('ywq_slo:error:ratio', `sum_over_time(ywq_slo:errors:rate5m{${own}}[${window}]) / (sum_over_time(ywq_slo:events:rate5m{${own}}[${window}]) > 0)`, { window })),
        record('ywq_slo:error_budget_remaining:ratio', `1 - max without (window) (${ratio(period)}) / ${budget}`),
      ],
    },
  ]
}

const seconds = (window: string): number => Number.parseInt(window, 10) * (window.endsWith('h') ? 3600 : 60)

/** Text in an annotation, which is a Go template: a title may hold braces and must stay text. */
const literal = (text: string): string => text.replaceAll('{{', '{{ "{{" }}')

/** Alerts of one SLO: fast burn, slow burn, no signal. */
function sloAlerts(slo: Slo, rows: readonly BurnRow[]): readonly Alert[] {
  const own = `system="${slo.system}",slo="${slo.name}"`
  const labels = { department: slo.department, system: slo.system, slo: slo.name, owner: slo.owner }
  const burning = (row: BurnRow): string =>
    [
      `ywq_slo:error:ratio{${own},window="${row.long}"} > ${row.threshold}`,
      `ywq_slo:error:ratio{${own},window="${row.short}"} > ${row.threshold}`,
      `ywq_slo:errors:increase{${own},window="${row.long}"} >= ${minimumFailures}`,
    ].join(' and ignoring (window) ')
  // Without the window the alert stays one and the same while first one row is true and then another.
  const any = (urgency: BurnRow['urgency']): string => `max without (window) (${rows.filter((r) => r.urgency === urgency).map((r) => `(${burning(r)})`).join(' or ')})`
  const goal = `${rounded(slo.objective * 100)}%`
  const title = { zh: literal(slo.title.zh), en: literal(slo.title.en) }
  const alerts: Alert[] = [{
    alert: 'YwqSloNoSignal',
    expr: `absent_over_time(${slo.signal}[30m])`,
    for: '5m',
    severity: 'high',
    labels,
    summary: { zh: `${title.zh}：没有业务数据，目标 ${slo.name} 无从判断`, en: `${title.en}: no signal, the objective ${slo.name} cannot be judged` },
    description: { zh: '半小时没有收到业务计数：没有数据不等于没有失败。', en: 'No transaction counter for half an hour: no data is not the same as no failures.' },
  }]
  const burn = (alert: string, severity: Alert['severity'], urgency: BurnRow['urgency'], zh: string, en: string): void => {
    if (!rows.some((r) => r.urgency === urgency)) return
    alerts.push({
      alert,
      expr: any(urgency),
      for: '0m',
      severity,
      labels,
      summary: { zh: `${title.zh}：失败率 {{ $value | humanizePercentage }}，目标 ${slo.name} ${goal} 的错误预算${zh}`, en: `${title.en}: {{ $value | humanizePercentage }} of transactions fail, the error budget of ${slo.name} ${goal} ${en}` },
      description: { zh: `负责人 ${slo.owner}；长短两个窗口都超过阈值，且失败不少于 ${minimumFailures} 笔。`, en: `Owner ${slo.owner}; both windows are over the threshold, with at least ${minimumFailures} failures.` },
    })
  }
  burn('YwqSloBudgetBurnFast', 'critical', 'page', '正被快速耗尽', 'is being used up fast')
  burn('YwqSloBudgetBurnSlow', 'medium', 'ticket', '将用尽', 'will be used up')
  return alerts
}
