/** The account register as checks ask it: whose account is this, which roles does that person hold on the day. */
import type { CheckContext } from '../check.ts'
import type { DocumentOf } from '../estate/document.ts'
import type { Estate } from '../estate/estate.ts'
import { dayOf, endOfDay } from '../time.ts'
import type { Principal } from './bindings.ts'

export type Person = DocumentOf<'Person'>
export type Role = Person['roles'][number]['role']

const registers = new WeakMap<Estate, ReadonlyMap<string, Person>>()

/** The register by account. One map an estate: asked once a bound user. */
function register(estate: Estate): ReadonlyMap<string, Person> {
  let map = registers.get(estate)
  if (map === undefined) registers.set(estate, (map = new Map(estate.of('Person').map((person) => [person.account, person]))))
  return map
}

/** The person behind a User principal; undefined for groups, service accounts and accounts that nobody registered. */
export function personOf(principal: Principal, estate: Estate): Person | undefined {
  return principal.kind === 'User' ? register(estate).get(principal.name) : undefined
}

/** Roles that a person holds on the day of `now`, in the estate's time zone. */
export function rolesHeld(person: Person, context: CheckContext): Person['roles'] {
  const today = dayOf(context.now, context.requireEstate().timezone)
  return person.roles.filter((r) => r.from <= today && (r.to === undefined || r.to >= today))
}

export function holds(person: Person, role: Role, context: CheckContext): boolean {
  return rolesHeld(person, context).some((r) => r.role === role)
}

/** True once the leaving date (which lasts to its end) has passed. */
export function hasLeft(person: Person, context: CheckContext): boolean {
  return person.left !== undefined && endOfDay(person.left, context.requireEstate().timezone) < context.now
}
