/**
 * Restricted fields: annotations ywq.io/approval and ywq.io/expires of RoleBindings in tenant namespaces whose subjects are external people
 * or the platform's (its administrators' groups, people without a role in that department or system), and of every binding of external people.
 * Allowed values: an approval id, and a date or RFC 3339 instant that has not passed. Use outside the window is for the audit log to tell.
 */
import { objectCheck, type CheckContext, type Offence } from '../check.ts'
import { annotations } from '../names.ts'
import { bindingKinds, isControlPlane, principalKey, principalsOf, type Principal } from '../rbac/bindings.ts'
import { administrators } from '../rbac/declared-roles.ts'
import { metadataOf } from '../placed.ts'
import { personOf, rolesHeld } from '../rbac/people.ts'
import type { Subject } from '../subject.ts'
import { endOfDay } from '../time.ts'

export const temporaryAccessTimeBound = objectCheck({
  id: 'temporary-access-time-bound',
  severity: 'high',
  title: { zh: '临时和外来授权有期限', en: 'Temporary access has an end' },
  aliases: { kyverno: ['time-bound-policy'] },
  why: { zh: '外来和临时的授权没有期限就会变成长期权限，没有批准就无从追责。', en: 'Temporary access without an end becomes permanent; without an approval nobody answers for it.' },
  remedy: { zh: '在绑定上写明批准号（ywq.io/approval）和到期日（ywq.io/expires）；已过期的删除绑定。', en: 'Put the approval (ywq.io/approval) and the end (ywq.io/expires) on the binding; delete it once that has passed.' },
  snippet: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: operator-liu
  namespace: data-bureau--portal--web
  annotations: { ywq.io/approval: operate, ywq.io/expires: "2027-12-31" }
`,
  reasons: {
    'no-approval': { zh: '临时或外来授权没有批准号', en: 'temporary or external access carries no approval' },
    'no-expiry': { zh: '临时或外来授权没有到期日', en: 'temporary or external access carries no end' },
    'unreadable-expiry': { zh: '到期日不是日期（2026-12-31）也不是时刻（2026-12-31T18:00:00+08:00）', en: 'the end is neither a date (2026-12-31) nor an instant (2026-12-31T18:00:00+08:00)' },
    'expired': { zh: '授权已到期而绑定仍在', en: 'access has ended and the binding is still there' },
  },
  target: { kinds: bindingKinds },
  applies: (subject, context) => principalsOf(subject).some((p) => isTemporary(p, subject, context)),
  *evaluate(subject, context) {
    const who = principalsOf(subject).filter((p) => isTemporary(p, subject, context)).map(principalKey).join(', ')
    const notes = metadataOf(subject).annotations ?? {}
    if ((notes[annotations.approval] ?? '') === '') yield { reason: 'no-approval', path: `metadata.annotations[${annotations.approval}]`, found: who }
    yield* expiry(notes[annotations.expires] ?? '', who, context)
  },
})

function* expiry(text: string, who: string, context: CheckContext): Iterable<Offence> {
  const path = `metadata.annotations[${annotations.expires}]`
  if (text === '') {
    yield { reason: 'no-expiry', path, found: who }
    return
  }
  const end = /^\d{4}-\d{2}-\d{2}$/.test(text) ? endOfDay(text, context.requireEstate().timezone) : instant(text)
  if (Number.isNaN(end)) yield { reason: 'unreadable-expiry', path, found: text }
  else if (end < context.now) yield { reason: 'expired', path, found: text }
}

/** RFC 3339 with an offset; without one the instant would depend on the reader's zone. */
function instant(text: string): number {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN
}

function isTemporary(principal: Principal, binding: Subject, context: CheckContext): boolean {
  if (isControlPlane(principal)) return false
  const person = personOf(principal, context.requireEstate())
  if (person?.external === true) return true
  if (binding.place === undefined) return false
  if (principal.kind === 'Group') return administrators.some((a) => a.group === principal.name)
  const { department, system } = binding.place
  return person !== undefined && !rolesHeld(person, context).some((r) => r.scope === department || r.scope === system)
}
