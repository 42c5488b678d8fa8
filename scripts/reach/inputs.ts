/** Inputs of `ywq reach`: read as `ywq audit` reads them, one snapshot a cluster. */
import type { Estate } from '../../policies/estate/estate.ts'
import { withEmptyTiers } from '../../policies/network/report/empty-tiers.ts'
import { assumptionsOf, assumeWords } from '../../policies/network/assumptions.ts'
import { buildReachability, type Reachability } from '../../policies/network/reachability.ts'
import { readInput } from '../../policies/sources/detect.ts'
import type { Snapshot, Unreadable } from '../../policies/subject.ts'
import { say, UsageError, type Invocation } from '../command.ts'
import { liveSnapshots } from '../live-snapshots.ts'
import { note } from '../output.ts'

export interface ClusterInput {
  readonly cluster: string
  readonly snapshots: readonly Snapshot[]
}

/**
 * @returns inputs by cluster in order of appearance, without those that hold no Kubernetes object
 * @throws UsageError where nothing is given or a cluster is named that no input has
 */
export async function clusterInputs(invocation: Invocation, paths: readonly string[], estate: Estate | null): Promise<{ readonly inputs: readonly ClusterInput[]; readonly unreadable: readonly Unreadable[] }> {
  const readAt = new Date().toISOString()
  const wanted = invocation.strings('cluster').flatMap((c) => c.split(','))
  const snapshots: Snapshot[] = []
  for (const path of paths) {
    const [only] = wanted
    snapshots.push(...(await readInput(path, { readAt, estate, ...(wanted.length === 1 && only !== undefined ? { cluster: only } : {}), note: (n) => note(`${n.location}: ${say(n, invocation.lang)}`) })))
  }
  if (invocation.flag('live')) snapshots.push(...(await liveSnapshots(invocation, estate, readAt)))
  const byCluster = new Map<string, Snapshot[]>()
  for (const snapshot of snapshots) {
    if (snapshot.subjects.every((s) => s.group === 'ywq')) continue
    byCluster.set(snapshot.cluster, [...(byCluster.get(snapshot.cluster) ?? []), snapshot])
  }
  const missing = wanted.find((c) => !byCluster.has(c))
  if (missing !== undefined && snapshots.every((s) => s.unreadable.length === 0)) throw new UsageError(`输入里没有集群 ${missing}；有：${[...byCluster.keys()].join('、')}`, `no input holds cluster ${missing}; there is ${[...byCluster.keys()].join(', ')}`)
  const inputs = [...byCluster].filter(([cluster]) => wanted.length === 0 || wanted.includes(cluster)).map(([cluster, own]) => ({ cluster, snapshots: own }))
  return { inputs, unreadable: snapshots.flatMap((s) => s.unreadable) }
}

/** @param emptyTiers adds a stand-in for each declared tier without workloads in the input */
export function reachabilityOf(input: ClusterInput, invocation: Invocation, estate: Estate | null, emptyTiers: boolean): Reachability {
  const word = assumeWords.find((w) => w === invocation.string('assume'))
  const [first, ...more] = input.snapshots
  // The stand-ins are looked for over all inputs of the cluster, so they go into one of them.
  const whole = first === undefined || !emptyTiers ? input.snapshots : [withEmptyTiers({ ...first, subjects: input.snapshots.flatMap((s) => s.subjects) }, estate, 'given'), ...more.map((s) => ({ ...s, subjects: [] }))]
  return buildReachability(whole, assumptionsOf(estate, input.cluster, word))
}
