/**
 * Restricted fields: Waiver.renewals; earlier Waivers of the same check and match that the estate still holds.
 * Allowed values: at most two renewals. The larger of what it says of itself and what the estate shows counts.
 */
import { estateCheck } from '../check.ts'
import { renewalsOf } from '../waivers/renewals.ts'

const most = 2

export const waiverRenewalsLimited = estateCheck({
  id: 'waiver-renewals-limited',
  severity: 'medium',
  title: { zh: '豁免没有一续再续', en: 'A waiver is not renewed over and over' },
  why: { zh: '续了三次的豁免已不是临时措施，而是没有人打算解决的问题。', en: 'A waiver renewed three times is no interim measure any more but a fault that nobody means to mend.' },
  remedy: { zh: '登记整改（Rectification：责任人、期限、临时措施）并按期完成；确实无法解决的，由领导小组决定是否停用该系统。', en: 'Open a Rectification (owner, due date, interim measure) and finish it; what cannot be mended goes to the leading group.' },
  reasons: { renewed: { zh: `续期超过 ${most} 次`, en: `renewed more than ${most} times` } },
  target: { estate: 'Waiver' },
  *evaluate(waiver, context) {
    const times = renewalsOf(waiver, context.requireEstate())
    if (times > most) yield { reason: 'renewed', path: 'renewals', found: String(times) }
  },
})
