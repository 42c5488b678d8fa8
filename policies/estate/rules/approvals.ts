/** Approvals name an existing document, and whoever approves may: role, scope and day, and never the own request. */
import { approvedDocument, approverFault, rolesFor } from '../approvals.ts'
import type { EstateKind } from '../document.ts'
import { unknownReference } from './references.ts'
import type { Rule } from './rule.ts'

const kinds: readonly EstateKind[] = ['Request', 'Flow', 'Waiver', 'Applicability', 'Rectification']

export const approvals: Rule = function* (input) {
  for (const document of input.of('Approval')) {
    const [word, name = ''] = document.of.split('/')
    const kind = kinds.find((k) => k === word)
    if (kind !== undefined && !input.names(kind).has(name)) yield unknownReference(document, ['of'], kind, name, [...input.names(kind)])
    if (input.estate === null) continue
    const approved = approvedDocument(input.estate, document)
    if (approved === undefined) continue
    const fault = approverFault(input.estate, document, approved)
    if (fault === 'own-request')
      yield {
        code: 'own-approval', document, path: ['approver'],
        text: { zh: `“${document.approver}”批准了自己提出的 ${document.of}；须由他人批准`, en: `"${document.approver}" approves an own request (${document.of}); someone else must` },
      }
    if (fault === 'no-role') {
      const roles = rolesFor[document.as].join(' / ')
      yield {
        code: 'approver-without-role', document, path: ['approver'],
        text: {
          zh: `“${document.approver}”在 ${document.approved} 没有以 ${document.as} 身份批准 ${document.of} 的角色；那天须在该范围任 ${roles}`,
          en: `"${document.approver}" held no role on ${document.approved} to approve ${document.of} as ${document.as}; needs ${roles} for that scope on that day`,
        },
      }
    }
  }
}
