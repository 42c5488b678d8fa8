/**
 * Restricted fields: Approval.signature, `<name>.sig` beside it, or the commits that wrote it (--approvals signature | git).
 * Allowed values: the approver signed it with a key of Person.keys that was in force on that day. An inline signature is always verified;
 * an Approval without one is judged only where a run verifies approvals.
 */
import { signatureFault } from '../approvals/signature.ts'
import { estateCheck } from '../check.ts'

export const approvalSigned = estateCheck({
  id: 'approval-signed',
  severity: 'high',
  title: { zh: '批准确由批准人签署', en: 'Approvals are signed by their approver' },
  why: { zh: '谁都能在文件里写下别人的名字；只有签名证明批准人本人同意了这份文字。', en: 'Anybody can write another’s name into a file; only a signature proves that the approver agreed to these words.' },
  remedy: { zh: '批准人对 ywq approvals payload NAME 的输出签名，写入 signature 或旁边的 NAME.sig；或由批准人本人签名提交（git commit -S，SSH 密钥登记在 Person.keys）。', en: 'The approver signs what ywq approvals payload NAME prints, as signature or NAME.sig beside it; or commits it signed (git commit -S with the SSH key in Person.keys).' },
  snippet: 'signature: { algorithm: ed25519, value: "…" }\n',
  reasons: { 'not-proved': { zh: '不能证明是批准人签署的', en: 'not proved to be signed by its approver' } },
  target: { estate: 'Approval' },
  applies: (approval, context) => approval.signature !== undefined || context.requireEstate().signatureFault !== undefined,
  *evaluate(approval, context) {
    const estate = context.requireEstate()
    const fault = estate.signatureFault === undefined ? signatureFault(estate, approval, null) : estate.signatureFault(approval)
    if (fault !== null) yield { reason: 'not-proved', path: '', found: `${fault.zh} / ${fault.en}` }
  },
})
