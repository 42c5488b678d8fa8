/** `--diff OLD NEW`: what a change of manifests allows and blocks; 1 where something is allowed without an approved Flow. */
import type { Estate } from '../../policies/estate/estate.ts'
import { labels } from '../../policies/names.ts'
import { diffReach, undeclaredChanges } from '../../policies/network/report/diff.ts'
import { diffJson, renderDiffMarkdown, renderDiffTable } from '../../policies/network/report/diff-text.ts'
import { expectedOf } from '../../policies/network/report/expected.ts'
import { metadataOf } from '../../policies/placed.ts'
import type { Unreadable } from '../../policies/subject.ts'
import { UsageError, type Invocation } from '../command.ts'
import type { ReachAnswer } from '../verbs/reach.ts'
import type { ReachFormat } from './formats.ts'
import { clusterInputs, reachabilityOf, type ClusterInput } from './inputs.ts'

export async function diffInputs(invocation: Invocation, estate: Estate | null, format: ReachFormat): Promise<{ readonly answer: ReachAnswer; readonly unreadable: readonly Unreadable[] }> {
  const [oldPath, newPath, ...more] = invocation.positionals
  if (oldPath === undefined || newPath === undefined || more.length > 0) throw new UsageError('--diff 需要两个输入：--diff OLD NEW', '--diff needs two inputs: --diff OLD NEW')
  if (format !== 'table' && format !== 'json' && format !== 'markdown') throw new UsageError(`--diff 只有 table、json 和 markdown，得到 ${format}`, `--diff has table, json and markdown only, got ${format}`)
  const before = await clusterInputs(invocation, [oldPath], estate)
  const after = await clusterInputs(invocation, [newPath], estate)
  const unreadable = [...before.unreadable, ...after.unreadable]
  const clusters = [...new Set([...before.inputs, ...after.inputs].map((i) => i.cluster))]
  if (clusters.length === 0 && unreadable.length === 0) throw new UsageError('两个输入里都没有 Kubernetes 对象', 'neither input holds a Kubernetes object')
  const answers = clusters.map((cluster) => {
    const [a, b] = [inputOf(before.inputs, cluster), inputOf(after.inputs, cluster)]
    const expected = estate === null ? null : expectedOf(estate, cluster)
    return diffReach(reachabilityOf(a, invocation, estate, true), reachabilityOf(b, invocation, estate, true), expected, flowsIn(a))
  })
  const failed = answers.some((diff) => undeclaredChanges(diff).length > 0 || diff.newlyUnknown.length > 0)
  const text = answers.map((diff, i) => (clusters.length > 1 ? `${format === 'markdown' ? '### ' : ''}${clusters[i] ?? ''}\n` : '') + (format === 'markdown' ? renderDiffMarkdown(diff, estate) : renderDiffTable(diff, estate, invocation.lang)))
  const json = answers.map((diff, i) => ({ cluster: clusters[i] ?? '', ...diffJson(diff, estate) }))
  return { unreadable, answer: { failed, text: format === 'json' ? [`${JSON.stringify(json.length === 1 ? json[0] : json, null, 2)}\n`] : text } }
}

/** A cluster that one side does not have is an empty one there. */
function inputOf(inputs: readonly ClusterInput[], cluster: string): ClusterInput {
  return inputs.find((i) => i.cluster === cluster) ?? { cluster, snapshots: [{ cluster, source: 'manifests', readAt: '', subjects: [], complete: { has: () => true }, unreadable: [] }] }
}

function flowsIn(input: ClusterInput): ReadonlySet<string> {
  return new Set(input.snapshots.flatMap((s) => s.subjects).flatMap((subject) => (subject.kind === 'NetworkPolicy' ? (metadataOf(subject).labels?.[labels.flow] ?? []) : [])))
}
