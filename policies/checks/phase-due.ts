/**
 * Restricted fields: System.phase, phaseSince, tiers, handover.
 * Allowed values: the phase has begun; from the trial run on the system has a tier to run in; from the run on its handover from the
 * builder to the operator is dated and has taken place.
 */
import { estateCheck } from '../check.ts'
import { handedOver, inProduction } from '../system-phase.ts'
import { todayOf } from '../today.ts'

export const phaseDue = estateCheck({
  id: 'phase-due',
  severity: 'medium',
  title: { zh: '阶段应有的事实都已具备', en: 'What the phase asks for is there' },
  why: { zh: '阶段决定什么到期；阶段写得比实际靠前或靠后，该查的就查漏了。', en: 'The phase decides what is due; where it is wrong, what should be looked at is passed over.' },
  remedy: { zh: '把 phase 和 phaseSince 写成实际的；运行前完成交接并登记 handover。', en: 'State the real phase and phaseSince; hand the system over before it runs and enter the date in handover.' },
  snippet: 'phase: running\nphaseSince: 2025-04-01\nhandover: 2025-04-01\n',
  reasons: {
    ahead: { zh: '阶段的起始日期在今天之后', en: 'the phase begins after today' },
    'no-tier': { zh: '已试运行或运行，却没有任何层', en: 'on trial or running, and has no tier' },
    'not-handed-over': { zh: '已运行，没有登记建设转运维的交接', en: 'running, and no handover from builder to operator is registered' },
    'handover-ahead': { zh: '交接日期在今天之后', en: 'the handover lies ahead' },
  },
  target: { estate: 'System' },
  *evaluate(system, context) {
    const today = todayOf(context)
    if (system.phaseSince > today) yield { reason: 'ahead', path: 'phaseSince', found: system.phaseSince }
    if (inProduction(system) && system.phase !== 'suspended' && system.tiers.length === 0) yield { reason: 'no-tier', path: 'tiers' }
    if (!handedOver(system)) return
    if (system.handover === undefined) yield { reason: 'not-handed-over', path: 'handover' }
    else if (system.handover > today) yield { reason: 'handover-ahead', path: 'handover', found: system.handover }
  },
})
