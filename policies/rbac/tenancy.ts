/** Which department a namespace, and which tenant a principal, belongs to. */
import { Skip, type CheckContext } from '../check.ts'
import type { DocumentOf } from '../estate/document.ts'
import { groups, platformNamespaces } from '../names.ts'
import { serverNamespaces } from '../server-objects.ts'
import type { Place, Subject } from '../subject.ts'
import { serviceAccountGroup, type Principal } from './bindings.ts'
import { personOf, rolesHeld } from './people.ts'

/**
 * The cluster document of a subject: by the subject's cluster, or the only one there is.
 * @throws Skip without an estate, and where several clusters are declared and the input does not say which
 */
export function clusterOf(subject: Subject, context: CheckContext): DocumentOf<'Cluster'> {
  const estate = context.requireEstate()
  const named = estate.get('Cluster', subject.cluster)
  if (named !== undefined) return named
  const [only, second] = estate.of('Cluster')
  if (only === undefined || second !== undefined || subject.cluster !== '') {
    throw new Skip('unsupported', { zh: `不知道对象在声明的哪个集群：${subject.cluster === '' ? '输入没有写' : subject.cluster}`, en: `which declared cluster this is in is unknown: ${subject.cluster === '' ? 'the input does not say' : subject.cluster}` })
  }
  return only
}

/** Where the estate puts a namespace; undefined where it knows none of that name. */
export function placeOfNamespace(namespace: string, subject: Subject, context: CheckContext): Place | undefined {
  if (subject.namespace === namespace && subject.place !== undefined) return subject.place
  if (namespace === '') return undefined
  return context.find('Namespace', '', namespace)?.place ?? context.estate?.tierOf(subject.cluster, namespace)?.place
}

/** Departments that a principal acts for; 'all' for groups that hold every tenant's service accounts; null for who is no tenant. */
export type Tenancy = ReadonlySet<string> | 'all' | null

const deliveryPrefix = groups.delivery('')

/**
 * Tenancy of a principal: delivery groups by name, service accounts by their namespace, people by the scopes of the roles they hold
 * (someone with a role for the whole estate is the platform's).
 */
export function tenancyOf(principal: Principal, binding: Subject, context: CheckContext): Tenancy {
  if (principal.kind === 'ServiceAccount') return namespaceTenancy(principal.namespace, binding, context)
  if (principal.kind === 'Group') {
    if (principal.name.startsWith(deliveryPrefix)) return new Set([principal.name.slice(deliveryPrefix.length)])
    const accounts = serviceAccountGroup(principal.name)
    if (accounts === null) return null
    return accounts === '*' ? 'all' : namespaceTenancy(accounts, binding, context)
  }
  const person = personOf(principal, context.requireEstate())
  return person === undefined ? null : scopesOf(rolesHeld(person, context), context)
}

function namespaceTenancy(namespace: string, binding: Subject, context: CheckContext): Tenancy {
  if (serverNamespaces.includes(namespace) || Object.values<string>(platformNamespaces).includes(namespace)) return null
  const place = placeOfNamespace(namespace, binding, context)
  // Without an estate nobody knows whose it is; with one, a namespace that it does not hold is no tenant's.
  if (place === undefined) context.requireEstate()
  return place === undefined ? null : new Set([place.department])
}

function scopesOf(held: ReturnType<typeof rolesHeld>, context: CheckContext): Tenancy {
  const estate = context.requireEstate()
  const departments = new Set<string>()
  for (const { scope } of held) {
    if (scope === undefined || scope === 'estate' || scope === estate.root.name) return null
    departments.add(estate.get('Department', scope)?.name ?? estate.get('System', scope)?.department ?? scope)
  }
  return departments.size === 0 ? null : departments
}
