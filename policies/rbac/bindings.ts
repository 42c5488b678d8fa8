/** RoleBindings and ClusterRoleBindings, Roles and ClusterRoles as checks read them: who is bound, and which rules that gives. */
import type { CheckContext } from '../check.ts'
import type { LabelSelector, PolicyRule, RbacSubject } from '../kubernetes.ts'
import { selects } from '../network/selector.ts'
import { metadataOf } from '../placed.ts'
import { serverNamespaces } from '../server-objects.ts'
import type { Subject } from '../subject.ts'
import { builtInRoles } from './built-in-roles.ts'

export const roleKinds = ['Role', 'ClusterRole'] as const
export const bindingKinds = ['RoleBinding', 'ClusterRoleBinding'] as const

/** Who is bound: a user, a group or a service account (namespace set). */
export interface Principal {
  readonly kind: 'User' | 'Group' | 'ServiceAccount'
  readonly namespace: string
  readonly name: string
}

/** `User/alice`, `ServiceAccount/ns/name`: stable name of a principal inside a binding. */
export function principalKey(principal: Principal): string {
  return principal.kind === 'ServiceAccount' ? `ServiceAccount/${principal.namespace}/${principal.name}` : `${principal.kind}/${principal.name}`
}

/**
 * Principals of a binding, in its order. A user called `system:serviceaccount:NS:NAME` is that service account (authentication docs).
 * @throws Error on a subject of another kind (the API refuses it)
 */
export function principalsOf(binding: Subject): readonly Principal[] {
  const subjects = (binding.object['subjects'] ?? []) as readonly RbacSubject[]
  return subjects.map((subject) => {
    const name = subject.name ?? ''
    switch (subject.kind) {
      case 'ServiceAccount':
        return { kind: 'ServiceAccount', namespace: subject.namespace ?? binding.namespace, name }
      case 'User': {
        const [, namespace, account] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(name) ?? []
        return namespace !== undefined && account !== undefined ? { kind: 'ServiceAccount', namespace, name: account } : { kind: 'User', namespace: '', name }
      }
      case 'Group':
        return { kind: 'Group', namespace: '', name }
      default:
        throw new Error(`subjects: kind ${String(subject.kind)} is unknown; allowed: User, Group, ServiceAccount`)
    }
  })
}

/** Namespace whose service accounts a group holds: `system:serviceaccounts:NS` → NS, `system:serviceaccounts` → '*', else null. */
export function serviceAccountGroup(group: string): string | null {
  if (group === 'system:serviceaccounts') return '*'
  return group.startsWith('system:serviceaccounts:') ? group.slice('system:serviceaccounts:'.length) : null
}

/**
 * Identities of the control plane itself: users `system:…` but anonymous ones, groups of nodes, bootstrap and control plane,
 * service accounts of the server's namespaces. Groups that hold everybody (`system:authenticated`, `system:serviceaccounts`) are not.
 */
export function isControlPlane(principal: Principal): boolean {
  if (principal.kind === 'ServiceAccount') return serverNamespaces.includes(principal.namespace)
  if (!principal.name.startsWith('system:')) return false
  if (principal.kind === 'User') return principal.name !== 'system:anonymous'
  const accounts = serviceAccountGroup(principal.name)
  if (accounts !== null) return serverNamespaces.includes(accounts)
  return principal.name !== 'system:authenticated' && principal.name !== 'system:unauthenticated'
}

export interface RoleRef {
  readonly kind: 'Role' | 'ClusterRole'
  readonly name: string
}

export function roleRefOf(binding: Subject): RoleRef {
  const ref = (binding.object['roleRef'] ?? {}) as { readonly kind?: string; readonly name?: string }
  return { kind: ref.kind === 'Role' ? 'Role' : 'ClusterRole', name: ref.name ?? '' }
}

/** The role that a binding names, where the input holds it. */
export function roleOf(binding: Subject, context: CheckContext): Subject | undefined {
  const ref = roleRefOf(binding)
  return context.find(ref.kind, ref.kind === 'Role' ? binding.namespace : '', ref.name)
}

/**
 * Rules of a Role or ClusterRole, with those that its aggregationRule takes from the other ClusterRoles of the input
 * (a live server has already written them into `rules`).
 */
export function rulesOf(role: Subject, context: CheckContext): readonly PolicyRule[] {
  const own = (role.object['rules'] ?? []) as readonly PolicyRule[]
  const aggregation = role.object['aggregationRule'] as { readonly clusterRoleSelectors?: readonly LabelSelector[] } | undefined
  const selectors = aggregation?.clusterRoleSelectors ?? []
  if (selectors.length === 0 || role.source === 'live') return own
  const selected = context.known('ClusterRole', '').filter((other) => other.name !== role.name && selectors.some((s) => selects(s, metadataOf(other).labels ?? {})))
  return [...own, ...selected.flatMap((other) => (other.object['rules'] ?? []) as readonly PolicyRule[])]
}

/** Rules that a binding gives: those of the role in the input, else of a role that every server has, else null (unknown). */
export function rulesBound(binding: Subject, context: CheckContext): readonly PolicyRule[] | null {
  const role = roleOf(binding, context)
  if (role !== undefined) return rulesOf(role, context)
  const ref = roleRefOf(binding)
  return ref.kind === 'ClusterRole' ? (builtInRoles.get(ref.name) ?? null) : null
}
