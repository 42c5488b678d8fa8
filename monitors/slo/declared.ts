/** SLOs that Systems declare (monitoring.slos) → Slo; and those that cannot be measured, each with the reason. */
import type { DocumentOf } from '../../policies/estate/document.ts'
import type { Estate } from '../../policies/estate/estate.ts'
import type { Slo, SloList, SloRefusal } from './slo.ts'

type System = DocumentOf<'System'>

/** In these phases a system serves people and its objectives count. */
const serving: ReadonlySet<System['phase']> = new Set(['trial', 'running'])

/**
 * @param departments only these; empty = all
 * @returns availability SLOs of systems on trial or running; a latency SLO is refused, since the contract counts transactions by result only
 */
export function declaredSlos(estate: Estate, departments: readonly string[] = []): SloList {
  const slos: Slo[] = []
  const refused: SloRefusal[] = []
  for (const system of estate.of('System')) {
    if (!serving.has(system.phase) || (departments.length > 0 && !departments.includes(system.department))) continue
    for (const [i, declared] of (system.monitoring?.slos ?? []).entries()) {
      if (declared.indicator === 'availability') slos.push(availability(estate, system, declared))
      else {
        const { file, line } = estate.position(system, `monitoring.slos[${i}]`)
        refused.push({
          location: `${file}:${line}`,
          subject: `${system.name}/${declared.name}`,
          why: {
            zh: '时延目标没有可用的指标：业务计数只分结果；可用 OpenSLO 文件写明网关的时延直方图（--openslo FILE）',
            en: 'a latency objective has no metric: transactions are counted by result only; name the histogram of your gateway in an OpenSLO file (--openslo FILE)',
          },
        })
      }
    }
  }
  return { slos, refused }
}

function availability(estate: Estate, system: System, declared: NonNullable<NonNullable<System['monitoring']>['slos']>[number]): Slo {
  const own = `system="${system.name}"`
  return {
    department: system.department,
    system: system.name,
    name: declared.name,
    title: { zh: system.title.zh, en: system.title.en ?? system.name },
    objective: declared.objective / 100,
    periodDays: declared.windowDays,
    indicator: declared.indicator,
    owner: system.monitoring?.duty ?? estate.get('Department', system.department)?.owner ?? '',
    events: `sum by (cluster) (rate(ywq_business_transactions_total{${own}}[$window]))`,
    errors: `sum by (cluster) (rate(ywq_business_transactions_total{${own},result="failed"}[$window]))`,
    signal: `ywq_business_transactions_total{${own}}`,
  }
}
