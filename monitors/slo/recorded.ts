/**
 * Series that the SLO rules record: names and labels, once. The window is a label and not part of a name, so that a dashboard
 * works for every period; objective, period and owner stand in `ywq_slo_info`.
 */
import type { Text } from '../../policies/text.ts'

export interface RecordedSeries {
  /** Beside cluster, department, system and slo. */
  readonly labels: readonly string[]
  readonly help: Text
}

export const recorded = {
  'ywq_slo:events:rate5m': { labels: [], help: { zh: '每秒业务数（5 分钟）', en: 'events a second over 5 minutes' } },
  'ywq_slo:errors:rate5m': { labels: [], help: { zh: '每秒失败数（5 分钟）', en: 'bad events a second over 5 minutes' } },
  'ywq_slo:error:ratio': { labels: ['window'], help: { zh: '窗口内失败占比；没有业务时不出现', en: 'share of bad events in the window; absent where there were no events' } },
  'ywq_slo:errors:increase': { labels: ['window'], help: { zh: '窗口内失败数，告警的最小量', en: 'bad events in the window: the minimum that an alert needs' } },
  'ywq_slo:error_budget:ratio': { labels: [], help: { zh: '错误预算：1 − 目标', en: 'error budget: 1 − objective' } },
  'ywq_slo:error_budget_remaining:ratio': { labels: [], help: { zh: '本周期剩余预算占比；为负即已超支', en: 'share of the budget left in the period; negative when overspent' } },
  'ywq_slo:burn_rate:ratio': { labels: ['window'], help: { zh: '预算消耗速度；1 为恰好用完', en: 'burn rate; 1 uses up the budget exactly' } },
  ywq_slo_info: { labels: ['objective', 'period', 'indicator', 'owner'], help: { zh: '目标、周期与负责人，恒为 1', en: 'objective, period and owner, always 1' } },
} as const satisfies Readonly<Record<string, RecordedSeries>>

export type RecordedName = keyof typeof recorded
