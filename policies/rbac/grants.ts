/**
 * Who is given rights that only declared roles may give: the machinery under the RBAC checks on escalation, Secrets, pods, exec, policy.
 * A custom Role or ClusterRole is judged by its rules; a binding to a role that every server has (`edit`, `admin`, `system:…`) by its
 * subjects; a binding to a declared role by whether the subject is the declared holder. cluster-admin is left to cluster-admin-limited,
 * which knows the break-glass list.
 */
import type { CheckContext, Offence } from '../check.ts'
import type { PolicyRule } from '../kubernetes.ts'
import type { Subject } from '../subject.ts'
import type { Text } from '../text.ts'
import { isControlPlane, principalKey, principalsOf, roleOf, roleRefOf, rulesBound, rulesOf } from './bindings.ts'
import { isDeclaredHolder } from './declared-roles.ts'
import { allows } from './rules.ts'

/** Verbs on a resource of a group. */
export interface Right {
  readonly group: string
  readonly resource: string
  readonly verbs: readonly string[]
}

export interface GrantLimit {
  readonly rights: readonly Right[]
  /** Names of roles that may give them to their declared holders. */
  readonly roles: readonly string[]
}

/** Reason codes that forbiddenGrants yields; a check spreads grantReasons(…) into its own. */
export function grantReasons(rights: Text): Readonly<Record<'granted-by-role' | 'granted-by-binding' | 'held-by-undeclared-subject', Text>> {
  return {
    'granted-by-role': { zh: `角色授予了${rights.zh}，而它不在允许的角色之列`, en: `the role grants ${rights.en} and is not one of the roles that may` },
    'granted-by-binding': { zh: `绑定经内置角色授予了${rights.zh}`, en: `the binding grants ${rights.en} through a built-in role` },
    'held-by-undeclared-subject': { zh: `授予${rights.zh}的角色绑定给了声明之外的主体`, en: `a role that grants ${rights.en} is bound to a subject it is not meant for` },
  }
}

/** Offences of one Role, ClusterRole, RoleBinding or ClusterRoleBinding against a limit. */
export function* forbiddenGrants(subject: Subject, limit: GrantLimit, context: CheckContext): Iterable<Offence> {
  if (subject.kind === 'Role' || subject.kind === 'ClusterRole') yield* byRole(subject, limit, context)
  else yield* byBinding(subject, limit, context)
}

function* byRole(role: Subject, limit: GrantLimit, context: CheckContext): Iterable<Offence> {
  if (limit.roles.includes(role.name)) return
  for (const { right, verbs } of granted(rulesOf(role, context), limit.rights)) {
    yield { reason: 'granted-by-role', path: `rules[${resourceText(right)}]`, found: verbs.join(', ') }
  }
}

function* byBinding(binding: Subject, limit: GrantLimit, context: CheckContext): Iterable<Offence> {
  const ref = roleRefOf(binding)
  if (ref.kind === 'ClusterRole' && ref.name === 'cluster-admin') return
  const declared = limit.roles.includes(ref.name)
  const role = roleOf(binding, context)
  const isBuiltIn = role === undefined ? ref.kind === 'ClusterRole' : role.scope === 'server'
  if (!declared && !isBuiltIn) return
  const rules = rulesBound(binding, context)
  // A declared role that the input does not hold is taken at its name: its rules are judged where it stands.
  const rights = rules === null ? [] : granted(rules, limit.rights)
  if (rights.length === 0 && (rules !== null || !declared)) return
  const found = `${ref.kind}/${ref.name}${rights.length === 0 ? '' : ` (${rights.map(({ right, verbs }) => `${resourceText(right)}: ${verbs.join(', ')}`).join('; ')})`}`
  for (const principal of principalsOf(binding)) {
    if (isControlPlane(principal) || (declared && isDeclaredHolder(ref.name, principal, binding, context))) continue
    yield { reason: declared ? 'held-by-undeclared-subject' : 'granted-by-binding', path: `subjects[${principalKey(principal)}]`, found }
  }
}

function granted(rules: readonly PolicyRule[], rights: readonly Right[]): { readonly right: Right; readonly verbs: readonly string[] }[] {
  return rights
    .map((right) => ({ right, verbs: right.verbs.filter((verb) => allows(rules, { verb, group: right.group, resource: right.resource })) }))
    .filter(({ verbs }) => verbs.length > 0)
}

function resourceText(right: Right): string {
  return right.group === '' ? right.resource : `${right.resource}.${right.group}`
}
