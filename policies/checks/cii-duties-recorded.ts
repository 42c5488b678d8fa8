/**
 * Restricted fields: System.security.organisation; Records in force for a System with cii true.
 * Allowed values: a named security organisation, and a Record for each of the six duties: 安全制度 (policy), 评价考核 (review), 检测评估
 * (assessment, penetration or inspection), 应急演练 (drill), 教育培训 (training), 事件报告 (plan). Due from the trial run on.
 */
import { estateCheck } from '../check.ts'
import { recordsFor } from '../records.ts'
import { inProduction } from '../system-phase.ts'

const duties = [
  { reason: 'no-policy', types: ['policy'] },
  { reason: 'no-review', types: ['review'] },
  { reason: 'no-assessment', types: ['assessment', 'penetration', 'inspection'] },
  { reason: 'no-drill', types: ['drill'] },
  { reason: 'no-training', types: ['training'] },
  { reason: 'no-reporting', types: ['plan'] },
] as const

export const ciiDutiesRecorded = estateCheck({
  id: 'cii-duties-recorded',
  severity: 'high',
  title: { zh: '关键信息基础设施的六项职责有记录', en: 'The six duties for critical infrastructure are on record' },
  why: { zh: '关键信息基础设施的运营者须设专门的安全管理机构，并履行六项职责；没有记录就说不清履行了没有。', en: 'Operators of critical information infrastructure keep a security organisation and carry out six duties; without records nobody can tell.' },
  remedy: { zh: '写明 security.organisation，登记缺少的 Record（范围为系统、定级对象、单位或全云）。', en: 'Name security.organisation and register the missing Record (scope: the system, its grading object, its organisation or the estate).' },
  snippet: 'kind: Record\nname: training-2026\ntype: training\nscope: { system: portal }\nresult: 符合\n',
  reasons: {
    'no-organisation': { zh: '没有写明专门的安全管理机构', en: 'no security organisation is named' },
    'no-policy': { zh: '没有在有效期内的安全制度记录', en: 'no record in force of security rules' },
    'no-review': { zh: '没有在有效期内的评价考核记录', en: 'no record in force of an evaluation' },
    'no-assessment': { zh: '没有在有效期内的检测评估记录', en: 'no record in force of a test or risk assessment' },
    'no-drill': { zh: '没有在有效期内的应急演练记录', en: 'no record in force of an emergency drill' },
    'no-training': { zh: '没有在有效期内的教育培训记录', en: 'no record in force of training' },
    'no-reporting': { zh: '没有在有效期内的事件报告与预案记录', en: 'no record in force of the plan for incidents and their reporting' },
  },
  target: { estate: 'System' },
  applies: (system) => system.cii === true && inProduction(system),
  *evaluate(system, context) {
    if (system.security?.organisation === undefined) yield { reason: 'no-organisation', path: 'security.organisation' }
    for (const { reason, types } of duties) if (recordsFor(system, types, context).length === 0) yield { reason, path: `records[${types[0]}]` }
  },
})
