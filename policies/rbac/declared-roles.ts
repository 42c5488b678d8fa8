/** Who may hold the roles that our stacks build (names.ts): the declared lists of the RBAC checks. */
import type { CheckContext } from '../check.ts'
import { groups, platformNamespaces, roleNames } from '../names.ts'
import type { Subject } from '../subject.ts'
import type { Principal } from './bindings.ts'
import { holds, personOf } from './people.ts'
import { placeOfNamespace } from './tenancy.ts'

/** The three administrators: role that the platform builds, group, and role in the account register. */
export const administrators = [
  { roleName: roleNames.systemAdmin, group: groups.systemAdmin, role: 'system-admin' },
  { roleName: roleNames.auditAdmin, group: groups.auditAdmin, role: 'audit-admin' },
  { roleName: roleNames.securityAdmin, group: groups.securityAdmin, role: 'security-admin' },
] as const

export type Administrator = (typeof administrators)[number]

/**
 * Whether a principal is the one that a role of ours is meant for. A role that is not in the list has no declared holder.
 * Administrators: their group, or a registered person who holds that role today. Delivery: the group of the namespace's department
 * (any delivery group where the department is unknown). Exporter: service accounts of the monitoring namespace.
 */
export function isDeclaredHolder(roleName: string, principal: Principal, binding: Subject, context: CheckContext): boolean {
  const administrator = administrators.find((a) => a.roleName === roleName)
  if (administrator !== undefined) return isAdministrator(administrator, principal, context)
  if (roleName === roleNames.exporter) return principal.kind === 'ServiceAccount' && principal.namespace === platformNamespaces.monitoring
  if (roleName !== roleNames.delivery || principal.kind !== 'Group') return false
  const department = placeOfNamespace(binding.namespace, binding, context)?.department
  return department === undefined ? principal.name.startsWith(groups.delivery('')) : principal.name === groups.delivery(department)
}

/** The administrator's group, or a registered person with the role today. */
export function isAdministrator(administrator: Administrator, principal: Principal, context: CheckContext): boolean {
  if (principal.kind === 'Group') return principal.name === administrator.group
  const person = context.estate === null ? undefined : personOf(principal, context.estate)
  return person !== undefined && holds(person, administrator.role, context)
}
