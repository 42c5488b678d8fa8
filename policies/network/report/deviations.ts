/** Allowed = declared: what is reachable and declared by no approved Flow, what a Flow declares and nothing implements, what is unknown. */
import type { Text } from '../../text.ts'
import { covered, overlaps } from '../cidr.ts'
import { minus, type PortSet } from '../port-set.ts'
import type { End, Reachability, Step, UnknownPair, Workload } from '../reachability.ts'
import { namespaceOf, placeOfEnd } from './ends.ts'
import type { DeclaredFlow, Expected, FlowSide } from './expected.ts'
import { portsText, policyText } from './words.ts'

interface Pair {
  readonly from: End
  readonly to: End
  readonly ports: PortSet
  /** Rules that let it through, or policies and rules that hold it back. Empty = no policy of the side has a say. */
  readonly by: readonly Step[]
}

export type Deviation =
  | (Pair & { readonly kind: 'undeclared'; readonly unapproved: readonly string[] })
  | (Pair & { readonly kind: 'unimplemented'; readonly flow: DeclaredFlow })
  | (UnknownPair & { readonly kind: 'unknown' })

/** Pairs that need a declaration: one end is in a tenant's namespace, and they are not of one namespace. */
export function needsFlow(from: End, to: End): boolean {
  return (placeOfEnd(from) !== undefined || placeOfEnd(to) !== undefined) && namespaceOf(from) !== namespaceOf(to)
}

/** An unapproved Flow declares nothing; where it is open all the same it is named. In the order: undeclared, unimplemented, unknown. */
export function deviations(reach: Reachability, expected: Expected): readonly Deviation[] {
  const unknown = [...reach.unknown()].filter((pair) => needsFlow(pair.from, pair.to)).map((pair): Deviation => ({ ...pair, kind: 'unknown' }))
  return [...undeclared(reach, expected), ...unimplemented(reach, expected), ...unknown]
}

function undeclared(reach: Reachability, expected: Expected): readonly Deviation[] {
  const found: Deviation[] = []
  for (const { from, to, allow } of reach.connections()) {
    if (allow.length === 0) continue
    for (const a of from) {
      for (const b of to) {
        if (!needsFlow(a, b)) continue
        const ports = minus(allow, expected.ports(a, b))
        if (ports.length === 0) continue
        const unapproved = expected.between(a, b).filter((f) => !f.approved).map((f) => f.flow.name)
        found.push({ kind: 'undeclared', from: a, to: b, ports, by: opening(reach, a, b, ports), unapproved })
      }
    }
  }
  return found
}

/** Allow rules on both sides that open at least one of the ports. */
export function opening(reach: Reachability, from: End, to: End, ports: PortSet): readonly Step[] {
  const { egress, ingress } = reach.explain(from, to)
  return [...(egress?.steps ?? []), ...(ingress?.steps ?? [])].filter((step) => step.action === 'allow' && minus(ports, step.matches).length < ports.length)
}

/** One deviation a Flow: the first pair of its ends that lacks ports. What the Flow's own exceptions cut out is not asked. */
function unimplemented(reach: Reachability, expected: Expected): readonly Deviation[] {
  const byNamespace = new Map<string, Workload[]>()
  for (const workload of reach.workloads) {
    const list = byNamespace.get(workload.namespace)
    if (list === undefined) byNamespace.set(workload.namespace, [workload])
    else list.push(workload)
  }
  const at = (side: FlowSide): readonly End[] => {
    if ('namespace' in side) return byNamespace.get(side.namespace) ?? []
    return reach.externals.filter((end) => end.ranges.every((range) => covered(range, side.ranges) && !expected.guarded.some((guarded) => overlaps(guarded, range))))
  }
  return expected.flows.flatMap((flow): readonly Deviation[] => {
    if (!flow.approved) return []
    for (const from of at(flow.from)) {
      for (const to of at(flow.to)) {
        const answer = reach.allowed(from, to)
        const ports = minus(minus(flow.ports, answer.allow), answer.unknown)
        if (ports.length === 0) continue
        const { egress, ingress } = reach.explain(from, to)
        const by = [egress, ingress].flatMap((side) => (side === null || minus(ports, side.allow).length === 0 ? [] : side.steps.filter((step) => step.action === 'isolate' || step.action === 'deny')))
        return [{ kind: 'unimplemented', flow, from, to, ports, by }]
      }
    }
    return []
  })
}

/** One sentence for the reader, with the policies that do it. */
export function deviationText(deviation: Deviation): Text {
  const pair = `${deviation.from.id} → ${deviation.to.id} (${portsText(deviation.ports)})`
  if (deviation.kind === 'unknown') {
    return { zh: `不能断定 ${pair}：${deviation.why.map((w) => w.zh).join('；')}`, en: `${pair} cannot be decided: ${deviation.why.map((w) => w.en).join('; ')}` }
  }
  const by = [...new Set(deviation.by.map(policyText))].join(', ')
  if (deviation.kind === 'unimplemented') {
    return {
      zh: `声明了却不通：流 ${deviation.flow.flow.name}，${pair}${by === '' ? '' : `；拦住它的是 ${by}`}`,
      en: `declared but blocked: Flow ${deviation.flow.flow.name}, ${pair}${by === '' ? '' : `; held by ${by}`}`,
    }
  }
  const flows = deviation.unapproved.join(', ')
  return {
    zh: `没有声明却放行：${pair}${flows === '' ? '' : `；流 ${flows} 未获批准`}${by === '' ? '；两侧都没有策略管着' : `；放行它的是 ${by}`}`,
    en: `allowed without a Flow: ${pair}${flows === '' ? '' : `; the Flow ${flows} is not approved`}${by === '' ? '; no policy on either side' : `; let through by ${by}`}`,
  }
}
