/** `--assert-flows --estate DIR`: allowed = declared; everything else, and everything unknown, is told and fails. */
import type { Estate } from '../../policies/estate/estate.ts'
import { allowedPorts } from '../../policies/network/port-set.ts'
import { deviations, deviationText, type Deviation } from '../../policies/network/report/deviations.ts'
import { expectedOf } from '../../policies/network/report/expected.ts'
import { headLines } from '../../policies/network/report/tables.ts'
import { policyText } from '../../policies/network/report/words.ts'
import { UsageError, type Invocation } from '../command.ts'
import type { ReachAnswer } from '../verbs/reach.ts'
import type { ReachFormat } from './formats.ts'
import { reachabilityOf, type ClusterInput } from './inputs.ts'

/** Lines shown on a terminal; JSON holds all. */
const maxLines = 200

export function assertFlows(inputs: readonly ClusterInput[], invocation: Invocation, estate: Estate | null, format: ReachFormat): ReachAnswer {
  if (estate === null) throw new UsageError('--assert-flows 需要 --estate 目录', '--assert-flows needs --estate DIR')
  if (format !== 'table' && format !== 'json') throw new UsageError(`--assert-flows 只有 table 和 json，得到 ${format}`, `--assert-flows has table and json only, got ${format}`)
  const { lang } = invocation
  const answers = inputs.map((input) => {
    const reach = reachabilityOf(input, invocation, estate, true)
    const expected = expectedOf(estate, input.cluster)
    return { input, reach, flows: expected.flows.filter((f) => f.approved).length, found: deviations(reach, expected) }
  })
  // Parts that could not be read or are not whole may hide an allowed pair: unknown fails.
  const failed = answers.some(({ reach, found }) => found.length > 0 || !reach.complete)
  if (format === 'json') {
    const clusters = answers.map(({ input, reach, flows, found }) => ({ cluster: input.cluster, flows, complete: reach.complete, doubts: reach.doubts.map(({ location, zh, en }) => ({ location, zh, en })), deviations: found.map(deviationJson) }))
    return { failed, text: [`${JSON.stringify({ format: 'ywq.reach.assert', version: 1, holds: !failed, clusters }, null, 2)}\n`] }
  }
  const lines = answers.flatMap(({ input, reach, flows, found }) => {
    const verdict = found.length === 0 && reach.complete
      ? { zh: `✓ 放行的 = 声明的：${flows} 条已批准的流全部落实，没有别的放行`, en: `✓ allowed = declared: ${flows} approved Flows are all implemented and nothing else is allowed` }
      : { zh: `✗ ${found.length} 处与声明不符${reach.complete ? '' : '；输入不完整，不能断定没有别的放行'}`, en: `✗ ${found.length} deviations from the declaration${reach.complete ? '' : '; the input is incomplete: that nothing else is allowed cannot be concluded'}` }
    const shown = found.slice(0, maxLines).map((one) => `  ${deviationText(one)[lang]}`)
    const more = found.length > shown.length ? [lang === 'zh' ? `  另有 ${found.length - shown.length} 处，见 --format json` : `  ${found.length - shown.length} more: --format json`] : []
    return [...headLines(reach, input.cluster, lang), verdict[lang], ...shown, ...more, '']
  })
  return { failed, text: [`${lines.join('\n')}\n`] }
}

function deviationJson(deviation: Deviation): object {
  const { kind, from, to, ports } = deviation
  return {
    kind, from: from.id, to: to.id, ports: allowedPorts(ports), text: deviationText(deviation),
    ...(deviation.kind === 'unknown' ? {} : { by: [...new Set(deviation.by.map(policyText))] }), ...(deviation.kind === 'unimplemented' ? { flow: deviation.flow.flow.name } : {}),
    ...(deviation.kind === 'undeclared' ? { unapproved: deviation.unapproved } : {}),
  }
}
