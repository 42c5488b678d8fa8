/**
 * Restricted fields: Rectification.due, closedBy.
 * Allowed values: due has not passed, or a Record closes it that is not 不符合. A rectification of a check is closed by deleting the
 * document once the check passes: a Record does not close it.
 */
import { estateCheck } from '../check.ts'
import { hasPassed } from '../today.ts'

export const rectificationNotOverdue = estateCheck({
  id: 'rectification-not-overdue',
  severity: 'high',
  title: { zh: '整改没有逾期', en: 'No rectification is overdue' },
  why: { zh: '发现了问题而到期不改，比没有发现更说不过去。', en: 'A fault that was found and not mended in time is worse than one not found.' },
  remedy: { zh: '完成整改：有检查的，检查通过后删除本文档；没有检查的，凭 Record 写 closedBy。确需延期的，改 due 并说明临时措施。', en: 'Mend it: delete this document once its check passes, or close it by a Record where no check exists; else set a new due date and interim measure.' },
  snippet: 'kind: Rectification\nname: fix-training\nclause: 8.1.8.3.b\ndue: 2026-12-31\nclosedBy: training-2026\n',
  reasons: {
    overdue: { zh: '已过期限，没有完成', en: 'past its due date and not done' },
    'record-cannot-close': { zh: '有检查的整改不能凭记录关闭', en: 'the rectification of a check is not closed by a Record' },
    'record-proves-nothing': { zh: '用来关闭的记录结果是不符合', en: 'the Record that is to close it ended in 不符合' },
  },
  target: { estate: 'Rectification' },
  *evaluate(rectification, context) {
    const { check, fingerprint, closedBy, due } = rectification
    const record = closedBy === undefined ? undefined : context.requireEstate().get('Record', closedBy)
    const ofCheck = check !== undefined || fingerprint !== undefined
    const found = `${due}, ${rectification.owner}`
    if (closedBy !== undefined && ofCheck) yield { reason: 'record-cannot-close', path: 'closedBy', found: closedBy }
    else if (record?.result === '不符合') yield { reason: 'record-proves-nothing', path: 'closedBy', found: record.name }
    else if (record === undefined && hasPassed(due, context)) yield { reason: 'overdue', path: 'due', found }
  },
})
