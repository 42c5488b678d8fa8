/**
 * Restricted fields: System.monitoring.kpis.
 * Allowed values: activeUsers, transactions and affectedUsers all true. Due from the trial run on.
 */
import { estateCheck } from '../check.ts'
import { inProduction } from '../system-phase.ts'

export const businessKpisDeclared = estateCheck({
  id: 'business-kpis-declared',
  severity: 'low',
  title: { zh: '三项业务指标已接入', en: 'The three business KPIs are declared' },
  why: { zh: '没有活跃用户、报错业务、受影响用户三项指标，系统出了问题只能等用户来报。', en: 'Without active users, failed transactions and affected users, faults are first reported by the public.' },
  remedy: { zh: '接入三项指标，在 monitoring.kpis 写为 true。', en: 'Provide the three KPIs and set them true in monitoring.kpis.' },
  snippet: 'monitoring: { kpis: { activeUsers: true, transactions: true, affectedUsers: true } }\n',
  reasons: {
    'not-declared': { zh: '没有登记业务监测', en: 'monitoring is not declared' },
    'kpi-missing': { zh: '没有接入该项业务指标', en: 'the KPI is not provided' },
  },
  target: { estate: 'System' },
  applies: (system) => inProduction(system) && system.phase !== 'suspended',
  *evaluate(system) {
    if (system.monitoring === undefined) yield { reason: 'not-declared', path: 'monitoring' }
    else for (const [kpi, provided] of Object.entries(system.monitoring.kpis)) if (!provided) yield { reason: 'kpi-missing', path: `monitoring.kpis.${kpi}` }
  },
})
