/**
 * Restricted fields: Records of type review with scope estate or a platform's grading object, in force; their judge and author.
 * Allowed values: one at least covers the review of logs and alerts (GB/T 22239 8.1.10.6.f or 9.1.10.6.f) and was written or judged by a
 * Person who was an audit administrator on the day it was issued.
 */
import { estateCheck, type CheckContext } from '../check.ts'
import type { DocumentOf } from '../estate/document.ts'
import { inForceOn, todayOf } from '../today.ts'

const clauses: readonly string[] = ['8.1.10.6.f', '9.1.10.6.f']

export const auditReviewRecorded = estateCheck({
  id: 'audit-review-recorded',
  severity: 'medium',
  title: { zh: '审计复核有记录', en: 'Audit reviews are recorded' },
  why: { zh: '日志留了半年却没有人看过，等于没有留。', en: 'Logs kept for months that nobody reads are as good as none.' },
  remedy: { zh: '由审计管理员定期复核日志和告警，登记一条 type: review、covers 含 8.1.10.6.f 的 Record。', en: 'Have an audit administrator review logs and alerts, and register a Record of type review that covers 8.1.10.6.f.' },
  snippet: 'kind: Record\nname: audit-review-2026\ntype: review\ncovers: [8.1.10.6.f]\nscope: { estate: true }\nauthor: zhao\nissued: 2026-06-01\nexpires: 2026-08-31\n',
  reasons: {
    missing: { zh: '没有在有效期内的审计复核记录', en: 'no review of the audit log is on record and in force' },
    'not-audit-admin': { zh: '复核人不是当时的审计管理员', en: 'nobody who was an audit administrator then reviewed it' },
  },
  target: { estate: 'Estate' },
  *evaluate(estate, context) {
    const today = todayOf(context)
    const reviews = context.requireEstate().of('Record').filter((r) => isReview(r, context) && inForceOn({ from: r.issued, to: r.expires }, today))
    if (reviews.length === 0) yield { reason: 'missing', found: estate.name }
    else if (!reviews.some((r) => [r.author, r.judged.person].some((name) => wasAuditAdmin(name, r.issued, context)))) yield { reason: 'not-audit-admin', found: reviews.map((r) => r.name).join(', ') }
  },
})

function isReview(record: DocumentOf<'Record'>, context: CheckContext): boolean {
  const { scope } = record
  const ofPlatform = 'gradingObject' in scope && (context.requireEstate().get('GradingObject', scope.gradingObject)?.members.platforms ?? []).length > 0
  return record.type === 'review' && ('estate' in scope || ofPlatform) && record.covers.some((clause) => clauses.includes(clause))
}

function wasAuditAdmin(name: string, day: string, context: CheckContext): boolean {
  return (context.requireEstate().get('Person', name)?.roles ?? []).some((r) => r.role === 'audit-admin' && inForceOn(r, day))
}
