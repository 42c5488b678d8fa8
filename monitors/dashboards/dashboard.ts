/** The small part of Grafana's dashboard model (schemaVersion 39) that our dashboards use; plain objects, rendered to JSON at the end. */
import type { Text } from '../../policies/text.ts'

export interface Panel {
  readonly title: Text
  readonly type: 'stat' | 'timeseries' | 'table' | 'bargauge'
  /** PromQL over families of metrics.ts; `$cluster` and `$department` are the dashboard's variables. */
  readonly expr: string
  readonly legend?: string
  readonly unit?: string
  /** Width in 24ths of the page and height in rows. */
  readonly size: readonly [width: number, height: number]
}

export interface Dashboard {
  /** Stable identity in Grafana and file name. */
  readonly uid: string
  readonly title: Text
  readonly panels: readonly Panel[]
}

/** Grafana dashboard JSON: panels flow left to right, top to bottom. */
export function renderDashboard(dashboard: Dashboard): string {
  let x = 0
  let y = 0
  let rowHeight = 0
  const panels = dashboard.panels.map((panel, i) => {
    const [w, h] = panel.size
    if (x + w > 24) {
      x = 0
      y += rowHeight
      rowHeight = 0
    }
    const gridPos = { x, y, w, h }
    x += w
    rowHeight = Math.max(rowHeight, h)
    const instant = panel.type !== 'timeseries'
    return {
      id: i + 1,
      type: panel.type,
      title: `${panel.title.zh} / ${panel.title.en}`,
      gridPos,
      datasource: { type: 'prometheus', uid: '${datasource}' },
      targets: [{ refId: 'A', expr: panel.expr, instant, range: !instant, format: panel.type === 'table' ? 'table' : 'time_series', ...(panel.legend === undefined ? {} : { legendFormat: panel.legend }) }],
      fieldConfig: { defaults: panel.unit === undefined ? {} : { unit: panel.unit }, overrides: [] },
      options: {},
    }
  })
  const variable = (name: string, label: string, metric: string) => ({
    name, label, type: 'query', datasource: { type: 'prometheus', uid: '${datasource}' }, query: { query: `label_values(${metric}, ${name})`, refId: name }, includeAll: true, multi: true, allValue: '.*', refresh: 2, sort: 1,
  })
  const model = {
    uid: dashboard.uid,
    title: `${dashboard.title.zh} / ${dashboard.title.en}`,
    tags: ['ywq'],
    schemaVersion: 39,
    editable: false,
    refresh: '30s',
    time: { from: 'now-6h', to: 'now' },
    timezone: 'browser',
    templating: {
      list: [
        { name: 'datasource', label: '数据源', type: 'datasource', query: 'prometheus' },
        variable('cluster', '集群', 'ywq_build_info'),
        variable('department', '部门', 'ywq_system_info'),
      ],
    },
    panels,
  }
  return `${JSON.stringify(model, null, 2)}\n`
}
