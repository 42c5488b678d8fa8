/** Which clusters a run reaches, by --context and --kubeconfig, and reading them. Contexts are never in the estate. */
import type { Estate } from '../policies/estate/estate.ts'
import { connect } from '../policies/sources/live/connection.ts'
import { readLive } from '../policies/sources/live.ts'
import type { Snapshot } from '../policies/subject.ts'
import { asUsageError, say, UsageError, type Invocation } from './command.ts'
import { progress } from './output.ts'

export interface LiveCluster {
  readonly name: string
  readonly read: (readAt: string) => Promise<Snapshot>
  /** POSTs a review to the cluster's API server. */
  readonly review: (path: string, body: Readonly<Record<string, unknown>>) => Promise<unknown>
}

/**
 * `--context CLUSTER=CONTEXT` for each cluster; `--context CONTEXT`, or none, where the estate has one cluster (or there is no estate).
 * @throws UsageError naming what is missing or unknown
 */
export async function liveClusters(invocation: Pick<Invocation, 'strings' | 'string' | 'lang'>, estate: Estate | null): Promise<readonly LiveCluster[]> {
  const kubeconfig = invocation.string('kubeconfig')
  const known = estate?.of('Cluster').map((c) => c.name) ?? []
  const given = invocation.strings('context')
  const pairs = (given.length === 0 ? [undefined] : given).map((text) => {
    const at = text?.indexOf('=') ?? -1
    const cluster = text === undefined || at < 0 ? (known.length === 1 ? (known[0] ?? '') : known.length === 0 ? (text ?? 'live') : undefined) : text.slice(0, at)
    if (cluster === undefined) throw new UsageError(`声明有 ${known.length} 个集群：用 --context 集群=上下文 指明，集群是 ${known.join('、')}`, `the estate has ${known.length} clusters: name each by --context CLUSTER=CONTEXT, clusters are ${known.join(', ')}`)
    if (estate !== null && !known.includes(cluster)) throw new UsageError(`声明里没有集群 ${cluster}；有：${known.join('、')}`, `the estate has no cluster ${cluster}; it has ${known.join(', ')}`)
    return { cluster, context: text === undefined ? undefined : at < 0 ? text : text.slice(at + 1) }
  })
  return Promise.all(
    pairs.map(async ({ cluster, context }) => {
      const connection = await connect({ ...(kubeconfig === undefined ? {} : { kubeconfig }), ...(context === undefined ? {} : { context }) }).catch((error: unknown) => {
        throw asUsageError(error)
      })
      return {
        name: cluster,
        read: (readAt: string) =>
          readLive(connection, { readAt, estate, cluster, onProgress: (done, all) => progress(say({ zh: `读取集群 ${cluster}：${done}/${all} 种对象`, en: `reading cluster ${cluster}: ${done}/${all} kinds` }, invocation.lang)) }),
        review: async (path, body) => (await connection.post(path, body)).body,
      }
    }),
  )
}

/** Reads every cluster named. @throws UsageError where one cannot be reached */
export async function liveSnapshots(invocation: Pick<Invocation, 'strings' | 'string' | 'lang'>, estate: Estate | null, readAt: string): Promise<readonly Snapshot[]> {
  const clusters = await liveClusters(invocation, estate)
  return Promise.all(clusters.map((c) => c.read(readAt).catch((error: unknown) => {
    throw asUsageError(error, { zh: `连不上集群 ${c.name}：`, en: `cannot read cluster ${c.name}: ` })
  })))
}
