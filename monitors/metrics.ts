/**
 * The metrics contract: every family we export, with its labels, once. Dashboards, alerts, METRICS.md and the exporter read this table.
 * Prometheus naming (prometheus.io/docs/practices/naming): one prefix, base units, `_total` on counters only, `_info` = 1.
 * No user id, object name or free text is ever a label (names of systems, departments and clusters are declared, so bounded).
 */
import type { Text } from '../policies/text.ts'

export interface MetricFamily {
  readonly type: 'gauge' | 'counter'
  readonly labels: readonly string[]
  readonly help: Text
  /** Upper bound on its series, in words of the estate's sizes (METRICS.md). */
  readonly bound: string
}

export const metrics = {
  ywq_build_info: { type: 'gauge', labels: ['cluster', 'version', 'profile'], bound: 'clusters', help: { zh: '构建信息，恒为 1', en: 'version and profile of the exporter, always 1' } },
  ywq_clause_verdicts: { type: 'gauge', labels: ['cluster', 'level', 'clause', 'verdict'], bound: 'clusters × clauses of the levels in use × 5', help: { zh: '每个条款各结论的判定单元数', en: 'units by verdict for each clause' } },
  ywq_system_verdicts: { type: 'gauge', labels: ['cluster', 'department', 'system', 'level', 'verdict'], bound: 'systems × 5', help: { zh: '每个系统各结论的条款数', en: 'clauses by verdict for each system' } },
  ywq_check_failing: { type: 'gauge', labels: ['cluster', 'department', 'check', 'severity'], bound: 'clusters × departments × checks (only where not zero)', help: { zh: '未受理的不符合发现数（为零时不出现）', en: 'violations not waived, present where not zero' } },
  ywq_check_waived: { type: 'gauge', labels: ['cluster', 'department', 'check', 'severity'], bound: 'clusters × departments × checks (only where not zero)', help: { zh: '已受理风险的发现数（为零时不出现）', en: 'violations under a waiver, present where not zero' } },
  ywq_check_errors: { type: 'gauge', labels: ['cluster', 'check'], bound: 'clusters × checks (only where not zero)', help: { zh: '无法判定（出错）的检查数', en: 'findings with result error' } },
  ywq_findings: { type: 'gauge', labels: ['cluster', 'result'], bound: 'clusters × 4', help: { zh: '各结果的发现数', en: 'findings by result' } },
  ywq_subjects: { type: 'gauge', labels: ['cluster'], bound: 'clusters', help: { zh: '被审计的对象数', en: 'subjects judged' } },
  ywq_audit_last_success_timestamp_seconds: { type: 'gauge', labels: ['cluster'], bound: 'clusters', help: { zh: '最近一次完整审计完成的时刻', en: 'when the last whole audit finished' } },
  ywq_audit_duration_seconds: { type: 'gauge', labels: ['cluster'], bound: 'clusters', help: { zh: '最近一次审计用时', en: 'time the last audit took' } },
  ywq_audit_failures_total: { type: 'counter', labels: ['cluster'], bound: 'clusters', help: { zh: '未能完成的审计次数', en: 'audits that could not be finished' } },
  ywq_source_read_timestamp_seconds: { type: 'gauge', labels: ['cluster', 'source'], bound: 'clusters × 6', help: { zh: '各来源最近读取的时刻', en: 'when each source was last read whole' } },
  ywq_source_unreadable: { type: 'gauge', labels: ['cluster', 'source'], bound: 'clusters × 6', help: { zh: '读不到的部分（如无权列出的类型）', en: 'parts that could not be read (such as kinds that may not be listed)' } },
  ywq_system_info: { type: 'gauge', labels: ['cluster', 'department', 'system', 'level', 'phase', 'owner'], bound: 'systems', help: { zh: '系统信息，恒为 1', en: 'what the estate says of a system, always 1' } },
  ywq_clause_info: { type: 'gauge', labels: ['cluster', 'level', 'clause', 'status', 'responsibility'], bound: 'clusters × clauses of the levels in use', help: { zh: '条款信息，恒为 1', en: 'what the catalogue says of a clause, always 1' } },
  ywq_record_expiry_timestamp_seconds: { type: 'gauge', labels: ['cluster', 'type'], bound: 'clusters × record types', help: { zh: '每类记录最早的到期时刻', en: 'earliest expiry among the records of a type' } },
  ywq_waivers: { type: 'gauge', labels: ['cluster', 'department', 'state'], bound: 'clusters × departments × 3', help: { zh: '各状态的豁免数', en: 'waivers by state' } },
  ywq_business_transactions_total: { type: 'counter', labels: ['cluster', 'system', 'business', 'result'], bound: 'systems × declared businesses × results', help: { zh: '业务数，按结果（ok、failed）', en: 'business transactions by result (ok, failed)' } },
  ywq_active_users: { type: 'gauge', labels: ['cluster', 'system', 'window'], bound: 'systems × 4', help: { zh: '窗口内的活跃用户数（去重的估计，标准误差 0.81 %）；没有一笔带用户则不出现', en: 'distinct users in the window (an estimate, standard error 0.81 %); absent where nobody was identified' } },
  ywq_affected_users: { type: 'gauge', labels: ['cluster', 'system', 'window'], bound: 'systems × 4', help: { zh: '窗口内遇到失败的用户数（去重）；没有一笔带用户则不出现', en: 'distinct users who met a failure in the window; absent where nobody was identified' } },
  ywq_kpi_identified_ratio: { type: 'gauge', labels: ['cluster', 'system', 'window'], bound: 'systems × 4', help: { zh: '窗口内带用户的业务占比：用户数的可信范围', en: 'part of the transactions in the window that name their user: how far the user counts reach' } },
  ywq_kpi_last_event_timestamp_seconds: { type: 'gauge', labels: ['cluster', 'system'], bound: 'systems', help: { zh: '每个系统最近一笔业务的时刻', en: 'time of the newest transaction of a system' } },
  ywq_kpi_events_total: { type: 'counter', labels: ['cluster'], bound: 'clusters', help: { zh: '已计数的业务事件', en: 'events counted' } },
  ywq_kpi_late_events_total: { type: 'counter', labels: ['cluster'], bound: 'clusters', help: { zh: '迟到一整个小时以上、仍已计数的事件', en: 'events that came more than a whole hour late and were still counted' } },
  ywq_kpi_bad_lines_total: { type: 'counter', labels: ['cluster', 'reason'], bound: 'clusters × 9', help: { zh: '未能计数的行或事件，按原因', en: 'lines and events that could not be counted, by reason' } },
  ywq_kpi_state_saved_timestamp_seconds: { type: 'gauge', labels: ['cluster'], bound: 'clusters', help: { zh: '状态最近一次完整写盘的时刻', en: 'when the state was last written whole' } },
  ywq_drift_objects: { type: 'gauge', labels: ['cluster', 'department', 'state'], bound: 'clusters × departments × 4 (only where not zero)', help: { zh: '与声明不一致的对象数：missing 缺失、changed 被改、undeclared 未声明、unknown 无从判断（为零时不出现）', en: 'objects that differ from the declaration: missing, changed, undeclared, unknown; present where not zero' } },
  ywq_drift_last_success_timestamp_seconds: { type: 'gauge', labels: ['cluster'], bound: 'clusters', help: { zh: '最近一次完整比对声明与集群的时刻', en: 'when declaration and cluster were last compared whole' } },
  ywq_incidents: { type: 'gauge', labels: ['cluster', 'department', 'state'], bound: 'clusters × departments × 3 (only where not zero)', help: { zh: '未关闭的事件数：open 待受理、acknowledged 处置中、recovered 待关闭（为零时不出现）', en: 'incidents not closed yet, by state; present where not zero' } },
  ywq_incidents_overdue: { type: 'gauge', labels: ['cluster', 'department', 'duty'], bound: 'clusters × departments × 2 (only where not zero)', help: { zh: '超过时限的事件数：acknowledge 受理、report 上报（为零时不出现）', en: 'incidents past a deadline, to acknowledge or to report; present where not zero' } },
  ywq_incident_deadline_timestamp_seconds: { type: 'gauge', labels: ['cluster', 'department', 'duty'], bound: 'clusters × departments × 2', help: { zh: '最近的一个时限', en: 'the nearest deadline that is still owed' } },
  ywq_incident_mean_seconds: { type: 'gauge', labels: ['cluster', 'department', 'stage'], bound: 'clusters × departments × 3', help: { zh: '30 天内事件的平均用时：detect 发现（MTTD）、acknowledge 受理（MTTA）、recover 恢复（MTTR）；不含维护窗口', en: 'mean time to detect, acknowledge and recover of incidents of 30 days, maintenance apart' } },
  ywq_incidents_detected: { type: 'gauge', labels: ['cluster', 'department', 'detected_by'], bound: 'clusters × departments × 5 (only where not zero)', help: { zh: '30 天内的事件数，按发现途径；不含维护窗口', en: 'incidents of 30 days by how they came to light, maintenance apart' } },
  ywq_incident_proactive_ratio: { type: 'gauge', labels: ['cluster', 'department'], bound: 'clusters × departments', help: { zh: '主动发现率：30 天内由监测先发现的占比；没有事件时不出现', en: 'share of incidents of 30 days that monitoring found first; absent where there were none' } },
  ywq_incidents_in_maintenance: { type: 'gauge', labels: ['cluster', 'department'], bound: 'clusters × departments (only where not zero)', help: { zh: '30 天内维护窗口中的事件数', en: 'incidents of 30 days inside a declared maintenance window' } },
  ywq_certificate_expiry_timestamp_seconds: { type: 'gauge', labels: ['cluster', 'department', 'system'], bound: 'systems', help: { zh: '系统的密码产品证书最早的到期时刻', en: 'earliest expiry among the certificates of a system\'s crypto products' } },
  ywq_series: { type: 'gauge', labels: ['cluster'], bound: 'clusters', help: { zh: '本次输出的序列数', en: 'series in this exposition' } },
  ywq_series_limit_exceeded: { type: 'gauge', labels: ['cluster'], bound: 'clusters', help: { zh: '序列数超过上限为 1，须处理', en: '1 when the exposition is over its bound: act on it' } },
} as const satisfies Readonly<Record<string, MetricFamily>>

export type MetricName = keyof typeof metrics
export const metricNames = Object.keys(metrics) as MetricName[]

/** Bound of one exporter's exposition (design: metrics contract). */
export const seriesLimit = 40_000
export const bytesLimit = 8 * 1024 * 1024
