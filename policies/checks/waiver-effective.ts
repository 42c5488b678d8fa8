/**
 * Restricted fields: Waiver.check, Approvals of the Waiver that hold (digest, role of the approver, signature where they are verified).
 * Allowed values: a waiver whose days have come is approved, and its check is one that may be waived at its system's level.
 */
import { estateCheck } from '../check.ts'
import { approvalFault } from '../estate/approvals.ts'
import { inForceOn, todayOf } from '../today.ts'
import { neverWaivable } from '../waivers/never-waivable.ts'
import { systemOfWaiver } from '../waivers/system.ts'

export const waiverEffective = estateCheck({
  id: 'waiver-effective',
  severity: 'medium',
  title: { zh: '豁免确实有效', en: 'A waiver has effect' },
  why: { zh: '没有批准的、不允许豁免的豁免什么也不受理，却让人以为风险已有人担。', en: 'A waiver without approval, or of what may not be waived, accepts nothing, yet reads as if somebody bore the risk.' },
  remedy: { zh: '请主管局批准（Approval 的 digest 取 ywq validate --digest 的输出；文档一改即失效）；不允许豁免的，删去豁免并登记整改。', en: 'Have the bureau approve it (the digest from ywq validate --digest; any change voids it); where the check may not be waived, delete the waiver and open a Rectification.' },
  snippet: 'kind: Approval\nname: old-driver-bureau\nof: Waiver/old-driver\ndigest: "sha256:…"\nas: bureau\napprover: zhang\napproved: 2026-01-15\n',
  reasons: {
    unapproved: { zh: '没有有效的批准', en: 'no approval of it holds' },
    'never-waivable': { zh: '该检查不允许豁免', en: 'the check may not be waived' },
  },
  target: { estate: 'Waiver' },
  applies: (waiver, context) => inForceOn({ from: waiver.from, to: waiver.expires }, todayOf(context)),
  *evaluate(waiver, context) {
    const estate = context.requireEstate()
    const system = systemOfWaiver(waiver, estate)
    const level = system === undefined ? null : estate.levelOf(system.name)
    const never = neverWaivable(waiver.check, level ?? 2)
    if (never !== null) yield { reason: 'never-waivable', path: 'check', found: `${waiver.check}（${never.zh} / ${never.en}）` }
    if (estate.approvalsOf(waiver).length > 0) return
    const given = estate.of('Approval').filter((a) => a.of === `Waiver/${waiver.name}`)
    yield { reason: 'unapproved', path: '', found: given.map((a) => `${a.name}: ${approvalFault(estate, a) ?? 'signature'}`).join(', ') }
  },
})
