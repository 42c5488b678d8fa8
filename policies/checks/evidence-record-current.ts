/**
 * Restricted fields: Record.expires.
 * Allowed values: a day that has not passed. Not applicable to a Record whose every clause is covered at the same scope by a later one,
 * and to those of retired systems.
 */
import { estateCheck, type CheckContext } from '../check.ts'
import type { DocumentOf } from '../estate/document.ts'
import { hasPassed } from '../today.ts'

export const evidenceRecordCurrent = estateCheck({
  id: 'evidence-record-current',
  severity: 'medium',
  title: { zh: '证据登记有效', en: 'The evidence record is current' },
  why: { zh: '过期的记录证明不了现在；它覆盖的条款会回到未测评。', en: 'An expired record proves nothing of today; its clauses fall back to not assessed.' },
  remedy: { zh: '重新出具并登记新的 Record（新的名字、日期和摘要）；旧的可留作历史。', en: 'Issue and register a new Record (new name, dates, digest); the old one may stay as history.' },
  snippet: 'kind: Record\nname: training-2026\nissued: 2026-03-10\nexpires: 2027-03-09\n',
  reasons: { expired: { zh: '记录已过有效期，没有更新的记录接替', en: 'the record has expired and no later one takes its place' } },
  target: { estate: 'Record' },
  applies: (record, context) => !isOfRetired(record, context) && !isReplaced(record, context),
  *evaluate(record, context) {
    if (hasPassed(record.expires, context)) yield { reason: 'expired', path: 'expires', found: record.expires }
  },
})

type RecordDocument = DocumentOf<'Record'>

function isOfRetired(record: RecordDocument, context: CheckContext): boolean {
  return 'system' in record.scope && context.requireEstate().get('System', record.scope.system)?.phase === 'retired'
}

function isReplaced(record: RecordDocument, context: CheckContext): boolean {
  if (!hasPassed(record.expires, context)) return false
  const scope = JSON.stringify(record.scope)
  const later = context.requireEstate().of('Record').filter((r) => r.expires > record.expires && JSON.stringify(r.scope) === scope)
  return record.covers.every((clause) => later.some((r) => r.covers.includes(clause)))
}
