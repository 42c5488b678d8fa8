/**
 * OpenSLO v1 documents (github.com/OpenSLO/OpenSLO) → Slo: ratio metrics over Prometheus, rolling windows, occurrences. Anything else is refused
 * with the reason: a rule that measures something near what was meant would be worse than none.
 */
import type { Estate } from '../../policies/estate/estate.ts'
import { isDictionary, type Dictionary } from '../../policies/sources/kubernetes-object.ts'
import type { Subject } from '../../policies/subject.ts'
import type { Text } from '../../policies/text.ts'
import { rounded } from './burn.ts'
import type { Slo, SloList, SloRefusal } from './slo.ts'

/** A metric name with its matchers; braces inside quotes do not end them. */
const selector = String.raw`[a-zA-Z_:][\w:]*(?:\{(?:[^"}]|"(?:\\.|[^"\\])*")*\})?`
const bare = new RegExp(String.raw`^(?:sum\s*(?:by\s*\([^)]*\)\s*)?\(\s*(${selector})\s*\)|(${selector}))$`)
const ranged = new RegExp(String.raw`(${selector})\s*\[`)
const placeholder = /\{\{\s*\.window\s*\}\}/g

class Refused extends Error {
  readonly why: Text
  constructor(zh: string, en: string) {
    super(en)
    this.why = { zh, en }
  }
}

/**
 * @param subjects of readManifests: documents of `openslo/v1`, kinds SLO and SLI
 * @param estate where given, the service names a System, which says department and owner
 */
export function importOpenSlo(subjects: readonly Subject[], estate: Estate | null): SloList {
  const slos: Slo[] = []
  const refused: SloRefusal[] = []
  const indicators = new Map(subjects.filter((s) => s.group === 'openslo' && s.kind === 'SLI').map((s) => [s.name, s]))
  for (const subject of subjects) {
    if (subject.group !== 'openslo' || subject.kind !== 'SLO') continue
    try {
      slos.push(...imported(subject, indicators, estate))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      refused.push({ location: subject.location, subject: subject.name, why: error.why })
    }
  }
  return { slos, refused }
}

function imported({ name, object }: Subject, indicators: ReadonlyMap<string, Subject>, estate: Estate | null): readonly Slo[] {
  const spec = within(object, 'spec')
  const service = spec['service']
  if (typeof service !== 'string' || !/^[a-z][a-z0-9-]*$/.test(service)) throw new Refused(`spec.service 是 ${shown(service)}；应为系统的 name`, `spec.service is ${shown(service)}; it must be the name of a system`)
  if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)) throw new Refused(`metadata.name 是 ${shown(name)}；应为小写字母、数字和 -（RFC 1123）`, `metadata.name is ${shown(name)}; it must be lower case letters, digits and - (RFC 1123)`)
  const method = spec['budgetingMethod'] ?? 'Occurrences'
  if (method !== 'Occurrences') throw new Refused(`budgetingMethod 是 ${shown(method)}；只支持 Occurrences`, `budgetingMethod is ${shown(method)}; only Occurrences is supported`)
  const { events, errors, signal } = queriesOf(ratioOf(spec, indicators))
  const system = estate?.get('System', service)
  const labels = within(object, 'metadata')['labels']
  const labelled = isDictionary(labels) ? labels['department'] : undefined
  const department = system?.department ?? (typeof labelled === 'string' ? labelled : 'platform')
  const shownName = within(object, 'metadata')['displayName']
  const title = typeof shownName === 'string' ? shownName : `${service}/${name}`
  const periodDays = periodOf(spec)
  const objectives = dictionaries(spec['objectives'])
  if (objectives.length === 0) throw new Refused('没有 objectives', 'has no objectives')
  return objectives.map((objective, i) => ({
    department,
    system: service,
    name: objectives.length === 1 ? name : `${name}-${i + 1}`,
    title: { zh: title, en: title },
    objective: targetOf(objective),
    periodDays,
    indicator: 'custom',
    owner: system?.monitoring?.duty ?? estate?.get('Department', department)?.owner ?? '',
    events,
    errors,
    signal,
  }))
}

