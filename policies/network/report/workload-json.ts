/** JSON of `--matrix workload` (design: command line contract): every workload, every pair with ports, what is unknown. */
import { allowedPorts } from '../port-set.ts'
import type { End, Reachability } from '../reachability.ts'

export interface Filter {
  readonly from: (end: End) => boolean
  readonly to: (end: End) => boolean
}

/** Pieces of the document, so that a province's pairs need no string of their own size. One line a connection. */
export function* workloadJsonPieces(reach: Reachability, { from, to }: Filter): Generator<string> {
  yield '{\n  "workloads": ['
  yield* joined(reach.workloads.map(({ id, kind, labels }) => JSON.stringify({ id, kind, labels })))
  yield '],\n  "connections": ['
  yield* joined(pairs(reach, from, to))
  yield '],\n  "unknown": ['
  yield* joined(unknowns(reach, from, to))
  yield `],\n  "complete": ${String(reach.complete)}\n}\n`
}

function* pairs(reach: Reachability, from: Filter['from'], to: Filter['to']): Generator<string> {
  for (const connection of reach.connections()) {
    if (connection.allow.length === 0) continue
    const allow = JSON.stringify(allowedPorts(connection.allow))
    for (const a of connection.from) {
      if (!from(a)) continue
      for (const b of connection.to) {
        if (!to(b)) continue
        // An address class may need several blocks; each is a row of its own, so that every row names a CIDR.
        for (const f of namesOf(a)) for (const t of namesOf(b)) yield `{"from":${JSON.stringify(f)},"to":${JSON.stringify(t)},"allow":${allow}}`
      }
    }
  }
}

function* unknowns(reach: Reachability, from: Filter['from'], to: Filter['to']): Generator<string> {
  for (const pair of reach.unknown()) {
    if (!from(pair.from) || !to(pair.to)) continue
    const why = pair.why.map((w) => `${w.zh} / ${w.en}`).join('; ')
    for (const f of namesOf(pair.from)) for (const t of namesOf(pair.to)) yield JSON.stringify({ from: f, to: t, why, ports: allowedPorts(pair.ports) })
  }
  for (const doubt of reach.doubts) yield JSON.stringify({ from: '*', to: '*', why: `${doubt.location}: ${doubt.zh} / ${doubt.en}` })
}

const namesOf = (end: End): readonly string[] => (end.type === 'external' ? end.cidrs : [end.id])

function* joined(lines: Iterable<string>): Generator<string> {
  let first = true
  for (const line of lines) {
    yield `${first ? '' : ','}\n    ${line}`
    first = false
  }
  if (!first) yield '\n  '
}
