/** Words whose kind the document leaves open: the scope of a person's role, and ids of checks. */
import { unknownReference } from './references.ts'
import type { Rule } from './rule.ts'

export const scopes: Rule = function* (input) {
  const allowed = ['estate', ...input.names('Department'), ...input.names('System')]
  const known = new Set([...allowed, ...input.names('Estate')])
  for (const person of input.of('Person'))
    for (const [i, role] of person.roles.entries())
      if (role.scope !== undefined && !known.has(role.scope)) yield unknownReference(person, ['roles', i, 'scope'], 'Department/System/estate', role.scope, allowed)
  const { checks } = input
  for (const kind of ['Waiver', 'Rectification'] as const) {
    for (const document of input.of(kind)) {
      if (document.check !== undefined && checks !== null && !checks.has(document.check)) yield unknownReference(document, ['check'], '检查项（check）', document.check, [...checks])
    }
  }
  for (const document of input.of('Waiver')) {
    const { system, namespace, fingerprint } = document.match
    if (system === undefined && namespace === undefined && fingerprint === undefined)
      yield {
        code: 'waiver-too-wide', document, path: ['match'],
        text: { zh: '豁免没有写明范围；至少写 system、namespace 或 fingerprint 之一', en: 'the waiver names no scope; write at least one of system, namespace, fingerprint' },
      }
  }
  for (const document of input.of('Rectification')) {
    if (document.clause === undefined && document.check === undefined && document.fingerprint === undefined)
      yield { code: 'rectification-of-nothing', document, path: [], text: { zh: '整改没有写明针对什么；至少写 clause、check 或 fingerprint 之一', en: 'the rectification names nothing to mend; write at least one of clause, check, fingerprint' } }
  }
}
