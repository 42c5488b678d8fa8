/**
 * Restricted fields: spec.revisionHistoryLimit (unset is 10) and the update strategy of Deployments, StatefulSets and DaemonSets.
 * Allowed values: at least 1 revision kept; RollingUpdate or OnDelete, Recreate only for systems of importance normal.
 */
import { objectCheck, Skip } from '../check.ts'
import { importanceOf, metadataOf } from '../placed.ts'
import { workloadSpec } from '../workload.ts'

export const rollbackHistoryKept = objectCheck({
  id: 'rollback-history-kept',
  severity: 'low',
  title: { zh: '保留可回退版本', en: 'Rollback history is kept' },
  why: {
    zh: '不留旧版本就无法在升级失败时一步退回；先全停再启动则升级必中断业务。',
    en: 'Without an old revision a failed upgrade cannot be undone in one step; Recreate makes every upgrade an outage.',
  },
  remedy: { zh: 'revisionHistoryLimit 至少 1；重要业务用 RollingUpdate。', en: 'Keep revisionHistoryLimit at 1 or more; use RollingUpdate for important systems.' },
  snippet: 'spec:\n  revisionHistoryLimit: 3\n  strategy: { type: RollingUpdate }\n',
  reasons: {
    'no-history': { zh: 'revisionHistoryLimit 为 0，不留旧版本', en: 'revisionHistoryLimit is 0: no earlier revision is kept' },
    recreate: { zh: '重要业务不得用 Recreate 升级', en: 'an important system must not be upgraded by Recreate' },
  },
  aliases: { 'kube-linter': ['no-rolling-update-strategy'] },
  target: { kinds: ['Deployment', 'StatefulSet', 'DaemonSet'] },
  *evaluate(subject, context) {
    const spec = workloadSpec(subject)
    if (spec.revisionHistoryLimit === 0) yield { reason: 'no-history', path: 'spec.revisionHistoryLimit', found: '0' }
    if (spec.strategy?.type !== 'Recreate') return
    const importance = importanceOf(subject, metadataOf(subject).labels, context)
    if (importance === null) throw new Skip('no-estate', { zh: '用了 Recreate，而不知重要程度：需要声明或重要程度标签', en: 'uses Recreate and the importance is unknown: needs the estate or the importance label' })
    if (importance !== 'normal') yield { reason: 'recreate', path: 'spec.strategy.type', found: 'Recreate' }
  },
})
