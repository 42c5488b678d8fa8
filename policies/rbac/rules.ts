/**
 * Does an RBAC rule cover a request: verb, API group, resource with subresource, resource name, non-resource URL.
 * Semantics of Kubernetes' own authorizer (pkg/apis/rbac/v1 evaluation helpers, 1.34): an asterisk stands for all when alone,
 * and for a subresource of every resource (an asterisk followed by `/scale`); `pods/*` is no wildcard there and covers nothing but itself.
 */
import type { PolicyRule } from '../kubernetes.ts'

export interface RbacRequest {
  readonly verb: string
  /** API group; '' is core. */
  readonly group: string
  /** `pods`, `pods/exec` … */
  readonly resource: string
  /**
   * Name asked for. Absent = some object, no matter which: then a rule limited by resourceNames covers it too,
   * but for `create` of a whole object, whose name the authorizer does not know.
   */
  readonly name?: string
}

function verbMatches(rule: PolicyRule, verb: string): boolean {
  return (rule.verbs ?? []).some((v) => v === '*' || v === verb)
}

function groupMatches(rule: PolicyRule, group: string): boolean {
  return (rule.apiGroups ?? []).some((g) => g === '*' || g === group)
}

function resourceMatches(rule: PolicyRule, resource: string): boolean {
  const slash = resource.indexOf('/')
  const anyParent = slash < 0 ? null : `*${resource.slice(slash)}`
  return (rule.resources ?? []).some((r) => r === '*' || r === resource || r === anyParent)
}

function nameMatches(rule: PolicyRule, request: RbacRequest): boolean {
  const names = rule.resourceNames ?? []
  if (names.length === 0) return true
  if (request.name !== undefined) return names.includes(request.name)
  return (request.verb !== 'create' && request.verb !== 'deletecollection') || request.resource.includes('/')
}

/** True where the rule alone allows the request. */
export function covers(rule: PolicyRule, request: RbacRequest): boolean {
  return verbMatches(rule, request.verb) && groupMatches(rule, request.group) && resourceMatches(rule, request.resource) && nameMatches(rule, request)
}

/** True where any of the rules allows the request (rules are ORed; RBAC has no denial). */
export function allows(rules: readonly PolicyRule[], request: RbacRequest): boolean {
  return rules.some((rule) => covers(rule, request))
}

/** Non-resource URLs: `*` alone, exact, or a prefix ending in `*`. Counts only in ClusterRoles bound cluster-wide. */
export function coversUrl(rule: PolicyRule, verb: string, url: string): boolean {
  return verbMatches(rule, verb) && (rule.nonResourceURLs ?? []).some((u) => u === '*' || u === url || (u.endsWith('*') && url.startsWith(u.replace(/\*+$/, ''))))
}

/** True for a rule that allows every verb on every resource of every group: cluster-admin under another name. */
export function allowsEverything(rule: PolicyRule): boolean {
  const all = (list: readonly string[] | undefined): boolean => (list ?? []).includes('*')
  return all(rule.verbs) && all(rule.resources) && all(rule.apiGroups) && (rule.resourceNames ?? []).length === 0
}

/** What a rule is about, as its stable name inside the role: `configmaps, secrets` or `/metrics`. */
export function ruleKey(rule: PolicyRule): string {
  return [...(rule.resources ?? []), ...(rule.nonResourceURLs ?? [])].join(', ')
}
