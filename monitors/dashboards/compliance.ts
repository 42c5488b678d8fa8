/** 合规总览: what an operator looks at first. Freshness stands beside every count, so that a stopped audit never looks green. */
import type { Dashboard } from './dashboard.ts'

const where = 'cluster=~"$cluster"'
const whose = `${where},department=~"$department"`

export const complianceDashboard: Dashboard = {
  uid: 'ywq-compliance',
  title: { zh: '云网墙 合规总览', en: 'ywq compliance overview' },
  panels: [
    { title: { zh: '距上次完整审计', en: 'since the last whole audit' }, type: 'stat', expr: `time() - max by (cluster) (ywq_audit_last_success_timestamp_seconds{${where}})`, unit: 's', legend: '{{cluster}}', size: [6, 4] },
    { title: { zh: '未受理的高危不符合', en: 'critical and high violations without waiver' }, type: 'stat', expr: `sum(ywq_check_failing{${whose},severity=~"critical|high"}) or vector(0)`, size: [6, 4] },
    { title: { zh: '已受理的风险', en: 'violations under a waiver' }, type: 'stat', expr: `sum(ywq_check_waived{${whose}}) or vector(0)`, size: [6, 4] },
    { title: { zh: '无法判定', en: 'could not be judged' }, type: 'stat', expr: `sum(ywq_check_errors{${where}}) or vector(0)`, size: [6, 4] },
    { title: { zh: '条款结论', en: 'clause verdicts' }, type: 'bargauge', expr: `sum by (verdict) (ywq_clause_verdicts{${where}})`, legend: '{{verdict}}', size: [12, 8] },
    { title: { zh: '各部门未受理的不符合', en: 'violations by department' }, type: 'bargauge', expr: `sum by (department) (ywq_check_failing{${whose}})`, legend: '{{department}}', size: [12, 8] },
    { title: { zh: '不符合的变化', en: 'violations over time' }, type: 'timeseries', expr: `sum by (severity) (ywq_check_failing{${whose}})`, legend: '{{severity}}', size: [24, 8] },
    { title: { zh: '不符合的检查', en: 'failing checks' }, type: 'table', expr: `sum by (department, check, severity) (ywq_check_failing{${whose}})`, size: [12, 10] },
    { title: { zh: '各系统不符合的条款数', en: 'clauses not met by system' }, type: 'table', expr: `sum by (department, system, level) (ywq_system_verdicts{${whose},verdict="not-met"})`, size: [12, 10] },
  ],
}
