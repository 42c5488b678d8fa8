/** Components that must run on every node: the DaemonSets that the estate's Cluster declares by role, held against each Node. */
import { objectCheck, Skip, type CheckContext, type ObjectCheck, type Offence } from './check.ts'
import type { DocumentOf } from './estate/document.ts'
import type { PodSpec } from './kubernetes.ts'
import { tolerates, type Taint } from './node-pools.ts'
import { metadataOf } from './placed.ts'
import { clusterOf } from './rbac/tenancy.ts'
import type { Subject } from './subject.ts'

export type AgentRole = NonNullable<DocumentOf<'Cluster'>['agents']>[number]['role']

interface DaemonSet {
  readonly spec?: { readonly template?: { readonly spec?: PodSpec } }
  readonly status?: { readonly desiredNumberScheduled?: number; readonly numberReady?: number }
}

/** Reasons that agentOffences yields. */
export const agentReasons = {
  missing: { zh: '声明的组件不在集群里', en: 'the declared component is not in the cluster' },
  'kept-off': { zh: '组件上不了这个节点（污点或节点选择）', en: 'the component cannot land on this node (taint or node selection)' },
  'not-ready': { zh: '组件没有在全部节点就绪', en: 'the component is not ready on all of its nodes' },
} as const

type AgentCheck = Pick<ObjectCheck, 'id' | 'severity' | 'title' | 'why'> & { readonly role: AgentRole }

/** A check that judges every Node by the agents of one role. */
export function agentCheck({ role, ...check }: AgentCheck): ObjectCheck {
  return objectCheck({
    ...check,
    remedy: {
      zh: `把 DaemonSet 部署到每个节点（容忍全部污点、不限节点），并在 Cluster.agents 登记 role: ${role}。`,
      en: `Run the DaemonSet on every node (tolerate all taints, select no nodes) and register it in Cluster.agents with role: ${role}.`,
    },
    snippet: `kind: Cluster\nagents: [{ role: ${role}, namespace: security, daemonSet: ${role}-agent }]\n`,
    reasons: agentReasons,
    target: { kinds: ['Node'] },
    evaluate: (node, context) => agentOffences(node, role, context),
  })
}

/**
 * What keeps the agents of a role off a node.
 * @throws Skip where the estate declares none, or the input does not hold the DaemonSets of their namespace
 */
export function* agentOffences(node: Subject, role: AgentRole, context: CheckContext): Iterable<Offence> {
  const agents = (clusterOf(node, context).agents ?? []).filter((agent) => agent.role === role)
  if (agents.length === 0) throw new Skip('unsupported', { zh: `声明没有登记这种组件（Cluster.agents，role: ${role}），无从判断`, en: `the estate declares no such component (Cluster.agents, role: ${role}): nothing to judge by` })
  for (const { namespace, daemonSet } of agents) {
    const name = `${namespace}/${daemonSet}`
    const found = context.find('DaemonSet', namespace, daemonSet) ?? context.all('DaemonSet', namespace).find((d) => d.name === daemonSet)
    if (found === undefined) {
      yield { reason: 'missing', path: `agents[${name}]`, found: name }
      continue
    }
    const { spec, status } = found.object as DaemonSet
    const why = obstacle(spec?.template?.spec ?? {}, node)
    if (why !== null) yield { reason: 'kept-off', path: `agents[${name}]`, found: why }
    const { desiredNumberScheduled: wanted, numberReady: ready = 0 } = status ?? {}
    if (wanted !== undefined && ready < wanted) yield { reason: 'not-ready', path: `agents[${name}]`, found: `${name} ${ready}/${wanted}` }
  }
}

/** The taint or label that keeps a pod off a node; node affinity is too rich to be judged here and is left to the readiness count. */
function obstacle(pod: PodSpec, node: Subject): string | null {
  const { taints } = (node.object['spec'] ?? {}) as { readonly taints?: readonly { readonly key?: string; readonly value?: string; readonly effect?: string }[] }
  for (const { key = '', value, effect } of taints ?? []) {
    if (effect !== 'NoSchedule' && effect !== 'NoExecute') continue
    const taint: Taint = { key, effect, ...(value === undefined ? {} : { value }) }
    if (!tolerates(pod, taint)) return `${key}:${effect}`
  }
  const labels = metadataOf(node).labels ?? {}
  const missing = Object.entries(pod.nodeSelector ?? {}).find(([key, value]) => labels[key] !== value)
  return missing === undefined ? null : missing.join('=')
}
