/**
 * Restricted fields: LegacyAsset.state, due.
 * Allowed values: what is migrating has a due date that has not passed.
 */
import { estateCheck } from '../check.ts'
import { hasPassed } from '../today.ts'

export const legacyAssetNotOverdue = estateCheck({
  id: 'legacy-asset-not-overdue',
  severity: 'low',
  title: { zh: '存量资产整合没有逾期', en: 'No legacy asset is overdue' },
  why: { zh: '自建机房和老平台迟迟不并入，一边花钱一边没有人统一防护。', en: 'Old rooms and platforms that are never merged cost money and stay outside the common defences.' },
  remedy: { zh: '完成整合后改 state；需要延期的，重新核定 due。', en: 'Set the new state once it is done, or have a new due date approved.' },
  snippet: 'kind: LegacyAsset\nname: room-a\ntype: room\nstate: migrating\ndue: 2026-12-31\n',
  reasons: {
    'no-due-date': { zh: '整合中，没有写计划完成日期', en: 'migrating without a due date' },
    overdue: { zh: '已过计划完成日期，仍未完成', en: 'past its due date and not done' },
  },
  target: { estate: 'LegacyAsset' },
  applies: (asset) => asset.state === 'migrating',
  *evaluate(asset, context) {
    if (asset.due === undefined) yield { reason: 'no-due-date', path: 'due' }
    else if (hasPassed(asset.due, context)) yield { reason: 'overdue', path: 'due', found: asset.due }
  },
})
