/**
 * Restricted fields: GradingObject.members.systems.
 * Allowed values: every production system under construction or later is a member of a grading object, which gives it its level.
 */
import { estateCheck } from '../check.ts'
import { isAlive } from '../system-phase.ts'

export const systemGraded = estateCheck({
  id: 'system-graded',
  severity: 'high',
  title: { zh: '系统已定级', en: 'The system is graded' },
  why: { zh: '没有等级就不知道按哪一级建设和检查，各条款都无从判定。', en: 'Without a level nobody knows what to build to, and no clause can be judged.' },
  remedy: { zh: '由主管局把系统列入一个 GradingObject 的 members.systems。', en: 'The bureau lists the system in members.systems of a GradingObject.' },
  snippet: 'kind: GradingObject\nname: portal\nmembers: { systems: [portal] }\nlevel: 3\n',
  reasons: { 'not-graded': { zh: '系统不属于任何定级对象，等级未知', en: 'the system belongs to no grading object: its level is unknown' } },
  target: { estate: 'System' },
  applies: (system) => isAlive(system) && system.environment !== 'test',
  *evaluate(system, context) {
    if (context.requireEstate().levelOf(system.name) === null) yield { reason: 'not-graded', found: `phase: ${system.phase}` }
  },
})
