/** Which people get which role in a namespace: owners see, operators operate, approved Requests for a time. */
import type { DocumentOf } from '../policies/estate/document.ts'
import type { Estate } from '../policies/estate/estate.ts'
import { importanceOf } from './labels.ts'
import { originOf } from './origin.ts'
import type { NotBuilt } from './report.ts'
import type { Space } from './space.ts'

export interface Grant {
  readonly role: 'viewer' | 'operator'
  readonly person: DocumentOf<'Person'>
  /** Last day, where the estate says one. Bound until the document changes: a grant that outlives it is a finding. */
  readonly expires?: string | undefined
  /** What it stands on: `Contract/operate`, `Approval/x`. */
  readonly approval?: string | undefined
}

type Request = DocumentOf<'Request'>

export interface AccessRequests {
  /** Approved requests by system. */
  readonly bySystem: ReadonlyMap<string, readonly { readonly request: Request; readonly approval: string }[]>
  readonly notBuilt: readonly NotBuilt[]
}

/** Requests for access that the bureau has approved; the others are reported. */
export function approvedAccess(estate: Estate): AccessRequests {
  const bySystem = new Map<string, { request: Request; approval: string }[]>()
  const notBuilt: NotBuilt[] = []
  for (const request of estate.of('Request')) {
    if (request.asks !== 'access' || request.access === undefined) continue
    const approval = estate.approvalsOf(request).find((a) => a.as === 'bureau' || a.as === 'leading-group')
    if (approval === undefined) {
      notBuilt.push({ reason: 'access-unapproved', subject: `Request/${request.name}`, location: originOf(estate, request), detail: { zh: '缺少主管局的有效批准，未授权', en: 'no valid approval of the bureau: nothing granted' } })
      continue
    }
    for (const system of request.access.systems) {
      const list = bySystem.get(system)
      if (list === undefined) bySystem.set(system, [{ request, approval: approval.name }])
      else list.push({ request, approval: approval.name })
    }
  }
  return { bySystem, notBuilt }
}

/**
 * The grants of a namespace, sorted by role and person, one a pair.
 * External people get nothing in a system of importance key or level 4 (check no-external-subject-in-key-system): reported.
 */
export function grantsOf(estate: Estate, space: Space, requests: AccessRequests): { readonly grants: readonly Grant[]; readonly notBuilt: readonly NotBuilt[] } {
  const { system } = space
  const wanted: Grant[] = []
  const want = (role: Grant['role'], name: string | undefined, rest: Omit<Grant, 'role' | 'person'> = {}): void => {
    const person = name === undefined ? undefined : estate.get('Person', name)
    if (person !== undefined) wanted.push({ role, person, ...rest })
  }
  want('viewer', system.parties.owner.contact, { expires: system.parties.owner.to })
  want('viewer', space.department.owner)
  for (const operator of system.parties.operators ?? []) want('operator', operator.contact, contractual(estate, operator))
  if (system.phase === 'building' || system.phase === 'trial') {
    for (const builder of system.parties.builders ?? []) want('viewer', builder.contact, contractual(estate, builder))
  }
  for (const { request, approval } of requests.bySystem.get(system.name) ?? []) {
    want(request.access?.role === 'operator' ? 'operator' : 'viewer', request.access?.person, { expires: request.access?.to, approval: `Approval/${approval}` })
  }
  const guarded = importanceOf(space) === 'key' || space.place.level === 4
  const notBuilt: NotBuilt[] = []
  const grants = new Map<string, Grant>()
  for (const grant of wanted) {
    if (guarded && grant.person.external === true) {
      notBuilt.push({ reason: 'external-person-in-key-system', subject: `System/${system.name}`, location: originOf(estate, system), detail: { zh: `外部人员 ${grant.person.name} 在关键或四级系统中不授权`, en: `external person ${grant.person.name} is granted nothing in a key or level-4 system` } })
      continue
    }
    const key = `${grant.role}/${grant.person.name}`
    const before = grants.get(key)
    // Two grounds for one role: the one without an end, or the later end, is what holds.
    if (before === undefined || (before.expires !== undefined && (grant.expires === undefined || grant.expires > before.expires))) grants.set(key, grant)
  }
  return { grants: [...grants].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, grant]) => grant), notBuilt }
}

function contractual(estate: Estate, party: { readonly contract?: string; readonly to?: string }): Omit<Grant, 'role' | 'person'> {
  const contract = party.contract === undefined ? undefined : estate.get('Contract', party.contract)
  return { expires: party.to ?? contract?.to, approval: contract === undefined ? undefined : `Contract/${contract.name}` }
}
