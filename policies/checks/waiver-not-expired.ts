/**
 * Restricted fields: Waiver.expires.
 * Allowed values: a day that has not passed. An expired waiver no longer lowers an exit code; it stays in the estate until somebody decides.
 */
import { estateCheck } from '../check.ts'
import { hasPassed } from '../today.ts'

export const waiverNotExpired = estateCheck({
  id: 'waiver-not-expired',
  severity: 'high',
  title: { zh: '豁免没有到期', en: 'No waiver has expired' },
  why: { zh: '到期的豁免说明风险该解决而没有解决，也没有人重新受理。', en: 'An expired waiver is a risk that was to be gone by now, and that nobody has accepted again.' },
  remedy: { zh: '解决了的，删除豁免；没有解决的，重新申请（期限、补偿措施）并批准。', en: 'Delete it where the risk is gone; else apply anew (term, measure) and have it approved.' },
  snippet: 'kind: Waiver\nname: old-driver\nfrom: 2026-01-01\nexpires: 2026-12-31\n',
  reasons: { expired: { zh: '豁免已到期', en: 'the waiver has expired' } },
  target: { estate: 'Waiver' },
  *evaluate(waiver, context) {
    if (hasPassed(waiver.expires, context)) yield { reason: 'expired', path: 'expires', found: waiver.expires }
  },
})
