/** The group matrix as a drawing for other tools: Graphviz DOT and Mermaid. Undeclared arrows are red, unknown ones dashed. */
import type { Estate } from '../../estate/estate.ts'
import type { Language } from '../../text.ts'
import { groupText } from './ends.ts'
import type { Cell } from './matrix.ts'
import { portsText } from './words.ts'

/** Title of a zone or system by the estate; the name itself where it has none. */
export function titleOf(name: string, estate: Estate | null, lang: Language): string {
  const group = groupText[name]
  if (group !== undefined) return group[lang]
  const title = estate?.get('Zone', name)?.title ?? estate?.get('System', name)?.title
  return title === undefined ? name : lang === 'zh' ? title.zh : (title.en ?? title.zh)
}

const names = (cells: readonly Cell[]): readonly string[] => [...new Set(cells.flatMap((cell) => [cell.from, cell.to]))]
const label = (cell: Cell): string => `${portsText(cell.ports)}${cell.undeclared.length > 0 ? ` ! ${portsText(cell.undeclared)}` : ''}`

/** Strings of DOT are quoted; a quote and a backslash in them are escaped (graphviz.org/doc/info/lang.html). */
export function renderDot(cells: readonly Cell[], estate: Estate | null, lang: Language): string {
  const quote = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&').replace(/\p{Cc}/gu, ' ')}"`
  return [
    'digraph reach {', '  rankdir=LR; node [shape=box, fontname="Noto Sans CJK SC"]; edge [fontname="Noto Sans CJK SC", fontsize=9];',
    ...names(cells).map((name) => `  ${quote(name)} [label=${quote(titleOf(name, estate, lang))}];`),
    ...cells.map((cell) => `  ${quote(cell.from)} -> ${quote(cell.to)} [label=${quote(label(cell))}${cell.undeclared.length > 0 ? ', color=red, fontcolor=red' : ''}${cell.unknown.length > 0 ? ', style=dashed' : ''}];`),
    '}', '',
  ].join('\n')
}

/** Ids of Mermaid are n0, n1 …; labels are quoted and use its entity codes for quotes and hashes. */
export function renderMermaid(cells: readonly Cell[], estate: Estate | null, lang: Language): string {
  const quote = (text: string): string => `"${text.replace(/\p{Cc}/gu, ' ').replaceAll('#', '#35;').replaceAll('"', '#quot;').replaceAll('<', '#lt;').replaceAll('>', '#gt;')}"`
  const ids = new Map(names(cells).map((name, i) => [name, `n${i}`]))
  const red = cells.flatMap((cell, i) => (cell.undeclared.length > 0 ? [i] : []))
  return [
    'flowchart LR',
    ...[...ids].map(([name, id]) => `  ${id}[${quote(titleOf(name, estate, lang))}]`),
    ...cells.map((cell) => `  ${ids.get(cell.from) ?? ''} ${cell.unknown.length > 0 ? '-.->' : '-->'}|${quote(label(cell))}| ${ids.get(cell.to) ?? ''}`),
    ...(red.length === 0 ? [] : [`  linkStyle ${red.join(',')} stroke:#c62828,color:#c62828`]), '',
  ].join('\n')
}
