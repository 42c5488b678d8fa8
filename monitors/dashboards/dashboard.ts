/** What a dashboard of ours says: panels with a query each, over families of metrics.ts. Plain data; render.ts makes Grafana's JSON of it. */
import type { Text } from '../../policies/text.ts'

export interface Panel {
  readonly title: Text
  readonly type: 'stat' | 'timeseries' | 'table' | 'bargauge'
  /** PromQL over families of metrics.ts; the dashboard's variables stand in it as `$cluster`. */
  readonly expr: string
  readonly legend?: string
  readonly unit?: 's' | 'percentunit' | 'short' | 'reqps'
  /** Values from which the colour changes, lowest first; none = one colour. */
  readonly steps?: readonly { readonly from: number; readonly color: 'green' | 'orange' | 'red' }[]
  /** Shown where the query gives nothing: no data must never look like zero. @default 无数据 no data */
  readonly noValue?: string
  /** Width in 24ths of the page and height in rows. */
  readonly size: readonly [width: number, height: number]
}

/** Variables that a dashboard may ask for, in the order they are shown: each from a family that has its label. */
export const variables = {
  cluster: { label: '集群 cluster', family: 'ywq_build_info' },
  department: { label: '部门 department', family: 'ywq_system_info' },
  system: { label: '系统 system', family: 'ywq_system_info' },
} as const
export type Variable = keyof typeof variables

export interface Dashboard {
  /** Stable identity in Grafana and file name. */
  readonly uid: string
  readonly title: Text
  readonly variables: readonly Variable[]
  readonly panels: readonly Panel[]
}

/** `cluster=~"$cluster",department=~"$department"`: what the variables narrow a query to. */
export function where(...names: readonly Variable[]): string {
  return names.map((name) => `${name}=~"$${name}"`).join(',')
}