/** The ratioMetric, inline or by indicatorRef to an SLI among the documents. */
function ratioOf(spec: Dictionary, indicators: ReadonlyMap<string, Subject>): Dictionary {
  const reference = spec['indicatorRef']
  const holder = typeof reference === 'string' ? indicators.get(reference)?.object : spec['indicator']
  if (!isDictionary(holder)) throw new Refused(typeof reference === 'string' ? `indicatorRef ${reference} 不在所给文件里` : '没有 indicator', typeof reference === 'string' ? `indicatorRef ${reference} is not among the files` : 'has no indicator')
  const ratio = within(holder, 'spec')['ratioMetric']
  if (!isDictionary(ratio)) throw new Refused('指标不是 ratioMetric；阈值类指标不支持', 'the indicator is no ratioMetric; threshold metrics are not supported')
  return ratio
}

function queriesOf(ratio: Dictionary): Pick<Slo, 'events' | 'errors' | 'signal'> {
  const total = query(ratio, 'total')
  if (total === null) throw new Refused('ratioMetric 没有 total', 'ratioMetric has no total')
  const bad = query(ratio, 'bad')
  const good = query(ratio, 'good')
  if ((bad === null) === (good === null)) throw new Refused('ratioMetric 要有 good 或 bad 之一', 'ratioMetric needs either good or bad')
  // Nothing good yet while there are events = everything failed.
  const errors = bad?.rate ?? `(${total.rate}) - ((${good?.rate ?? ''}) or 0 * (${total.rate}))`
  return { events: total.rate, errors, signal: total.signal }
}

/** A counter, `sum(counter)`, or an expression with the placeholder of a window → events a second over `$window`. */
function query(ratio: Dictionary, key: string): { readonly rate: string; readonly signal: string } | null {
  const metric = ratio[key]
  if (metric === undefined) return null
  const source = within(isDictionary(metric) ? metric : {}, 'metricSource')
  const type = source['type']
  if (type !== undefined && !(typeof type === 'string' && type.toLowerCase() === 'prometheus')) throw new Refused(`${key} 的来源是 ${shown(type)}；只支持 Prometheus`, `the source of ${key} is ${shown(type)}; only Prometheus is supported`)
  const text = within(source, 'spec')['query']
  if (typeof text !== 'string') throw new Refused(`${key} 没有 metricSource.spec.query`, `${key} has no metricSource.spec.query`)
  const counter = bare.exec(text.trim())
  const name = counter?.[1] ?? counter?.[2]
  if (name !== undefined) return { rate: `sum by (cluster) (rate(${name}[$window]))`, signal: name }
  const signal = ranged.exec(text)?.[1]
  if (text.search(placeholder) < 0 || signal === undefined) {
    throw new Refused(`${key} 的查询看不懂：${text}；应为计数器、sum(计数器)，或带 [{{.window}}] 的表达式`, `cannot tell the window of ${key}: ${text}; it must be a counter, sum(counter), or an expression with [{{.window}}]`)
  }
  // Both are linear in the counter; a rate does not depend on the length of the window.
  return { rate: text.trim().replace(placeholder, '$window').replace(/\bincrease\s*\(/g, 'rate('), signal }
}

function periodOf(spec: Dictionary): number {
  const windows = dictionaries(spec['timeWindow'])
  const [window] = windows
  const duration = window?.['duration']
  const match = /^(\d+)([dw])$/.exec(typeof duration === 'string' ? duration : '')
  const days = Number(match?.[1]) * (match?.[2] === 'w' ? 7 : 1)
  if (windows.length !== 1 || window?.['isRolling'] !== true || window['calendar'] !== undefined || !(days >= 1 && days <= 90)) {
    throw new Refused('timeWindow 应为一个滚动窗口，1d 到 90d', 'timeWindow must be one rolling window of 1d to 90d')
  }
  return days
}

function targetOf(objective: Dictionary): number {
  if (objective['indicator'] !== undefined || objective['indicatorRef'] !== undefined) throw new Refused('不支持复合目标', 'composite objectives are not supported')
  const { target, targetPercent } = objective
  const share = typeof target === 'number' ? target : typeof targetPercent === 'number' ? rounded(targetPercent / 100) : Number.NaN
  if (!(share > 0 && share < 1)) throw new Refused(`目标是 ${shown(target ?? targetPercent)}；target 应在 0 与 1 之间，targetPercent 在 0 与 100 之间`, `the objective is ${shown(target ?? targetPercent)}; target must lie between 0 and 1, targetPercent between 0 and 100`)
  return share
}

const within = (object: Dictionary, key: string): Dictionary => {
  const value = object[key]
  return isDictionary(value) ? value : {}
}
const dictionaries = (value: unknown): readonly Dictionary[] => (Array.isArray(value) ? value.filter(isDictionary) : [])
const shown = (value: unknown): string => JSON.stringify(value) ?? '空'
