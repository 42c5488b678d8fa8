/** The security index on the page: cities and departments with coverage and peers, and where the lowest units lose most. */
import { indexNotice, peersText, type Score, type SecurityIndex } from '../score/security-index.ts'
import type { AuditReport } from '../report.ts'
import type { Text } from '../text.ts'
import { bases, basisText, verdictText } from '../verdict/words.ts'
import { both, escape } from './html-text.ts'

const shown = 10
const shownLosses = 4

/** @returns '' without an index (a profile without clauses, or nothing judged) */
export function indexSection(report: AuditReport, index: SecurityIndex | undefined): string {
  if (index === undefined || index.scores.length === 0) return ''
  const titles = new Map<string, Text>([...report.summary.departments.map((d) => [`department/${d.name}`, d.title] as const), ...report.summary.units.map((u) => [`${u.unit.kind}/${u.unit.name}`, u.unit.title] as const), ...(report.estate?.of('City') ?? []).map((c) => [`city/${c.name}`, { zh: c.title.zh, en: c.title.en ?? c.name }] as const)])
  const titleOf = ({ kind, name }: Score): Text => titles.get(`${kind}/${name}`) ?? { zh: name === '' ? '未归属' : name, en: name === '' ? 'unassigned' : name }
  const heads: readonly Text[] = [{ zh: '对象', en: 'Unit' }, { zh: '指数', en: 'Index' }, { zh: '同组名次', en: 'Rank' }, { zh: '同组', en: 'Peers' }, { zh: '覆盖', en: 'Coverage' }, ...bases.map((b) => basisText[b])]
  const head = heads.map((h, i) => `<th${i === 0 || i === 3 ? '' : ' class="n"'}>${both(h)}</th>`).join('')
  const groups = index.scores.filter((s) => s.kind === 'city' || s.kind === 'department')
  const lowest = index.scores.filter((s) => s.kind !== 'city' && s.kind !== 'department').sort((a, b) => (a.index ?? 101) - (b.index ?? 101) || (a.name < b.name ? -1 : 1)).slice(0, shown)
  return `<section><h2>${both({ zh: '网络安全指数', en: 'Security index' })} <small>${both(indexNotice)}</small></h2>
<p class="note">${both({ zh: `所负责条款的得分权重 ÷ 适用权重；未测评与出错得零分；权重 ${index.weights.format}/${index.weights.version}，城市指数另乘已声明命名空间的比例。覆盖不足 60% 的不可比。只在同一等级组成与规模的组内排名。`, en: `Achieved ÷ applicable weight of the clauses that the unit answers for; what was not assessed earns nothing; weights ${index.weights.format}/${index.weights.version}; a city's is multiplied by its share of declared namespaces. Below 60 % coverage nothing is compared. Ranks are within peers of the same levels and size.` })}</p>
<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${groups.map((s) => row(s, titleOf(s))).join('')}</tbody></table></div>
<h3>${both({ zh: `最低的 ${lowest.length} 个，及失分最多的条款`, en: `The lowest ${lowest.length}, and what costs them most` })}</h3>
<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${lowest.map((s) => row(s, titleOf(s)) + losses(index, s, heads.length)).join('')}</tbody></table></div></section>`
}

function row(score: Score, title: Text): string {
  const { undeclared } = score
  const missing = undeclared === undefined || undeclared.undeclared === 0 ? '' : `<small class="sub">${both({ zh: `未声明的命名空间 ${undeclared.undeclared}，已声明 ${undeclared.declared}`, en: `${undeclared.undeclared} undeclared namespaces, ${undeclared.declared} declared` })}</small>`
  const rank = score.comparable ? escape(String(score.rank ?? '–')) : both({ zh: '不可比', en: 'not comparable' })
  const share = (part: number): string => `${Math.floor(100 * (score.applicable === 0 ? 0 : part / score.applicable))}%`
  return `<tr><td>${both(title)}${missing}</td><td class="n"><b>${score.index === null ? '–' : score.index.toFixed(1)}</b></td><td class="n">${rank}</td><td>${both(peersText(score.peers))}</td><td class="n">${Math.floor(score.coverage * 100)}%</td>${bases.map((b) => `<td class="n">${share(score.assessed[b])}</td>`).join('')}</tr>`
}

function losses(index: SecurityIndex, { kind, name }: Score, columns: number): string {
  const list = (index.losses.get(`${kind}/${name}`) ?? []).slice(0, shownLosses)
  return list.length === 0 ? '' : `<tr><td colspan="${columns}"><small class="sub">${list.map((l) => `<code>${escape(l.clause)}</code> ${both(verdictText[l.verdict])} −${l.points.toFixed(1)}`).join(' · ')}</small></td></tr>`
}
