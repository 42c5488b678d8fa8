/**
 * Restricted fields: System.security.planned, built, used, organisation.
 * Allowed values: planned is there, and not ahead, once construction began; built from the trial run on; used from the run on;
 * the organisation that answers for security is named.
 */
import { estateCheck } from '../check.ts'
import { handedOver, isAlive, operates } from '../system-phase.ts'
import { todayOf } from '../today.ts'

export const threeSynchronisationsDeclared = estateCheck({
  id: 'three-synchronisations-declared',
  severity: 'medium',
  title: { zh: '安全三同步已登记', en: 'Security was planned, built and put to use with the system' },
  why: { zh: '安全措施须与系统同步规划、同步建设、同步使用，事后补的代价大、缺口多。', en: 'Security is planned, built and put to use together with the system; what is added afterwards costs more and leaves gaps.' },
  remedy: { zh: '在 security 补上已到阶段的日期：planned、built、used，以及负责单位 organisation。', en: 'Add to security the dates that the phase asks for (planned, built, used) and the organisation that answers for it.' },
  snippet: 'security: { planned: 2024-06-01, built: 2024-12-01, used: 2025-04-01, means: [traffic, situation, intrusion, vulnerability, log], organisation: data-gov }\n',
  reasons: {
    'not-planned': { zh: '没有登记安全措施的同步规划', en: 'security was not planned together with the system' },
    'not-built': { zh: '已试运行，没有登记安全措施的同步建设', en: 'on trial, and security was not built together with it' },
    'not-used': { zh: '已运行，没有登记安全措施的同步使用', en: 'running, and security was not put to use together with it' },
    ahead: { zh: '日期在今天之后，还没有做到', en: 'the date lies ahead: it has not been done' },
    'nobody-answers': { zh: '没有写明由哪个单位负责安全', en: 'no organisation answers for its security' },
  },
  target: { estate: 'System' },
  applies: (system) => isAlive(system) && system.environment !== 'test',
  *evaluate(system, context) {
    const { security } = system
    const today = todayOf(context)
    const steps = [
      { key: 'planned', reason: 'not-planned', due: true },
      { key: 'built', reason: 'not-built', due: operates(system) },
      { key: 'used', reason: 'not-used', due: handedOver(system) },
    ] as const
    for (const { key, reason } of steps.filter((step) => step.due)) {
      const date = security?.[key]
      if (date === undefined) yield { reason, path: `security.${key}` }
      else if (date > today) yield { reason: 'ahead', path: `security.${key}`, found: date }
    }
    if (security?.organisation === undefined) yield { reason: 'nobody-answers', path: 'security.organisation' }
  },
})
