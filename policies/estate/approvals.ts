/**
 * Whether an Approval holds: it names the document as it stands now (digest), and its approver had a role that may approve for that
 * scope on that day and is not the author. An Approval whose document changed is void, not wrong: the change asks for a new one.
 */
import type { DocumentOf, EstateDocument } from './document.ts'
import type { Estate } from './estate.ts'
import { flowEnd, ownerOfEnd } from './flow-ends.ts'
import type { Role } from './schema/people.ts'

export type ApprovalFault =
  /** The document that it names does not exist. */
  | 'no-document'
  /** The document was changed after it was approved. */
  | 'digest-changed'
  | 'no-person'
  /** The approver held no role for this on that day. */
  | 'no-role'
  /** The approver wrote the request. */
  | 'own-request'

/** Roles that may approve in each capacity. */
export const rolesFor: Readonly<Record<DocumentOf<'Approval'>['as'], readonly Role[]>> = {
  'target-owner': ['owner', 'data-officer'],
  department: ['owner', 'data-officer'],
  bureau: ['bureau', 'cdo', 'security-admin'],
  'leading-group': ['leading-group'],
}

/** @returns null where the approval holds; of several faults the first of the list above */
export function approvalFault(estate: Estate, approval: DocumentOf<'Approval'>): ApprovalFault | null {
  const document = approvedDocument(estate, approval)
  if (document === undefined) return 'no-document'
  if (estate.digestOf(document) !== approval.digest) return 'digest-changed'
  return approverFault(estate, approval, document)
}

/** The part of an approval's faults that no change of the document brings about. */
export function approverFault(estate: Estate, approval: DocumentOf<'Approval'>, document: EstateDocument): 'no-person' | 'no-role' | 'own-request' | null {
  const person = estate.get('Person', approval.approver)
  if (person === undefined) return 'no-person'
  if (authorOf(document) === person.name) return 'own-request'
  const scopes = scopesFor(estate, approval, document)
  const day = approval.approved
  const held = person.roles.some(
    (r) => rolesFor[approval.as].includes(r.role) && r.from <= day && (r.to === undefined || day <= r.to) && (r.scope === undefined || scopes.has(r.scope)),
  )
  return held && (person.left === undefined || day <= person.left) ? null : 'no-role'
}

export function approvedDocument(estate: Estate, approval: DocumentOf<'Approval'>): EstateDocument | undefined {
  const [kind, name = ''] = approval.of.split('/')
  switch (kind) {
    case 'Request': case 'Flow': case 'Waiver': case 'Applicability': case 'Rectification': return estate.get(kind, name)
    default: return undefined
  }
}

/** Who asks: may not approve. */
function authorOf(document: EstateDocument): string | null {
  switch (document.kind) {
    case 'Request': return document.requestedBy
    case 'Flow': case 'Waiver': case 'Rectification': return document.owner
    default: return null
  }
}

/** Words in a role's scope that cover what is approved. Bureau and leading group answer for the estate. */
function scopesFor(estate: Estate, approval: DocumentOf<'Approval'>, document: EstateDocument): ReadonlySet<string> {
  const scopes = new Set(['estate', estate.root.name])
  const addSystem = (name: string | undefined): void => {
    const system = name === undefined ? undefined : estate.get('System', name)
    if (system !== undefined) scopes.add(system.name).add(system.department)
  }
  if (approval.as === 'bureau' || approval.as === 'leading-group') return scopes.add(estate.root.bureau)
  switch (document.kind) {
    case 'Flow': {
      const owner = ownerOfEnd(flowEnd(estate, approval.as === 'target-owner' ? document.to : document.from))
      // Addresses and nodes outside every system are the bureau's to answer for.
      if (owner === null) scopes.add(estate.root.bureau)
      else addSystem(owner.name)
      break
    }
    case 'Request':
      if (approval.as === 'target-owner') for (const system of document.access?.systems ?? []) addSystem(system)
      else scopes.add(document.department)
      break
    case 'Waiver':
      scopes.add(document.department)
      addSystem(document.match.system)
      break
    case 'Applicability':
      if ('system' in document.object) addSystem(document.object.system)
      break
    case 'Rectification':
      addSystem(document.system)
      break
  }
  return scopes
}
