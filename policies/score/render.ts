/** The index as JSON and as a table for a person. Every page says what it is, with its coverage; what is 不可比 has no rank. */
import type { Language } from '../text.ts'
import { fit } from '../reports/width.ts'
import { bases, basisText, verdictText } from '../verdict/words.ts'
import { indexNotice, peersText, type Score, type SecurityIndex } from './security-index.ts'
import type { StoredReport } from './from-report.ts'

export interface Reckoned {
  readonly stored: StoredReport
  readonly index: SecurityIndex
}

/** `ywq.index` version 1: scores with the counts that give them again, and what each unit loses where. */
export function indexJson(current: Reckoned, previous: Reckoned | null): string {
  const before = previous === null ? null : byKey(previous.index)
  const { index, stored } = current
  const scores = index.scores.map((score) => {
    const old = before?.get(keyOf(score))
    return { ...score, title: stored.titles.get(keyOf(score)) ?? score.name, ...(before === null ? {} : { previous: old?.index ?? null, change: changeOf(score, old) }), losses: index.losses.get(keyOf(score)) }
  })
  const head = { format: 'ywq.index', version: 1, notice: indexNotice, weights: index.weights, now: stored.now, profile: stored.profile, ...(previous === null ? {} : { previous: { now: previous.stored.now, weights: previous.index.weights } }), unknown: index.unknown }
  return `${JSON.stringify(head).slice(0, -1)},\n"scores":[\n${scores.map((s) => JSON.stringify(s)).join(',\n')}\n]}\n`
}

/** Cities, departments, then the worst systems with what they lose most. */
export function indexTable(current: Reckoned, previous: Reckoned | null, lang: Language): string {
  const { index, stored } = current
  const before = previous === null ? null : byKey(previous.index)
  const say = (zh: string, en: string): string => (lang === 'zh' ? zh : en)
  const row = (score: Score): string => {
    const title = stored.titles.get(keyOf(score)) ?? score.name
    const shares = bases.map((b) => `${basisText[b][lang]} ${percent(score.applicable === 0 ? 0 : score.assessed[b] / score.applicable)}`).join(' ')
    const old = before?.get(keyOf(score))
    const change = before === null ? '' : fit(changeOf(score, old) === null ? '–' : signed(changeOf(score, old) ?? 0), 8)
    const place = score.comparable ? `${say('第', '#')}${score.rank ?? '–'}` : say('不可比', 'no peer')
    const undeclared = score.undeclared === undefined || score.undeclared.undeclared === 0 ? '' : say(`  未声明 ${score.undeclared.undeclared} 个命名空间`, `  ${score.undeclared.undeclared} undeclared namespaces`)
    return `  ${fit(title === '' ? say('（未归属）', '(unassigned)') : title, 34)} ${fit(score.index === null ? '–' : score.index.toFixed(1), 7)}${change}${fit(place, 9)}${fit(peersText(score.peers)[lang], lang === 'zh' ? 32 : 40)} ${say('覆盖', 'covered')} ${fit(percent(score.coverage), 5)} ${shares}${undeclared}`
  }
  const of = (kind: Score['kind']): readonly Score[] => index.scores.filter((s) => s.kind === kind)
  const worst = [...of('system'), ...of('platform'), ...of('estate')].sort((a, b) => (a.index ?? 101) - (b.index ?? 101) || (a.name < b.name ? -1 : 1)).slice(0, shown)
  const lines = [
    `${say('网络安全指数', 'Security index')} · ${indexNotice[lang]}`,
    `${stored.now} · ${stored.profile} · ${index.weights.format}/${index.weights.version}${previous === null ? '' : say(` · 上期 ${previous.stored.now}，按同一权重重算`, ` · before: ${previous.stored.now}, under the same weights`)}`,
    '', say('城市', 'Cities'), ...of('city').map(row), '', say('部门', 'Departments'), ...of('department').map(row),
    '', say(`最低的 ${worst.length} 个系统与平台，及失分最多的条款`, `The lowest ${worst.length} systems and platforms, and the clauses that cost most`),
    ...worst.flatMap((score) => [row(score), `      ${(index.losses.get(keyOf(score)) ?? []).slice(0, shownLosses).map((l) => `${l.clause} ${verdictText[l.verdict][lang]} −${l.points.toFixed(1)}`).join('  ')}`]),
  ]
  return `${lines.map((l) => l.trimEnd()).join('\n')}\n`
}

const shown = 10
const shownLosses = 4

function keyOf({ kind, name }: Pick<Score, 'kind' | 'name'>): string {
  return `${kind}/${name}`
}

function byKey(index: SecurityIndex): ReadonlyMap<string, Score> {
  return new Map(index.scores.map((s) => [keyOf(s), s]))
}

/** Points since the last period; null where one of the two cannot be compared. */
function changeOf(score: Score, old: Score | undefined): number | null {
  if (old?.index == null || score.index === null || !score.comparable || !old.comparable) return null
  return Math.round((score.index - old.index) * 10) / 10
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`
}

function signed(change: number): string {
  return `${change > 0 ? '+' : change < 0 ? '−' : '±'}${Math.abs(change).toFixed(1)}`
}
