/**
 * Dashboards → Grafana's JSON. Panels, queries and variables by Grafana's own foundation SDK, whose types follow the server's schema; the
 * frame around them by hand, in the classic model that every Grafana reads from files (the SDK builds the frame of version 13 only).
 */
import { ReduceDataOptionsBuilder } from '@grafana/grafana-foundation-sdk/common'
import { PanelBuilder as BarGauge } from '@grafana/grafana-foundation-sdk/bargauge'
import { DashboardLinkBuilder, DashboardLinkType, DatasourceVariableBuilder, QueryVariableBuilder, ThresholdsConfigBuilder, ThresholdsMode, VariableRefresh, VariableSort } from '@grafana/grafana-foundation-sdk/dashboard'
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus'
import { PanelBuilder as Stat } from '@grafana/grafana-foundation-sdk/stat'
import { PanelBuilder as Table } from '@grafana/grafana-foundation-sdk/table'
import { PanelBuilder as TimeSeries } from '@grafana/grafana-foundation-sdk/timeseries'
import { variables, type Dashboard, type Panel, type Variable } from './dashboard.ts'

const datasource = { type: 'prometheus', uid: '${datasource}' }
/** Of the classic model; Grafana migrates older ones when it loads them. */
const schemaVersion = 42
const columns = 24

export function renderDashboard(dashboard: Dashboard): string {
  const link = new DashboardLinkBuilder('云网墙 ywq').type(DashboardLinkType.Dashboards).tags(['ywq']).asDropdown(true).includeVars(true).keepTime(true)
  const source = new DatasourceVariableBuilder('datasource').label('数据源 data source').type('prometheus')
  const model = {
    uid: dashboard.uid, title: `${dashboard.title.zh} / ${dashboard.title.en}`, tags: ['ywq'], schemaVersion, editable: false,
    refresh: '30s', time: { from: 'now-6h', to: 'now' }, timezone: 'browser',
    links: [link.build()],
    templating: { list: [source, ...dashboard.variables.map(queryVariable)].map((v) => v.build()) },
    panels: placed(dashboard.panels).map(({ panel, x, y }, i) => ({ ...panelOf(panel).build(), id: i + 1, gridPos: { x, y, w: panel.size[0], h: panel.size[1] } })),
  }
  return `${JSON.stringify(model, null, 2)}\n`
}

/** Left to right, top to bottom. */
function placed(panels: readonly Panel[]): readonly { readonly panel: Panel; readonly x: number; readonly y: number }[] {
  let [x, y, rowHeight] = [0, 0, 0]
  return panels.map((panel) => {
    const [width, height] = panel.size
    if (x + width > columns) [x, y, rowHeight] = [0, y + rowHeight, 0]
    const at = { panel, x, y }
    x += width
    rowHeight = Math.max(rowHeight, height)
    return at
  })
}

function queryVariable(name: Variable): QueryVariableBuilder {
  const { label, family } = variables[name]
  // A system is chosen within the departments chosen, a department within the clusters.
  const within = name === 'system' ? '{cluster=~"$cluster",department=~"$department"}' : name === 'department' ? '{cluster=~"$cluster"}' : ''
  const query = `label_values(${family}${within}, ${name})`
  return new QueryVariableBuilder(name).label(label).datasource(datasource).query({ query, refId: name }).definition(query)
    .includeAll(true).multi(true).allValue('.*').refresh(VariableRefresh.OnTimeRangeChanged).sort(VariableSort.AlphabeticalAsc)
}

function panelOf(panel: Panel) {
  const query = new DataqueryBuilder().expr(panel.expr).refId('A').format(panel.type === 'table' ? PromQueryFormat.Table : PromQueryFormat.TimeSeries)
  if (panel.type === 'timeseries') query.range()
  else query.instant()
  if (panel.legend !== undefined) query.legendFormat(panel.legend)
  const builder = builderOf(panel.type)
    .title(`${panel.title.zh} / ${panel.title.en}`).datasource(datasource).withTarget(query).noValue(panel.noValue ?? '无数据 no data')
  if (panel.unit !== undefined) builder.unit(panel.unit)
  if (panel.steps !== undefined) builder.thresholds(new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([{ value: null, color: 'green' }, ...panel.steps.map(({ from, color }) => ({ value: from, color }))]))
  return builder
}

function builderOf(type: Panel['type']): Stat | BarGauge | Table | TimeSeries {
  const last = new ReduceDataOptionsBuilder().calcs(['lastNotNull'])
  switch (type) {
    case 'stat': return new Stat().reduceOptions(last)
    case 'bargauge': return new BarGauge().reduceOptions(last)
    case 'table': return new Table()
    case 'timeseries': return new TimeSeries()
  }
}
