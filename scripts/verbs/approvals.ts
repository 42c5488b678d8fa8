/** `ywq approvals`: every Approval and whether it holds; `ywq approvals payload NAME` prints the bytes that the approver signs. */
import { approvalFault, type ApprovalFault } from '../../policies/estate/approvals.ts'
import { signedText } from '../../policies/approvals/signature.ts'
import { nearest } from '../../policies/nearest.ts'
import type { Text } from '../../policies/text.ts'
import { approvalMode } from '../approvals.ts'
import { exit, say, UsageError, type Invocation } from '../command.ts'
import { estateToday } from '../judge-estate.ts'
import { note, print } from '../output.ts'
import { textTable } from '../text-table.ts'

const faults: Readonly<Record<ApprovalFault, Text>> = {
  'no-document': { zh: '被批准的文档不存在', en: 'the document does not exist' },
  'digest-changed': { zh: '文档在批准之后改过', en: 'the document was changed after it' },
  'no-person': { zh: '批准人没有登记', en: 'the approver is not registered' },
  'no-role': { zh: '批准人那天没有批准的角色', en: 'the approver held no approving role that day' },
  'own-request': { zh: '批准了自己的申请', en: 'approves an own request' },
}

export async function run(invocation: Invocation): Promise<number> {
  const { lang, string, positionals: [word = 'list', name, ...more] } = invocation
  if (!['list', 'payload'].includes(word) || more.length > 0 || (word === 'list' && name !== undefined)) throw new UsageError('用法：ywq approvals [list] 或 ywq approvals payload NAME', 'usage: ywq approvals [list] or ywq approvals payload NAME')
  const { estate } = await estateToday(invocation)
  const approvals = estate.of('Approval')
  if (word === 'payload') {
    const approval = approvals.find((a) => a.name === name)
    if (approval === undefined) {
      const near = nearest(name ?? '', approvals.map((a) => a.name))
      throw new UsageError(`声明里没有批准 ${name ?? '（空）'}${near === undefined ? '' : `，是不是 ${near}？`}`, `the estate has no Approval ${name ?? '(nothing)'}${near === undefined ? '' : `; did you mean ${near}?`}`)
    }
    // Exactly these bytes: a signature is over them.
    await print(signedText(approval))
    return exit.clean
  }
  const rows = approvals.map((approval) => {
    const fault = approvalFault(estate, approval)
    return { approval, fault: fault === null ? (estate.signatureFault?.(approval) ?? null) : faults[fault] }
  })
  if (string('format') === 'json') {
    const mode = approvalMode(string('approvals'), string('estate'))
    await print(JSON.stringify({ format: 'ywq.approvals', version: 1, approvals: mode, rows: rows.map(({ approval, fault }) => ({ name: approval.name, of: approval.of, as: approval.as, approver: approval.approver, approved: approval.approved, holds: fault === null, ...(fault === null ? {} : { fault }) })) }, null, 2))
  } else {
    const header = lang === 'zh' ? ['批准', '被批准', '身份', '批准人', '日期', '是否有效'] : ['approval', 'of', 'as', 'approver', 'day', 'holds']
    if (rows.length > 0) await print(textTable(header, rows.map(({ approval: a, fault }) => [a.name, a.of, a.as, a.approver, a.approved, fault === null ? say({ zh: '有效', en: 'yes' }, lang) : fault[lang]])))
    const void_ = rows.filter((r) => r.fault !== null).length
    await print(say({ zh: `共 ${rows.length} 份批准，${void_} 份无效`, en: `${rows.length} approvals, ${void_} of them do not hold` }, lang))
    if (estate.signatureFault === undefined) note(say({ zh: '审批未核验签名（--approvals git 或 signature）', en: 'signatures not verified (--approvals git or signature)' }, lang))
  }
  return exit.clean
}
