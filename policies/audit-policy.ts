/**
 * The API server's audit policy file (audit.k8s.io/v1 Policy): which level a request is recorded at.
 * Semantics: kubernetes.io/docs/tasks/debug/debug-cluster/audit — the first rule that matches decides, a request that none matches is not recorded,
 * an empty list matches everything.
 */
import type { Subject } from './subject.ts'

export const auditLevels = ['None', 'Metadata', 'Request', 'RequestResponse'] as const
export type AuditLevel = (typeof auditLevels)[number]

export interface AuditRule {
  readonly level?: string
  readonly users?: readonly string[]
  readonly userGroups?: readonly string[]
  readonly verbs?: readonly string[]
  readonly resources?: readonly { readonly group?: string; readonly resources?: readonly string[]; readonly resourceNames?: readonly string[] }[]
  readonly namespaces?: readonly string[]
  readonly nonResourceURLs?: readonly string[]
  readonly omitStages?: readonly string[]
}

export interface AuditPolicy {
  readonly rules?: readonly AuditRule[]
  readonly omitStages?: readonly string[]
}

/** A request of a person or a tenant's workload on a namespaced or cluster-scoped resource. */
export interface AuditedRequest {
  readonly verb: string
  readonly group: string
  /** With subresource: `pods/exec`. */
  readonly resource: string
}

export const isAuditPolicy = (subject: Subject): boolean => subject.group === 'audit.k8s.io'
export const auditPolicyOf = (subject: Subject): AuditPolicy => subject.object

const empty = (list: readonly unknown[] | undefined): boolean => (list ?? []).length === 0

/** True for a rule that only requests of the control plane can match: its users or groups are all Kubernetes' own. */
export function onlyControlPlane(rule: AuditRule): boolean {
  const own = (names: readonly string[]): boolean => names.every((name) => name.startsWith('system:') && !open.test(name))
  return (!empty(rule.users) && own(rule.users ?? [])) || (!empty(rule.userGroups) && own(rule.userGroups ?? []))
}
/** Names that people and tenants' service accounts bear. */
const open = /^system:(anonymous|authenticated|unauthenticated|masters|serviceaccounts?(:(?!kube-system(:|$)).*)?)$/

/** True for a rule that holds for resources of every kind, verb, namespace and caller. */
export const matchesEverything = (rule: AuditRule): boolean => [rule.users, rule.userGroups, rule.verbs, rule.resources, rule.namespaces, rule.nonResourceURLs].every(empty)

/** Level at which somebody's request in some tenant namespace is recorded at least: a rule for named people or namespaces may miss it. */
export function levelOf(policy: AuditPolicy, request: AuditedRequest): AuditLevel {
  for (const rule of policy.rules ?? []) {
    const level = auditLevels.find((l) => l === rule.level) ?? 'None'
    if (onlyControlPlane(rule) || !empty(rule.nonResourceURLs) || !matches(rule, request)) continue
    // A rule for some callers or namespaces decides for all only where it takes the record away.
    if (level !== 'None' && !(empty(rule.users) && empty(rule.userGroups) && empty(rule.namespaces))) continue
    return level
  }
  return 'None'
}

function matches(rule: AuditRule, request: AuditedRequest): boolean {
  if (!empty(rule.verbs) && rule.verbs?.includes(request.verb) !== true) return false
  if (empty(rule.resources)) return true
  return (rule.resources ?? []).some((r) => (r.group ?? '') === request.group && (empty(r.resources) || (r.resources ?? []).some((name) => covers(name, request.resource))))
}

/** `pods` is the resource alone, `pods/*` its subresources, an asterisk both, an asterisk with `/scale` that subresource of any. */
function covers(name: string, resource: string): boolean {
  if (name === '*' || name === resource) return true
  const [parent = '', child] = resource.split('/')
  return child !== undefined && (name === `${parent}/*` || name === `*/${child}`)
}
