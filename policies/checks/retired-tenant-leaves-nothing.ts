/**
 * Restricted fields: Namespaces; spec.claimRef and status.phase of PersistentVolumes.
 * Allowed values: no namespace of a retired system; no volume claimed from one; no volume that stays Released.
 */
import { objectCheck, type CheckContext } from '../check.ts'
import { placeOfNamespace } from '../rbac/tenancy.ts'
import type { Subject } from '../subject.ts'

interface Volume {
  readonly claim: string | undefined
  readonly phase: string | undefined
}

export const retiredTenantLeavesNothing = objectCheck({
  id: 'retired-tenant-leaves-nothing',
  severity: 'high',
  title: { zh: '退租后无残留', en: 'A retired tenant leaves nothing' },
  why: { zh: '退租后留下的命名空间和卷仍有数据，却没有人再管。', en: 'What stays after a tenant has left still holds data, and nobody looks after it any more.' },
  remedy: { zh: '应用空间栈以删除注销系统的命名空间；删除释放的卷。', en: 'Apply the space stack, which deletes the namespaces of retired systems; delete released volumes.' },
  snippet: `kind: System
name: portal
phase: running
`,
  reasons: {
    'namespace-left': { zh: '系统已注销，命名空间还在', en: 'the system is retired and its namespace is still there' },
    'volume-left': { zh: '系统已注销，卷还在', en: 'the system is retired and its volume is still there' },
    'volume-released': { zh: '卷已释放而没有删除', en: 'the volume was released and not deleted' },
  },
  target: { kinds: ['Namespace', 'PersistentVolume'] },
  scopes: ['tenant'],
  *evaluate(subject, context) {
    if (subject.kind === 'Namespace') {
      if (isRetired(subject.name, subject, context)) yield { reason: 'namespace-left', found: subject.place?.system ?? '' }
      return
    }
    const { claim, phase } = volumeOf(subject)
    if (phase === 'Released') yield { reason: 'volume-released', path: 'status.phase', found: claim ?? '' }
    else if (claim !== undefined && isRetired(claim, subject, context)) yield { reason: 'volume-left', path: 'spec.claimRef', found: claim }
  },
})

function volumeOf(subject: Subject): Volume {
  const { spec, status } = subject.object as { readonly spec?: { readonly claimRef?: { readonly namespace?: string } }; readonly status?: { readonly phase?: string } }
  return { claim: spec?.claimRef?.namespace, phase: status?.phase }
}

function isRetired(namespace: string, subject: Subject, context: CheckContext): boolean {
  const estate = context.requireEstate()
  const place = subject.place ?? placeOfNamespace(namespace, subject, context)
  return place !== undefined && estate.get('System', place.system)?.phase === 'retired'
}
