/** 部门: what one department has to do, and with which of its systems. */
import { where, type Dashboard } from './dashboard.ts'

const mine = where('cluster', 'department')

export const departmentDashboard: Dashboard = {
  uid: 'ywq-department',
  title: { zh: '云网墙 部门', en: 'ywq department' },
  variables: ['cluster', 'department'],
  panels: [
    { title: { zh: '系统', en: 'systems' }, type: 'stat', expr: `count(ywq_system_info{${mine}})`, size: [6, 4] },
    { title: { zh: '未受理的高危不符合', en: 'critical and high violations without waiver' }, type: 'stat', expr: `sum(ywq_check_failing{${mine},severity=~"critical|high"}) or 0 * max(ywq_system_info{${mine}})`, steps: [{ from: 1, color: 'red' }], size: [6, 4] },
    { title: { zh: '已受理的风险', en: 'violations under a waiver' }, type: 'stat', expr: `sum(ywq_check_waived{${mine}}) or 0 * max(ywq_system_info{${mine}})`, steps: [{ from: 1, color: 'orange' }], size: [6, 4] },
    { title: { zh: '与声明不一致的对象', en: 'objects that differ from the declaration' }, type: 'stat', expr: `sum(ywq_drift_objects{${mine}}) or 0 * max(ywq_system_info{${mine}})`, steps: [{ from: 1, color: 'orange' }], size: [6, 4] },
    { title: { zh: '要修的检查', en: 'failing checks' }, type: 'table', expr: `sort_desc(sum by (department, check, severity) (ywq_check_failing{${mine}}))`, size: [12, 10] },
    { title: { zh: '各系统的条款结论', en: 'clause verdicts by system' }, type: 'table', expr: `sum by (system, level, verdict) (ywq_system_verdicts{${mine}})`, size: [12, 10] },
    { title: { zh: '不符合的变化', en: 'violations over time' }, type: 'timeseries', expr: `sum by (department, severity) (ywq_check_failing{${mine}})`, legend: '{{department}} {{severity}}', size: [24, 8] },
  ],
}
