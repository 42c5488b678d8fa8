/** 总览: all clusters of the province at a glance. Freshness stands first, so that a stopped audit never looks green. */
import { where, type Dashboard } from './dashboard.ts'

const here = where('cluster')

export const overviewDashboard: Dashboard = {
  uid: 'ywq-overview',
  title: { zh: '云网墙 总览', en: 'ywq overview' },
  variables: ['cluster'],
  panels: [
    { title: { zh: '距上次完整审计', en: 'since the last whole audit' }, type: 'stat', expr: `time() - max by (cluster) (ywq_audit_last_success_timestamp_seconds{${here}})`, unit: 's', legend: '{{cluster}}', steps: [{ from: 120, color: 'orange' }, { from: 600, color: 'red' }], size: [6, 5] },
    { title: { zh: '未受理的高危不符合', en: 'critical and high violations without waiver' }, type: 'stat', expr: `sum by (cluster) (ywq_check_failing{${here},severity=~"critical|high"}) or 0 * max by (cluster) (ywq_build_info{${here}})`, legend: '{{cluster}}', steps: [{ from: 1, color: 'red' }], size: [6, 5] },
    { title: { zh: '不符合的条款结论', en: 'clause verdicts not met' }, type: 'stat', expr: `sum by (cluster) (ywq_clause_verdicts{${here},verdict="not-met"}) or 0 * max by (cluster) (ywq_build_info{${here}})`, legend: '{{cluster}}', steps: [{ from: 1, color: 'red' }], size: [6, 5] },
    { title: { zh: '未测评的条款结论', en: 'clause verdicts not assessed' }, type: 'stat', expr: `sum by (cluster) (ywq_clause_verdicts{${here},verdict="not-assessed"}) or 0 * max by (cluster) (ywq_build_info{${here}})`, legend: '{{cluster}}', steps: [{ from: 1, color: 'orange' }], size: [6, 5] },
    { title: { zh: '条款结论（按集群）', en: 'clause verdicts by cluster' }, type: 'bargauge', expr: `sum by (cluster, verdict) (ywq_clause_verdicts{${here}})`, legend: '{{cluster}} {{verdict}}', size: [12, 9] },
    { title: { zh: '未受理的不符合（按部门）', en: 'violations by department' }, type: 'bargauge', expr: `topk(20, sum by (department) (ywq_check_failing{${here}}))`, legend: '{{department}}', size: [12, 9] },
    { title: { zh: '不符合的变化', en: 'violations over time' }, type: 'timeseries', expr: `sum by (severity) (ywq_check_failing{${here}})`, legend: '{{severity}}', size: [12, 8] },
    { title: { zh: '与声明不一致的对象', en: 'objects that differ from the declaration' }, type: 'timeseries', expr: `sum by (state) (ywq_drift_objects{${here}})`, legend: '{{state}}', size: [12, 8] },
    { title: { zh: '系统数（按等级与阶段）', en: 'systems by level and phase' }, type: 'table', expr: `count by (cluster, level, phase) (ywq_system_info{${here}})`, size: [12, 8] },
    { title: { zh: '豁免', en: 'waivers' }, type: 'table', expr: `sum by (department, state) (ywq_waivers{${here}})`, size: [12, 8] },
  ],
}
