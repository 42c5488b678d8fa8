/**
 * Restricted fields: Cluster.audit.shippedTo.
 * Allowed values: the name of the centre. That records arrive there is measured, not declared.
 */
import { estateCheck } from '../check.ts'

export const auditLogShippedToCenter = estateCheck({
  id: 'audit-log-shipped-to-center',
  severity: 'high',
  title: { zh: '审计日志汇集到中心', en: 'Audit logs reach the centre' },
  why: { zh: '只留在集群里的日志，集群失陷就一起没了，也无法集中分析。', en: 'A log that stays in the cluster falls with it, and nobody sees it beside the others.' },
  remedy: { zh: '把审计日志送到日志审计中心，写明 audit.shippedTo。', en: 'Ship the audit log to the centre and name it in audit.shippedTo.' },
  snippet: 'audit: { policyLevel: Metadata, retentionDays: 180, immutable: true, shippedTo: 审计日志中心 }\n',
  reasons: { 'not-shipped': { zh: '没有写明审计日志送到哪里', en: 'where the audit log is shipped to is not stated' } },
  target: { estate: 'Cluster' },
  *evaluate(cluster) {
    if ((cluster.audit?.shippedTo ?? '').trim() === '') yield { reason: 'not-shipped', path: 'audit.shippedTo' }
  },
})
