/** `--matrix zone|system|workload`: the whole answer, or the part between --from and --to on --port. */
import type { Estate } from '../../policies/estate/estate.ts'
import { allowedPorts, intersect } from '../../policies/network/port-set.ts'
import type { Connection, End, Reachability } from '../../policies/network/reachability.ts'
import { systemOf, zoneOf } from '../../policies/network/report/ends.ts'
import { expectedOf } from '../../policies/network/report/expected.ts'
import { renderDot, renderMermaid } from '../../policies/network/report/graph.ts'
import { groupMatrix, type Cell } from '../../policies/network/report/matrix.ts'
import { renderReachPage } from '../../policies/network/report/page.ts'
import { cellRows, csvHeads, headLines, pairRows, renderMatrixTable, renderPairTable } from '../../policies/network/report/tables.ts'
import { parsePorts } from '../../policies/network/report/words.ts'
import { workloadJsonPieces, type Filter } from '../../policies/network/report/workload-json.ts'
import { csvLine } from '../../policies/reports/csv.ts'
import { UsageError, type Invocation } from '../command.ts'
import type { ReachAnswer } from '../verbs/reach.ts'
import { endsNamed } from './ends.ts'
import { matrices, type MatrixWord, type ReachFormat } from './formats.ts'
import { reachabilityOf, type ClusterInput } from './inputs.ts'

export function matrix(inputs: readonly ClusterInput[], invocation: Invocation, estate: Estate | null, format: ReachFormat): ReachAnswer {
  const { string, lang } = invocation
  const narrowed = string('from') !== undefined || string('to') !== undefined
  const word: MatrixWord = matrices.find((m) => m === string('matrix')) ?? (narrowed || (estate === null && format !== 'html') ? 'workload' : 'zone')
  if (inputs.length > 1 && format !== 'table') {
    throw new UsageError(`输入有 ${inputs.length} 个集群，${format} 一次写一个：用 --cluster 指明（${inputs.map((i) => i.cluster).join('、')}）`, `the input holds ${inputs.length} clusters, ${format} writes one at a time: name it by --cluster (${inputs.map((i) => i.cluster).join(', ')})`)
  }
  return { failed: false, text: pieces() }

  function* pieces(): Generator<string> {
    for (const input of inputs) {
      const whole = reachabilityOf(input, invocation, estate, word !== 'workload' || format === 'html')
      const reach = onPorts(whole, string('port'))
      const filter = { from: endFilter(string('from'), 'from', whole), to: endFilter(string('to'), 'to', whole) }
      if (word === 'workload' && format !== 'html') yield* workloadPieces(reach, filter, input.cluster)
      else yield* groupPieces(reach, filter, input.cluster)
    }
  }
  function* workloadPieces(reach: Reachability, filter: Filter, cluster: string): Generator<string> {
    if (format === 'json') yield* workloadJsonPieces(reach, filter)
    else if (format === 'csv') {
      yield `\ufeff${csvLine(csvHeads.pairs)}`
      for (const row of pairRows(reach, filter)) yield csvLine(row)
    } else if (format === 'table') yield `${headLines(reach, cluster, lang).join('\n')}\n\n${renderPairTable(reach, filter, lang)}\n`
    else throw new UsageError(`--matrix workload 没有 ${format} 格式；可用 table、json、csv、html`, `--matrix workload has no ${format}; use table, json, csv, html`)
  }
  function* groupPieces(reach: Reachability, filter: Filter, cluster: string): Generator<string> {
    const expected = estate === null ? null : expectedOf(estate, cluster)
    const only: Reachability = narrowed ? { ...reach, connections: () => narrow(reach, filter) } : reach
    if (format === 'html') {
      yield renderReachPage(only, { cluster, estate, expected, lang })
      return
    }
    const cells = groupMatrix(only, word === 'system' ? systemOf : zoneOf, expected)
    if (format === 'json') yield `${JSON.stringify(cellsJson(cells, word, cluster, reach), null, 2)}\n`
    else if (format === 'csv') yield `\ufeff${[csvHeads.cells, ...cellRows(cells)].map(csvLine).join('')}`
    else if (format === 'dot') yield renderDot(cells, estate, lang)
    else if (format === 'mermaid') yield renderMermaid(cells, estate, lang)
    else if (format === 'markdown') yield `\`\`\`mermaid\n${renderMermaid(cells, estate, lang)}\`\`\`\n`
    else yield `${headLines(reach, cluster, lang).join('\n')}\n\n${renderMatrixTable(cells, estate, lang)}\n`
  }
}

function cellsJson(cells: readonly Cell[], word: MatrixWord, cluster: string, reach: Reachability): object {
  return {
    format: 'ywq.reach', version: 1, matrix: word, cluster, complete: reach.complete, doubts: reach.doubts.map(({ location, zh, en }) => ({ location, zh, en })),
    cells: cells.map((c) => ({ ...c, ports: allowedPorts(c.ports), undeclared: allowedPorts(c.undeclared), unknown: allowedPorts(c.unknown) })),
  }
}

function endFilter(text: string | undefined, option: string, reach: Reachability): Filter['from'] {
  if (text === undefined) return () => true
  const ends = new Set(endsNamed(text, option, reach).map((end) => end.id))
  // A block that cuts an address class is answered by the class that holds it: the policies treat both alike.
  return (end) => ends.has(end.id)
}

function* narrow(reach: Reachability, filter: Filter): Iterable<Connection> {
  const keep = (ends: readonly End[], test: Filter['from']): readonly End[] => ends.filter(test)
  for (const connection of reach.connections()) {
    const [from, to] = [keep(connection.from, filter.from), keep(connection.to, filter.to)]
    if (from.length > 0 && to.length > 0) yield { ...connection, from, to }
  }
}

/** The answer on some ports only. @throws UsageError where the text is no port list */
export function onPorts(reach: Reachability, text: string | undefined): Reachability {
  if (text === undefined) return reach
  const ports = parsePorts(text)
  if (ports === null) throw new UsageError(`--port ${text} 的写法不对；例：443、80-81、53/UDP、80,443/TCP`, `--port ${text} is no list of ports; such as 443, 80-81, 53/UDP, 80,443/TCP`)
  function* connections(): Iterable<Connection> {
    for (const connection of reach.connections()) {
      const cut = { ...connection, allow: intersect(connection.allow, ports ?? []), unknown: intersect(connection.unknown, ports ?? []) }
      if (cut.allow.length > 0 || cut.unknown.length > 0) yield cut
    }
  }
  return { ...reach, connections }
}
