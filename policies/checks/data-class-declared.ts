/**
 * Restricted fields: System.data.
 * Allowed values: at least one item (the schema sees to it that each has a class and says whether it is personal).
 * Due from the trial run on.
 */
import { estateCheck } from '../check.ts'
import { operates } from '../system-phase.ts'

export const dataClassDeclared = estateCheck({
  id: 'data-class-declared',
  severity: 'medium',
  title: { zh: '数据已分类登记', en: 'Data is declared with its class' },
  why: { zh: '没有数据清单和分类，加密、备份、访问控制都不知道该用在哪里。', en: 'Without a list of data and classes nobody knows where encryption, backup and access control are due.' },
  remedy: { zh: '在 data 列出系统的数据项：分类、是否个人信息、所在层、共享类型。', en: 'List the system’s data in data: class, personal or not, tier, share type.' },
  snippet: 'data:\n  - { name: 参保登记, class: important, personal: true, tier: db, share: conditional, basis: 市人社局审批 }\n',
  reasons: { missing: { zh: '没有登记数据清单', en: 'no data is declared' } },
  target: { estate: 'System' },
  applies: operates,
  *evaluate(system) {
    if ((system.data ?? []).length === 0) yield { reason: 'missing', path: 'data' }
  },
})
