/** 事件: what is open, what is overdue, and who saw it first. */
import { where, type Dashboard } from './dashboard.ts'

const mine = where('cluster', 'department')

export const incidentsDashboard: Dashboard = {
  uid: 'ywq-incidents',
  title: { zh: '云网墙 事件', en: 'ywq incidents' },
  variables: ['cluster', 'department'],
  panels: [
    { title: { zh: '未结事件', en: 'open incidents' }, type: 'stat', expr: `sum(ywq_incidents{${mine}}) or 0 * max(ywq_build_info{cluster=~"$cluster"})`, steps: [{ from: 1, color: 'orange' }], size: [6, 5] },
    { title: { zh: '超期未办', en: 'overdue duties' }, type: 'stat', expr: `sum(ywq_incidents_overdue{${mine}}) or 0 * max(ywq_build_info{cluster=~"$cluster"})`, steps: [{ from: 1, color: 'red' }], size: [6, 5] },
    { title: { zh: '主动发现率（30 天）', en: 'found by monitoring, 30 days' }, type: 'stat', expr: `avg by (department) (ywq_incident_proactive_ratio{${mine}})`, unit: 'percentunit', legend: '{{department}}', size: [6, 5] },
    { title: { zh: '维护窗口内的事件（30 天）', en: 'inside maintenance, 30 days' }, type: 'stat', expr: `sum(ywq_incidents_in_maintenance{${mine}}) or 0 * max(ywq_build_info{cluster=~"$cluster"})`, size: [6, 5] },
    { title: { zh: '最近的办理期限', en: 'next deadline' }, type: 'table', expr: `sort(min by (department, duty) (ywq_incident_deadline_timestamp_seconds{${mine}}) - time())`, unit: 's', noValue: '没有 none', size: [12, 8] },
    { title: { zh: '平均用时（发现、接手、恢复）', en: 'mean time to detect, acknowledge, recover' }, type: 'bargauge', expr: `avg by (stage) (ywq_incident_mean_seconds{${mine}})`, unit: 's', legend: '{{stage}}', size: [12, 8] },
    { title: { zh: '谁先发现', en: 'who saw it first' }, type: 'bargauge', expr: `sum by (detected_by) (ywq_incidents_detected{${mine}})`, legend: '{{detected_by}}', size: [12, 8] },
    { title: { zh: '未结事件的变化', en: 'open incidents over time' }, type: 'timeseries', expr: `sum by (department, state) (ywq_incidents{${mine}})`, legend: '{{department}} {{state}}', size: [12, 8] },
  ],
}
