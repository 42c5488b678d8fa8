/** 一道墙 as a matrix: verdicts of every unit by the cell of their clause (云网数用端 × 事前事中事后 × 人防物防技防). */
import { wallAxes, type WallCell } from '../catalogue/clause.ts'
import type { AuditReport } from '../report.ts'
import type { Text } from '../text.ts'
import { countByWord, verdictText, verdictWords, type Verdict, type WordCounts } from '../verdict/words.ts'
import { both, escape } from './html-text.ts'

export interface MatrixCell extends WallCell {
  /** Clauses that stand in the cell; 0 = no clause of these levels does. */
  readonly clauses: number
  readonly counts: WordCounts
}

/** 45 cells, layer by layer, then phase, then means. */
export function wallMatrix({ verdicts, clauses }: Pick<AuditReport, 'verdicts' | 'clauses'>): readonly MatrixCell[] {
  const byCell = new Map<string, Verdict[]>()
  for (const verdict of verdicts) {
    const wall = clauses.get(verdict.clause)?.wall
    if (wall === undefined) continue
    const key = keyOf(wall)
    const known = byCell.get(key)
    if (known === undefined) byCell.set(key, [verdict])
    else known.push(verdict)
  }
  return wallAxes.layer.flatMap((layer) =>
    wallAxes.phase.flatMap((phase) =>
      wallAxes.means.map((means) => {
        const list = byCell.get(keyOf({ layer, phase, means })) ?? []
        return { layer, phase, means, clauses: new Set(list.map((v) => v.clause)).size, counts: countByWord(list) }
      }),
    ),
  )
}

/** What the page's script finds a clause's cell by. */
export function keyOf({ layer, phase, means }: WallCell): string {
  return `${layer}${phase}${means}`
}

const english: Readonly<Record<string, string>> = { 云: 'cloud', 网: 'network', 数: 'data', 用: 'use', 端: 'endpoint', 事前: 'before', 事中: 'during', 事后: 'after', 人防: 'people', 物防: 'premises', 技防: 'technology' }
const name = (word: string): Text => ({ zh: word, en: english[word] ?? word })

/** The section of the page; '' where nothing was judged. A cell is a button that filters the clauses. */
export function wallSection(report: AuditReport): string {
  if (report.summary.units.length === 0) return ''
  const cells = wallMatrix(report)
  const empty = cells.filter((c) => c.clauses === 0).length
  const phases = wallAxes.phase.map((p) => `<th colspan="3" class="phase">${both(name(p))}</th>`).join('')
  const means = wallAxes.phase.map(() => wallAxes.means.map((m) => `<th>${both(name(m))}</th>`).join('')).join('')
  const rows = wallAxes.layer.map((layer) => `<tr><th scope="row">${both(name(layer))}</th>${cells.filter((c) => c.layer === layer).map(cellHtml).join('')}</tr>`).join('')
  return `<section><h2>${both({ zh: '一道墙', en: 'One wall' })}</h2>
<p class="note">${both({ zh: `每格：适用结论里符合的比例、符合数／适用数，下面的条是五种结论的分布。点一格只看它的条款。斜线格没有条款落入（${empty} 格）：不是通过，是标准这几级没有放在那里的条款。`, en: `Each cell: share of applicable verdicts that are met, met/applicable, and below it all five words. Click one to see its clauses. Hatched: no clause stands there (${empty} cells), which is no pass.` })}</p>
<div class="scroll"><table class="wall"><thead><tr><td rowspan="2"></td>${phases}</tr><tr>${means}</tr></thead><tbody>${rows}</tbody></table></div></section>`
}

function cellHtml(cell: MatrixCell): string {
  const { counts, clauses } = cell
  if (clauses === 0) return '<td class="none" aria-label="没有条款"></td>'
  const applicable = verdictWords.reduce((n, w) => n + (w === 'not-applicable' ? 0 : counts[w]), 0)
  const share = applicable === 0 ? null : counts.met / applicable
  const label = `${cell.layer} ${cell.phase} ${cell.means}：${clauses} 个条款，${verdictWords.map((w) => `${verdictText[w].zh} ${counts[w]}`).join('，')}`
  const parts = verdictWords.filter((w) => counts[w] > 0).map((w) => `<i class="${w}" style="flex:${counts[w]}"></i>`)
  // Rounded down: 99.9 % is not 100 %.
  const shown = share === null ? '–' : `${Math.floor(share * 100)}%`
  return `<td class="m${share === null ? 0 : Math.floor(share * 4)}"><button type="button" data-wall="${escape(keyOf(cell))}" aria-pressed="false" title="${escape(label)}"><b>${shown}</b><small>${counts.met}/${applicable}</small><span class="bar">${parts.join('')}</span></button></td>`
}
