/** Matrices and pairs for a terminal and for a spreadsheet. */
import type { Estate } from '../../estate/estate.ts'
import type { Language, Text } from '../../text.ts'
import { cut } from '../../reports/width.ts'
import type { Reachability } from '../reachability.ts'
import { alignedRows } from './columns.ts'
import { titleOf } from './graph.ts'
import type { Cell } from './matrix.ts'
import { portsText } from './words.ts'
import type { Filter } from './workload-json.ts'

/** What no answer is printed without: which input, whether it is whole, and what is assumed. */
export function headLines(reach: Reachability, cluster: string, lang: Language): readonly string[] {
  const say = (text: Text): string => text[lang]
  const unknown = [...reach.unknown()].length
  return [
    say({
      zh: `集群 ${cluster === '' ? '（未写明）' : cluster}：${reach.workloads.length} 个工作负载，云外地址分 ${reach.externals.length} 类${reach.complete ? '' : `；结果不完整，${unknown} 对不能断定`}`,
      en: `cluster ${cluster === '' ? '(not stated)' : cluster}: ${reach.workloads.length} workloads, outside addresses in ${reach.externals.length} classes${reach.complete ? '' : `; incomplete, ${unknown} pairs cannot be decided`}`,
    }),
    ...reach.doubts.map((doubt) => `  ${say({ zh: '存疑', en: 'in doubt' })} ${doubt.location}：${say(doubt)}`),
    ...reach.stated.map((text) => `  ${say(text)}`),
  ]
}

const heads = {
  cells: { zh: ['从', '到', '端口', '对数', '未声明', '流'], en: ['from', 'to', 'ports', 'pairs', 'undeclared', 'flows'] },
  pairs: { zh: ['从', '到', '端口', '不能断定'], en: ['from', 'to', 'ports', 'unknown'] },
} as const

/** Cells one a row, those with something undeclared first. */
export function renderMatrixTable(cells: readonly Cell[], estate: Estate | null, lang: Language): string {
  const sorted = [...cells].sort((a, b) => Number(b.undeclared.length > 0) - Number(a.undeclared.length > 0))
  const rows = sorted.map((cell) => [
    titleOf(cell.from, estate, lang), titleOf(cell.to, estate, lang), cut(portsText(cell.ports), 44), String(cell.pairs),
    cell.undeclared.length === 0 ? '' : `✗ ${cut(portsText(cell.undeclared), 40)} (${cell.undeclaredPairs})`, cell.flows.length > 3 ? `${cell.flows.slice(0, 3).join(' ')} +${cell.flows.length - 3}` : cell.flows.join(' '),
  ])
  return `${alignedRows(heads.cells[lang], rows).join('\n')}\n`
}

/** Pairs of workloads and addresses, one a row. */
export function* pairRows(reach: Reachability, { from, to }: Filter): Generator<readonly string[]> {
  for (const connection of reach.connections()) {
    for (const a of connection.from) {
      if (!from(a)) continue
      for (const b of connection.to) if (to(b)) yield [a.id, b.id, portsText(connection.allow), portsText(connection.unknown)]
    }
  }
}

export function renderPairTable(reach: Reachability, filter: Filter, lang: Language): string {
  return `${alignedRows(heads.pairs[lang], [...pairRows(reach, filter)]).join('\n')}\n`
}

export function cellRows(cells: readonly Cell[]): readonly (readonly string[])[] {
  return cells.map((cell) => [cell.from, cell.to, portsText(cell.ports), String(cell.pairs), portsText(cell.undeclared), String(cell.undeclaredPairs), portsText(cell.unknown), cell.flows.join(' ')])
}

export const csvHeads = {
  cells: ['from', 'to', 'ports', 'pairs', 'undeclared', 'undeclaredPairs', 'unknown', 'flows'],
  pairs: ['from', 'to', 'ports', 'unknown'],
} as const
