/** Alerts over what changed outside the declaration and what was decided for a time: drift, isolation, waivers, incidents. */
import type { Alert } from './alert.ts'

/** Checks whose fail means that a wall has a hole, whatever severity the check has. */
const isolationChecks = ['default-deny-ingress', 'default-deny-egress', 'network-policy-implements-approved-flow', 'private-network-not-isolated', 'node-and-metadata-endpoints-unreachable'] as const

export const operationsAlerts: readonly Alert[] = [
  {
    alert: 'YwqIsolationBroken',
    expr: `sum by (cluster, department) (ywq_check_failing{check=~"${isolationChecks.join('|')}"}) > 0`,
    for: '0m',
    severity: 'critical',
    summary: { zh: '{{ $labels.department }}：隔离被破坏（{{ $value }} 处）', en: '{{ $labels.department }}: isolation is broken ({{ $value }})' },
    description: { zh: '集群 {{ $labels.cluster }} 上缺少默认拒绝，或网络策略放行了未批准的流。', en: 'On cluster {{ $labels.cluster }} a default deny is missing, or a policy allows what no flow was approved for.' },
  },
  {
    alert: 'YwqDrift',
    expr: 'sum by (cluster, department, state) (ywq_drift_objects{state!="unknown"}) > 0',
    for: '1m',
    severity: 'high',
    summary: { zh: '{{ $labels.department }}：{{ $value }} 个对象与声明不一致（{{ $labels.state }}）', en: '{{ $labels.department }}: {{ $value }} objects differ from the declaration ({{ $labels.state }})' },
    description: { zh: '集群 {{ $labels.cluster }} 上有人绕过声明改动：missing 被删、changed 被改、undeclared 多出。', en: 'Somebody went round the declaration on cluster {{ $labels.cluster }}: missing, changed or undeclared objects.' },
  },
  {
    alert: 'YwqWaiverExpired',
    expr: 'sum by (cluster, department) (ywq_waivers{state="expired"}) > 0',
    for: '1h',
    severity: 'medium',
    summary: { zh: '{{ $labels.department }}：{{ $value }} 项豁免已过期', en: '{{ $labels.department }}: {{ $value }} waivers have expired' },
    description: { zh: '过期的豁免不再接受风险：相关的不符合会重新告警。', en: 'An expired waiver accepts no risk: what it covered alerts again.' },
  },
  {
    alert: 'YwqIncidentDeadlineNear',
    expr: 'min by (cluster, department, duty) (ywq_incident_deadline_timestamp_seconds - time() < 900 and ywq_incident_deadline_timestamp_seconds - time() > 0)',
    for: '0m',
    severity: 'high',
    summary: { zh: '{{ $labels.department }}：还有 {{ $value | humanizeDuration }} 到事件时限（{{ $labels.duty }}）', en: '{{ $labels.department }}: {{ $value | humanizeDuration }} left until an incident deadline ({{ $labels.duty }})' },
    description: { zh: 'acknowledge 受理、report 上报；ywq incident list 看是哪一件。', en: 'To acknowledge or to report; ywq incident list shows which.' },
  },
  {
    alert: 'YwqIncidentOverdue',
    expr: 'sum by (cluster, department, duty) (ywq_incidents_overdue) > 0',
    for: '0m',
    severity: 'critical',
    summary: { zh: '{{ $labels.department }}：{{ $value }} 件事件超过时限（{{ $labels.duty }}）', en: '{{ $labels.department }}: {{ $value }} incidents are past their deadline ({{ $labels.duty }})' },
    description: { zh: 'acknowledge 无人受理、report 未上报；ywq incident list 看是哪一件。', en: 'Nobody has taken it on, or it was not reported; ywq incident list shows which.' },
  },
]
