/**
 * Restricted fields: Cluster.audit.retentionDays.
 * Allowed values: at least the days of the clause. What the store really holds is read from the store, not here.
 */
import { estateCheck } from '../check.ts'

export const auditLogRetained = estateCheck({
  id: 'audit-log-retained',
  severity: 'critical',
  title: { zh: '审计留存达到规定天数', en: 'Audit logs are kept as long as required' },
  why: { zh: '留存短于规定，追查时早先的记录已经没有了。', en: 'Where logs are kept for less, the early records are gone when somebody asks.' },
  remedy: { zh: '把审计存储的留存期调到规定天数以上，写入 audit.retentionDays。', en: 'Raise the store’s retention to the required days and enter it in audit.retentionDays.' },
  snippet: 'audit: { policyLevel: Metadata, retentionDays: 180, immutable: true, shippedTo: 审计日志中心 }\n',
  reasons: {
    'not-declared': { zh: '没有登记审计日志', en: 'the audit log is not declared' },
    'too-short': { zh: '留存天数不足', en: 'the retention is too short' },
  },
  aliases: { checkov: ['CKV_K8S_92', 'CKV_K8S_93'], cis: ['API server --audit-log-maxage'] },
  parameters: ['audit-retention-days'],
  target: { estate: 'Cluster' },
  *evaluate(cluster, context) {
    const required = context.parameter('audit-retention-days')
    if (cluster.audit === undefined) yield { reason: 'not-declared', path: 'audit' }
    else if (cluster.audit.retentionDays < required) yield { reason: 'too-short', path: 'audit.retentionDays', found: `${cluster.audit.retentionDays} < ${required}` }
  },
})
