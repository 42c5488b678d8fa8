/**
 * Restricted fields: System.catalogue, System.data[].catalogue.
 * Allowed values: a number in the catalogue of government systems, and one in the catalogue of government data for every data item.
 * Due from the trial run on: a system outside the catalogue may not go on line.
 */
import { estateCheck } from '../check.ts'
import { inProduction } from '../system-phase.ts'

export const catalogueNumberDeclared = estateCheck({
  id: 'catalogue-number-declared',
  severity: 'medium',
  title: { zh: '已纳入政务信息系统目录和数据目录', en: 'System and data are in the government catalogues' },
  why: { zh: '不在目录里的系统和数据无法统筹、共享和监管，也不再安排运维经费。', en: 'What is in no catalogue can be neither planned, shared nor overseen, and gets no funds for its operation.' },
  remedy: { zh: '完成编目，把编号写入 catalogue 和各数据项的 catalogue。', en: 'Have it catalogued; enter the numbers in catalogue and in each data item’s catalogue.' },
  snippet: 'catalogue: EX-2\ndata: [{ name: 办件, class: general, personal: false, share: unconditional, catalogue: EX-D-2 }]\n',
  reasons: {
    'system-missing': { zh: '系统没有目录编号', en: 'the system has no catalogue number' },
    'data-missing': { zh: '数据项没有目录编号', en: 'the data item has no catalogue number' },
  },
  target: { estate: 'System' },
  applies: inProduction,
  *evaluate(system) {
    if ((system.catalogue ?? '').trim() === '') yield { reason: 'system-missing', path: 'catalogue' }
    for (const item of system.data ?? []) if ((item.catalogue ?? '').trim() === '') yield { reason: 'data-missing', path: `data[${item.name}].catalogue` }
  },
})
