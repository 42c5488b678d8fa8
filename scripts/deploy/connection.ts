/**
 * How a cluster is reached: by the kubeconfig and a context of it, handed to Terraform in the environment. Nothing of it is in the estate.
 */
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { UsageError } from '../command.ts'

export interface Connection {
  /** File given by hand. @default KUBE_CONFIG_PATH(S), KUBECONFIG, ~/.kube/config, in that order; none of them: inside a cluster */
  readonly kubeconfig?: string | undefined
  /** Context a cluster, by the cluster's name. @default the kubeconfig's current one, where only one cluster is concerned */
  readonly contexts: ReadonlyMap<string, string>
}

/**
 * Reads `--context CLUSTER=CONTEXT`; a context alone is the only cluster's.
 * @throws UsageError where a cluster is unknown or has no context among several
 */
export function readContexts(given: readonly string[], clusters: readonly string[]): ReadonlyMap<string, string> {
  const contexts = new Map<string, string>()
  const [only, second] = clusters
  for (const text of given) {
    const at = text.indexOf('=')
    const named = at > 0 && clusters.includes(text.slice(0, at))
    if (named) contexts.set(text.slice(0, at), text.slice(at + 1))
    else if (only !== undefined && second === undefined) contexts.set(only, text)
    else throw new UsageError(`--context ${text} 没有写明是哪个集群的：写 集群=上下文，集群有 ${clusters.join(' ')}`, `--context ${text} does not say whose it is: write CLUSTER=CONTEXT, the clusters are ${clusters.join(' ')}`)
  }
  const without = clusters.filter((cluster) => !contexts.has(cluster) && environmentContext(cluster) === undefined)
  // With one cluster the kubeconfig's current context is meant; with several it would send all of them to one place.
  if (clusters.length > 1 && without.length > 0) {
    throw new UsageError(`集群 ${without.join(' ')} 用哪个上下文连接：--context ${without[0] ?? ''}=上下文（或环境变量 ${variableOf(without[0] ?? '')}）`, `which context reaches ${without.join(' ')}: --context ${without[0] ?? ''}=CONTEXT (or the environment variable ${variableOf(without[0] ?? '')})`)
  }
  return contexts
}

function variableOf(cluster: string): string {
  // The Terraform variable of the stack: stacks/engine.ts, contextVariable.
  return `TF_VAR_context_${cluster.replaceAll('-', '_')}`
}

function environmentContext(cluster: string): string | undefined {
  return process.env[variableOf(cluster)]
}

/** Context that reaches a cluster; undefined: the kubeconfig's current one. */
export function contextOf(connection: Connection, cluster: string): string | undefined {
  return connection.contexts.get(cluster) ?? environmentContext(cluster)
}

/** Environment of Terraform for a cluster's stacks. */
export function connectionEnvironment(connection: Connection, cluster: string): Readonly<Record<string, string>> {
  const context = connection.contexts.get(cluster)
  return { ...kubeconfigEnvironment(connection.kubeconfig), ...(context === undefined ? {} : { [variableOf(cluster)]: context }) }
}

/** Absolute, since Terraform runs in the stack's folder. The provider reads KUBE_CONFIG_PATH(S) only, not kubectl's KUBECONFIG and not the home folder (provider docs, Authentication). */
function kubeconfigEnvironment(file: string | undefined): Readonly<Record<string, string>> {
  if (file !== undefined) {
    if (!existsSync(file)) throw new UsageError(`没有 kubeconfig 文件 ${file}`, `no kubeconfig file ${file}`)
    return { KUBE_CONFIG_PATH: resolve(file) }
  }
  if ((process.env['KUBE_CONFIG_PATH'] ?? process.env['KUBE_CONFIG_PATHS'] ?? '') !== '') return {}
  const listed = (process.env['KUBECONFIG'] ?? '').split(delimiter).filter((path) => path !== '').map((path) => resolve(path))
  if (listed.length > 1) return { KUBE_CONFIG_PATHS: listed.join(delimiter) }
  const [path = join(homedir(), '.kube', 'config')] = listed
  return existsSync(path) ? { KUBE_CONFIG_PATH: path } : {}
}
