/** 系统: what the people who use a system meet, and what its objectives say of it. */
import { where, type Dashboard } from './dashboard.ts'

const its = where('cluster', 'system')
const own = where('cluster', 'department', 'system')

export const systemDashboard: Dashboard = {
  uid: 'ywq-system',
  title: { zh: '云网墙 系统', en: 'ywq system' },
  variables: ['cluster', 'department', 'system'],
  panels: [
    { title: { zh: '距最近一笔业务', en: 'since the last transaction' }, type: 'stat', expr: `time() - max by (system) (ywq_kpi_last_event_timestamp_seconds{${its}})`, unit: 's', legend: '{{system}}', steps: [{ from: 900, color: 'orange' }, { from: 3600, color: 'red' }], size: [6, 5] },
    { title: { zh: '24 小时活跃用户', en: 'active users, 24 hours' }, type: 'stat', expr: `sum by (system) (ywq_active_users{${its},window="1d"})`, legend: '{{system}}', size: [6, 5] },
    { title: { zh: '24 小时受影响用户', en: 'users hit, 24 hours' }, type: 'stat', expr: `sum by (system) (ywq_affected_users{${its},window="1d"})`, legend: '{{system}}', steps: [{ from: 1, color: 'orange' }], size: [6, 5] },
    { title: { zh: '带用户的业务占比', en: 'share of transactions with a user' }, type: 'stat', expr: `min by (system) (ywq_kpi_identified_ratio{${its},window="1d"})`, unit: 'percentunit', legend: '{{system}}', size: [6, 5] },
    { title: { zh: '每秒业务数', en: 'transactions a second' }, type: 'timeseries', expr: `sum by (system, result) (rate(ywq_business_transactions_total{${its}}[5m]))`, unit: 'reqps', legend: '{{system}} {{result}}', size: [12, 8] },
    { title: { zh: '失败占比', en: 'share of failures' }, type: 'timeseries', expr: `sum by (system) (rate(ywq_business_transactions_total{${its},result="failed"}[5m])) / sum by (system) (rate(ywq_business_transactions_total{${its}}[5m]))`, unit: 'percentunit', legend: '{{system}}', size: [12, 8] },
    { title: { zh: '剩余错误预算', en: 'error budget left' }, type: 'bargauge', expr: `min by (system, slo) (ywq_slo:error_budget_remaining:ratio{${own}})`, unit: 'percentunit', legend: '{{system}} {{slo}}', size: [12, 8] },
    { title: { zh: '预算消耗速度（1 小时窗口）', en: 'burn rate, one hour' }, type: 'timeseries', expr: `max by (system, slo) (ywq_slo:burn_rate:ratio{${own},window="1h"})`, legend: '{{system}} {{slo}}', size: [12, 8] },
    { title: { zh: '各业务 24 小时失败', en: 'failures by business, 24 hours' }, type: 'table', expr: `sort_desc(sum by (system, business) (increase(ywq_business_transactions_total{${its},result="failed"}[1d])))`, size: [12, 9] },
    { title: { zh: '条款结论', en: 'clause verdicts' }, type: 'table', expr: `sum by (system, level, verdict) (ywq_system_verdicts{${own}})`, size: [12, 9] },
  ],
}
