/** The alerts over compliance metrics: few and generic; each carries the department that owns it (platform ones: the bureau). */
import type { Alert } from './alert.ts'

/** A live audit is stale after ten intervals of the default 30 s. */
const staleSeconds = 300

export const complianceAlerts: readonly Alert[] = [
  {
    alert: 'YwqControlViolated',
    expr: 'sum by (cluster, department, check, severity) (ywq_check_failing{severity=~"critical|high"}) > 0',
    for: '1m',
    severity: 'high',
    labels: { severity: '{{ $labels.severity }}' },
    summary: { zh: '{{ $labels.department }}：检查 {{ $labels.check }} 不符合（{{ $value }} 处）', en: '{{ $labels.department }}: check {{ $labels.check }} fails ({{ $value }})' },
    description: { zh: '集群 {{ $labels.cluster }} 上有未受理的不符合，级别 {{ $labels.severity }}。', en: 'Violations without a waiver on cluster {{ $labels.cluster }}, severity {{ $labels.severity }}.' },
  },
  {
    alert: 'YwqCheckErrored',
    expr: 'sum by (cluster, check) (ywq_check_errors) > 0',
    for: '5m',
    severity: 'high',
    labels: { department: 'platform' },
    summary: { zh: '检查 {{ $labels.check }} 无法判定', en: 'check {{ $labels.check }} cannot be judged' },
    description: { zh: '出错按不符合计；先修好检查或输入，再看结论。', en: 'An error counts as a fail; mend the check or the input before reading verdicts.' },
  },
  {
    alert: 'YwqAuditStale',
    expr: `time() - ywq_audit_last_success_timestamp_seconds > ${staleSeconds}`,
    for: '1m',
    severity: 'critical',
    labels: { department: 'platform' },
    summary: { zh: '集群 {{ $labels.cluster }} 的审计已过期', en: 'the audit of cluster {{ $labels.cluster }} is stale' },
    description: { zh: '距上次完整审计 {{ $value | humanizeDuration }}；此间的指标不可信。', en: '{{ $value | humanizeDuration }} since the last whole audit: figures since then cannot be trusted.' },
  },
  {
    alert: 'YwqExporterAbsent',
    expr: 'absent(ywq_build_info)',
    for: '2m',
    severity: 'critical',
    labels: { department: 'platform' },
    summary: { zh: '没有任何云网墙导出器在上报', en: 'no ywq exporter is reporting' },
    description: { zh: '抓取不到 ywq_build_info；检查导出器与抓取配置。', en: 'ywq_build_info is not scraped; look at the exporter and the scrape configuration.' },
  },
  {
    alert: 'YwqSourceUnreadable',
    expr: 'sum by (cluster, source) (ywq_source_unreadable) > 0',
    for: '5m',
    severity: 'high',
    labels: { department: 'platform' },
    summary: { zh: '集群 {{ $labels.cluster }} 有 {{ $value }} 部分读不到', en: '{{ $value }} parts of cluster {{ $labels.cluster }} cannot be read' },
    description: { zh: '常见原因：导出器的角色少了列出某类对象的权限。', en: 'Usually the role of the exporter lacks the right to list a kind.' },
  },
  {
    alert: 'YwqSeriesLimitExceeded',
    expr: 'ywq_series_limit_exceeded == 1',
    for: '0m',
    severity: 'critical',
    labels: { department: 'platform' },
    summary: { zh: '导出器 {{ $labels.cluster }} 的序列数超过上限', en: 'the exporter of {{ $labels.cluster }} is over its series bound' },
    description: { zh: '序列没有被丢弃；请按 METRICS.md 的公式拆分集群。', en: 'Nothing is dropped; split clusters by the formula of METRICS.md.' },
  },
  {
    alert: 'YwqRecordExpiring',
    expr: '(ywq_record_expiry_timestamp_seconds - time()) / 86400 < 30',
    for: '1h',
    severity: 'medium',
    labels: { department: 'platform' },
    summary: { zh: '{{ $labels.type }} 类记录将在 {{ $value | humanize }} 天内到期', en: 'a record of type {{ $labels.type }} expires in {{ $value | humanize }} days' },
    description: { zh: '到期后，靠它的条款会变为未测评。', en: 'Once it has expired the clauses that rest on it become not-assessed.' },
  },
]
