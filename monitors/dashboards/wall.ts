/** 一道墙: the clauses, one by one, and the paper that proves some of them. */
import { where, type Dashboard } from './dashboard.ts'

const here = where('cluster')

export const wallDashboard: Dashboard = {
  uid: 'ywq-wall',
  title: { zh: '云网墙 条款', en: 'ywq clauses' },
  variables: ['cluster'],
  panels: [
    { title: { zh: '条款结论', en: 'clause verdicts' }, type: 'bargauge', expr: `sum by (level, verdict) (ywq_clause_verdicts{${here}})`, legend: '{{level}} {{verdict}}', size: [12, 9] },
    { title: { zh: '条款由谁负责', en: 'who answers for the clauses' }, type: 'bargauge', expr: `count by (responsibility, status) (ywq_clause_info{${here}})`, legend: '{{responsibility}} {{status}}', size: [12, 9] },
    { title: { zh: '不符合的条款', en: 'clauses not met' }, type: 'table', expr: `sort_desc(sum by (level, clause) (ywq_clause_verdicts{${here},verdict="not-met"}) > 0)`, noValue: '没有 none', size: [12, 12] },
    { title: { zh: '部分符合的条款', en: 'clauses partially met' }, type: 'table', expr: `sort_desc(sum by (level, clause) (ywq_clause_verdicts{${here},verdict="partially-met"}) > 0)`, noValue: '没有 none', size: [12, 12] },
    { title: { zh: '不符合结论的变化', en: 'verdicts not met over time' }, type: 'timeseries', expr: `sum by (cluster, level) (ywq_clause_verdicts{${here},verdict="not-met"})`, legend: '{{cluster}} {{level}}', size: [12, 8] },
    { title: { zh: '记录还有多久到期', en: 'time until the earliest record of a type expires' }, type: 'table', expr: `sort(min by (type) (ywq_record_expiry_timestamp_seconds{${here}}) - time())`, unit: 's', size: [12, 8] },
  ],
}
