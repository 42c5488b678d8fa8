/** The index of an audit, and of a stored JSON report (`ywq.report`): the same numbers, because both hold the same rows. */
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { AuditReport } from '../report.ts'
import { bases, verdictWords, type Unit } from '../verdict/words.ts'
import { securityIndex, type Declared, type ScoredVerdict, type SecurityIndex } from './security-index.ts'
import type { IndexWeights } from './weights.ts'

/** The check that tells declared namespaces from others: a pass is one that somebody answers for. */
const declaredBy = 'no-undeclared-namespace'

export function indexOfReport(report: AuditReport, catalogue: Catalogue, weights: IndexWeights): SecurityIndex {
  const cities = new Map(report.summary.units.map(({ unit, city }) => [`${unit.kind}/${unit.name}`, city]))
  const cityOfCluster = cityLookup(report.summary.clusters, [...cities.values()])
  const declared = declaredByCity(report.findings.filter((f) => f.check === declaredBy).map(({ result, subject }) => ({ result, source: subject.source, city: cityOfCluster(subject.cluster) })))
  return securityIndex({ verdicts: report.verdicts, cityOf: (unit) => cities.get(`${unit.kind}/${unit.name}`) ?? '', declared }, catalogue, weights)
}

/** What a stored report gives to the index. */
export interface StoredReport {
  readonly now: string
  readonly profile: string
  readonly verdicts: readonly ScoredVerdict[]
  readonly cities: ReadonlyMap<string, string>
  readonly declared: ReadonlyMap<string, Declared>
  readonly titles: ReadonlyMap<string, string>
}

export function indexOfStored(stored: StoredReport, catalogue: Catalogue, weights: IndexWeights): SecurityIndex {
  return securityIndex({ verdicts: stored.verdicts, cityOf: (unit) => stored.cities.get(`${unit.kind}/${unit.name}`) ?? '', declared: stored.declared }, catalogue, weights)
}

type Row = Readonly<Record<string, unknown>>

/**
 * Reads a JSON report.
 * @param text content of the file
 * @throws Error (中文 / English) saying what is wrong: no JSON, another format, a version to come, a row without clause, unit or word
 */
export function readStoredReport(text: string): StoredReport {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (error) {
    throw new Error(`不是 JSON：${error instanceof Error ? error.message : ''} / not JSON`)
  }
  const head = record(parsed)
  if (head['format'] !== 'ywq.report') throw new Error(`format 是 ${show(head['format'])}，应为 "ywq.report"：用 ywq audit --format json 生成 / format is ${show(head['format'])}, wanted "ywq.report" (ywq audit --format json makes it)`)
  if (head['version'] !== 1) throw new Error(`版本是 ${show(head['version'])}，本程序读第 1 版 / version is ${show(head['version'])}, this program reads version 1`)
  const units = list(record(head['summary'])['units']).map(record)
  const byKey = new Map(units.map((u) => [`${word(u['kind'])}/${word(u['name'])}`, u]))
  const verdicts = list(head['verdicts']).map((raw, i) => storedVerdict(record(raw), i))
  if (verdicts.length === 0) throw new Error(`报告里没有条款结论（标准是 ${show(head['profile'])}）：指数需要 gbt-22239 / the report has no verdicts (profile ${show(head['profile'])}): the index needs gbt-22239`)
  const cityOfCluster = cityLookup(
    list(record(head['summary'])['clusters']).map(record).map((c) => ({ name: word(c['name']), city: word(c['city']) })),
    units.map((u) => word(u['city'])),
  )
  const findings = list(head['findings']).map(record).filter((f) => f['check'] === declaredBy)
  return {
    now: word(head['now']),
    profile: word(head['profile']),
    verdicts,
    cities: new Map([...byKey].map(([key, unit]) => [key, word(unit['city'])])),
    declared: declaredByCity(findings.map((f) => ({ result: word(f['result']), source: word(record(f['subject'])['source']), city: cityOfCluster(word(record(f['subject'])['cluster'])) }))),
    titles: new Map([...[...byKey].map(([key, unit]) => [key, word(record(unit['title'])['zh'])] as const), ...list(record(head['summary'])['departments']).map(record).map((d) => [`department/${word(d['name'])}`, word(record(d['title'])['zh'])] as const)]),
  }
}

function storedVerdict(row: Row, i: number): ScoredVerdict {
  const unit = record(row['unit'])
  const kind = (['system', 'platform', 'estate'] as const satisfies readonly Unit['kind'][]).find((k) => k === unit['kind'])
  const level = ([2, 3, 4] as const).find((l) => l === row['level'])
  const verdict = verdictWords.find((w) => w === row['verdict'])
  const basis = bases.find((b) => b === row['basis'])
  if (kind === undefined || level === undefined || verdict === undefined || basis === undefined || typeof row['clause'] !== 'string') throw new Error(`verdicts[${i}] 不完整：${show(row).slice(0, 200)} / verdicts[${i}] lacks clause, level, unit, verdict or basis`)
  return { clause: row['clause'], verdict, basis, unit: { kind, name: word(unit['name']), level, ...(typeof unit['department'] === 'string' ? { department: unit['department'] } : {}) } }
}

/** An object that names no cluster (a manifest) is the city's where there is only one. */
function cityLookup(clusters: readonly { readonly name: string; readonly city: string }[], cities: readonly string[]): (cluster: string) => string {
  const known = new Map(clusters.map((c) => [c.name, c.city]))
  const [only = '', ...others] = new Set(cities)
  return (cluster) => known.get(cluster) ?? (others.length === 0 ? only : '')
}

/** What runs counts; where no live cluster was read, what would be deployed. */
function declaredByCity(rows: readonly { readonly result: string; readonly source: string; readonly city: string }[]): ReadonlyMap<string, Declared> {
  const live = rows.filter((r) => r.source === 'live')
  const cities = new Map<string, Declared>()
  for (const { result, city } of live.length > 0 ? live : rows) {
    if (result !== 'pass' && result !== 'fail') continue
    const { declared, undeclared } = cities.get(city) ?? { declared: 0, undeclared: 0 }
    cities.set(city, result === 'pass' ? { declared: declared + 1, undeclared } : { declared, undeclared: undeclared + 1 })
  }
  return cities
}

function record(value: unknown): Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : {}
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function word(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function show(value: unknown): string {
  return value === undefined ? '没有' : JSON.stringify(value)
}
