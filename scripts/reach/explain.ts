/** `--explain --from A --to B [--port P]`: every policy and rule that allows or blocks, in words. */
import type { Estate } from '../../policies/estate/estate.ts'
import { allowedPorts, allPorts, intersect } from '../../policies/network/port-set.ts'
import type { Explanation } from '../../policies/network/reachability.ts'
import { explainLines, parsePorts, policyText } from '../../policies/network/report/words.ts'
import { UsageError, type Invocation } from '../command.ts'
import type { ReachAnswer } from '../verbs/reach.ts'
import { endsNamed } from './ends.ts'
import type { ReachFormat } from './formats.ts'
import { reachabilityOf, type ClusterInput } from './inputs.ts'

/** Pairs explained at once; a namespace may hold many workloads. */
const maxPairs = 50

export function explain(inputs: readonly ClusterInput[], invocation: Invocation, estate: Estate | null, format: ReachFormat): ReachAnswer {
  const { string, lang } = invocation
  const [from, to, port] = [string('from'), string('to'), string('port')]
  if (from === undefined || to === undefined) throw new UsageError('--explain 需要 --from 和 --to', '--explain needs --from and --to')
  const ports = port === undefined ? allPorts : parsePorts(port)
  if (ports === null) throw new UsageError(`--port ${port ?? ''} 的写法不对；例：443、53/UDP`, `--port ${port ?? ''} is no port; such as 443, 53/UDP`)
  if (format !== 'table' && format !== 'json') throw new UsageError(`--explain 只有 table 和 json，得到 ${format}`, `--explain has table and json only, got ${format}`)
  const explanations = inputs.flatMap((input): readonly Explanation[] => {
    const reach = reachabilityOf(input, invocation, estate, false)
    return endsNamed(from, 'from', reach).flatMap((a) => endsNamed(to, 'to', reach).map((b) => reach.explain(a, b)))
  }).map((one): Explanation => ({ ...one, allow: intersect(one.allow, ports), unknown: intersect(one.unknown, ports) }))
  const shown = explanations.slice(0, maxPairs)
  if (format === 'json') return { failed: false, text: [`${JSON.stringify({ format: 'ywq.reach.explain', version: 1, pairs: shown.map(explanationJson), omitted: explanations.length - shown.length }, null, 2)}\n`] }
  const more = explanations.length > shown.length ? [lang === 'zh' ? `另有 ${explanations.length - shown.length} 对未列出` : `${explanations.length - shown.length} more pairs`] : []
  return { failed: false, text: [`${[...shown.flatMap((one) => [...explainLines(one, ports, lang), '']), ...more].join('\n')}\n`] }
}

function explanationJson({ from, to, allow, unknown, egress, ingress }: Explanation): object {
  const side = (one: Explanation['egress']): object | null => (one === null ? null : {
    allow: allowedPorts(one.allow), unknown: allowedPorts(one.unknown), byDefault: allowedPorts(one.byDefault), why: one.why,
    steps: one.steps.map((step) => ({ tier: step.tier, action: step.action, policy: policyText(step), rule: step.rule, location: step.policy.location, matches: allowedPorts(step.matches), decides: allowedPorts(step.decides), certain: step.certain })),
  })
  return { from: from.id, to: to.id, allow: allowedPorts(allow), unknown: allowedPorts(unknown), egress: side(egress), ingress: side(ingress) }
}
