/**
 * RBAC as a graph: who can become whom. Edges of one step (Kubernetes RBAC good practices, privilege escalation risks): whoever may create pods
 * or workloads in a namespace, run commands in its pods, read its Secrets or issue tokens acts as the service accounts bound there.
 * The end is a grant of everything, or of binding, escalating or impersonating cluster-wide.
 */
import type { CheckContext } from '../check.ts'
import type { PolicyRule } from '../kubernetes.ts'
import type { Subject } from '../subject.ts'
import { isControlPlane, principalKey, principalsOf, rulesBound, serviceAccountGroup, type Principal } from './bindings.ts'
import { allows, allowsEverything } from './rules.ts'

const workloads = [['apps', 'deployments'], ['apps', 'daemonsets'], ['apps', 'statefulsets'], ['apps', 'replicasets'], ['batch', 'jobs'], ['batch', 'cronjobs'], ['', 'pods'], ['', 'replicationcontrollers']] as const

/** How a set of rules lets its holder act as the service accounts of the namespace; null where it does not. */
export function stepOf(rules: readonly PolicyRule[]): string | null {
  for (const [group, resource] of workloads) if (allows(rules, { verb: 'create', group, resource })) return `create ${resource}`
  for (const resource of ['pods/exec', 'pods/attach', 'serviceaccounts/token'] as const) if (allows(rules, { verb: 'create', group: '', resource })) return `create ${resource}`
  if (allows(rules, { verb: 'patch', group: '', resource: 'pods/ephemeralcontainers' })) return 'patch pods/ephemeralcontainers'
  return ['get', 'list', 'watch'].some((verb) => allows(rules, { verb, group: '', resource: 'secrets' })) ? 'read secrets' : null
}

/** True where rules that hold cluster-wide are as good as cluster-admin. */
export function isEverything(rules: readonly PolicyRule[]): boolean {
  const may = (verb: string, group: string, resource: string): boolean => allows(rules, { verb, group, resource })
  const rbac = 'rbac.authorization.k8s.io'
  return rules.some(allowsEverything) || may('impersonate', '', 'users') || may('impersonate', '', 'groups') || may('escalate', rbac, 'clusterroles') || (may('bind', rbac, 'clusterroles') && may('create', rbac, 'clusterrolebindings'))
}

interface Edge {
  readonly namespace: string
  readonly how: string
}

/** What every service account of the input can do in one step, by `ServiceAccount/ns/name`. */
export interface TakeoverGraph {
  /** Shortest way from the service accounts of a namespace ('*' = any) to the power over the cluster; null where there is none. */
  wayFrom(namespace: string): readonly string[] | null
}

const graphs = new WeakMap<CheckContext, TakeoverGraph>()

/** The graph of an input, built once. Bindings to roles that the input does not hold and that are not built in give no edge. */
export function takeoverGraph(context: CheckContext): TakeoverGraph {
  const known = graphs.get(context)
  if (known !== undefined) return known
  const edges = new Map<string, Edge[]>()
  const powerful = new Map<string, string>()
  const accountsIn = new Map<string, Set<string>>()
  for (const binding of [...context.known('ClusterRoleBinding', ''), ...context.known('RoleBinding', '*')]) {
    const rules = rulesBound(binding, context)
    if (rules === null) continue
    for (const principal of principalsOf(binding)) {
      const holder = holderOf(principal)
      if (holder === null) continue
      note(accountsIn, holder.namespace, holder.key)
      const namespace = binding.kind === 'RoleBinding' ? binding.namespace : '*'
      if (namespace === '*' && isEverything(rules)) powerful.set(holder.key, binding.name)
      const how = stepOf(rules)
      if (how !== null) edges.set(holder.key, [...(edges.get(holder.key) ?? []), { namespace, how }])
    }
  }
  const graph: TakeoverGraph = { wayFrom: (namespace) => shortest(namespace, accountsIn, edges, powerful) }
  graphs.set(context, graph)
  return graph
}

/** Service accounts that a principal stands for: one, or a group's. Others need no pod to act. */
function holderOf(principal: Principal): { readonly key: string; readonly namespace: string } | null {
  if (isControlPlane(principal)) return null
  if (principal.kind === 'ServiceAccount') return { key: principalKey(principal), namespace: principal.namespace }
  const namespace = principal.kind === 'Group' ? serviceAccountGroup(principal.name) : null
  return namespace === null ? null : { key: principalKey(principal), namespace }
}

function note(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key)
  if (set === undefined) map.set(key, new Set([value]))
  else set.add(value)
}

function shortest(start: string, accountsIn: ReadonlyMap<string, ReadonlySet<string>>, edges: ReadonlyMap<string, readonly Edge[]>, powerful: ReadonlyMap<string, string>): readonly string[] | null {
  const seen = new Set<string>()
  let front: readonly { readonly namespace: string; readonly way: readonly string[] }[] = [{ namespace: start, way: [] }]
  while (front.length > 0) {
    const next: { namespace: string; way: readonly string[] }[] = []
    for (const { namespace, way } of front) {
      for (const account of reachable(namespace, accountsIn)) {
        if (seen.has(account)) continue
        seen.add(account)
        const binding = powerful.get(account)
        if (binding !== undefined) return [...way, account, `ClusterRoleBinding/${binding}`]
        for (const edge of edges.get(account) ?? []) next.push({ namespace: edge.namespace, way: [...way, `${account} ${edge.how}`] })
      }
    }
    front = next
  }
  return null
}

function* reachable(namespace: string, accountsIn: ReadonlyMap<string, ReadonlySet<string>>): Iterable<string> {
  for (const [where, accounts] of accountsIn) if (namespace === '*' || where === '*' || where === namespace) yield* accounts
}

/** What a binding gives its principals directly: the step, and where it leads. */
export function stepOfBinding(binding: Subject, context: CheckContext): Edge | null {
  const rules = rulesBound(binding, context)
  const how = rules === null || (binding.kind === 'ClusterRoleBinding' && isEverything(rules)) ? null : stepOf(rules)
  return how === null ? null : { namespace: binding.kind === 'RoleBinding' ? binding.namespace : '*', how }
}
