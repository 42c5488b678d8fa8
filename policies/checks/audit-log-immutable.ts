/**
 * Restricted fields: Cluster.audit.immutable.
 * Allowed values: true (object lock or append-only storage for the time of retention).
 */
import { estateCheck } from '../check.ts'

export const auditLogImmutable = estateCheck({
  id: 'audit-log-immutable',
  severity: 'critical',
  title: { zh: '审计日志不可改写', en: 'Audit logs cannot be rewritten' },
  why: { zh: '能改写的日志，作案的人先改日志。', en: 'A log that can be rewritten is the first thing an intruder rewrites.' },
  remedy: { zh: '给审计存储开对象锁或只追加模式，写 audit.immutable: true。', en: 'Turn on object lock or append-only mode and set audit.immutable: true.' },
  snippet: 'audit: { policyLevel: Metadata, retentionDays: 180, immutable: true, shippedTo: 审计日志中心 }\n',
  reasons: {
    'not-declared': { zh: '没有登记审计日志', en: 'the audit log is not declared' },
    mutable: { zh: '审计日志可以改写', en: 'the audit log can be rewritten' },
  },
  target: { estate: 'Cluster' },
  *evaluate(cluster) {
    if (cluster.audit === undefined) yield { reason: 'not-declared', path: 'audit' }
    else if (!cluster.audit.immutable) yield { reason: 'mutable', path: 'audit.immutable' }
  },
})
