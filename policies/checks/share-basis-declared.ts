/**
 * Restricted fields: System.data[].share, basis.
 * Allowed values: data not shared names the legal basis, data shared on condition names who approves. Due from the trial run on.
 */
import { estateCheck } from '../check.ts'
import { operates } from '../system-phase.ts'

export const shareBasisDeclared = estateCheck({
  id: 'share-basis-declared',
  severity: 'low',
  title: { zh: '不共享、有条件共享的依据已写明', en: 'Limits on sharing state their basis' },
  why: { zh: '政务数据以共享为原则、不共享为例外；例外须有法律依据，有条件须有审批人。', en: 'Sharing is the rule; an exception needs a legal basis, and a condition somebody who decides.' },
  remedy: { zh: '在 basis 写明法律依据（none）或审批人（conditional）；没有依据的改为 unconditional。', en: 'State in basis the legal basis (none) or who approves (conditional); without either the data is unconditional.' },
  snippet: 'data: [{ name: 参保登记, class: important, personal: true, share: conditional, basis: 市人社局审批 }]\n',
  reasons: {
    'no-legal-basis': { zh: '不予共享，没有写明法律依据', en: 'not shared, and no legal basis is stated' },
    'no-approver': { zh: '有条件共享，没有写明由谁审批', en: 'shared on condition, and nobody who approves is named' },
  },
  target: { estate: 'System' },
  applies: (system) => operates(system) && (system.data ?? []).length > 0,
  *evaluate(system) {
    for (const item of system.data ?? []) {
      if (item.share === 'unconditional' || (item.basis ?? '').trim() !== '') continue
      yield { reason: item.share === 'none' ? 'no-legal-basis' : 'no-approver', path: `data[${item.name}].basis` }
    }
  },
})
