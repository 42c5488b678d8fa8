/** 采集程序自身: whether what the other dashboards show can be believed. */
import { where, type Dashboard } from './dashboard.ts'

const here = where('cluster')

export const exporterDashboard: Dashboard = {
  uid: 'ywq-exporter',
  title: { zh: '云网墙 采集程序', en: 'ywq exporter' },
  variables: ['cluster'],
  panels: [
    { title: { zh: '版本', en: 'version' }, type: 'table', expr: `max by (cluster, version, profile) (ywq_build_info{${here}})`, size: [12, 6] },
    { title: { zh: '序列数', en: 'series' }, type: 'timeseries', expr: `sum by (cluster) (ywq_series{${here}})`, legend: '{{cluster}}', size: [12, 6] },
    { title: { zh: '各来源多久没有读全', en: 'age of what was read, by source' }, type: 'timeseries', expr: `time() - max by (cluster, source) (ywq_source_read_timestamp_seconds{${here}})`, unit: 's', legend: '{{cluster}} {{source}}', size: [12, 8] },
    { title: { zh: '审计用时', en: 'time an audit takes' }, type: 'timeseries', expr: `max by (cluster) (ywq_audit_duration_seconds{${here}})`, unit: 's', legend: '{{cluster}}', size: [12, 8] },
    { title: { zh: '读不到的部分', en: 'parts that could not be read' }, type: 'timeseries', expr: `sum by (cluster, source) (ywq_source_unreadable{${here}})`, legend: '{{cluster}} {{source}}', size: [8, 8] },
    { title: { zh: '未能完成的审计', en: 'audits that could not be finished' }, type: 'timeseries', expr: `sum by (cluster) (increase(ywq_audit_failures_total{${here}}[15m]))`, legend: '{{cluster}}', size: [8, 8] },
    { title: { zh: '无法判定的检查', en: 'checks that could not be judged' }, type: 'timeseries', expr: `sum by (check) (ywq_check_errors{${here}})`, legend: '{{check}}', size: [8, 8] },
    { title: { zh: '被审计的对象', en: 'subjects judged' }, type: 'timeseries', expr: `sum by (cluster) (ywq_subjects{${here}})`, legend: '{{cluster}}', size: [12, 8] },
    { title: { zh: '各结果的发现', en: 'findings by result' }, type: 'timeseries', expr: `sum by (result) (ywq_findings{${here}})`, legend: '{{result}}', size: [12, 8] },
  ],
}
