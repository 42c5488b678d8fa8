/**
 * Restricted fields: System.parties.operators[].from, to; handover, phaseSince.
 * Allowed values: from the handover on (where none is written, from the start of the phase) somebody operates the system on every day
 * up to today, and between operators known ahead. Overlaps (a handover period) are fine.
 */
import { estateCheck, type Offence } from '../check.ts'
import type { DocumentOf } from '../estate/document.ts'
import { handedOver } from '../system-phase.ts'
import { todayOf } from '../today.ts'

export const operatorCoverageContinuous = estateCheck({
  id: 'operator-coverage-continuous',
  severity: 'high',
  title: { zh: '运维不断档', en: 'Operation has no gap' },
  why: { zh: '新旧运维单位之间断档的日子里，没有人打补丁、看告警、做备份。', en: 'On days between two operators nobody patches, watches or backs up.' },
  remedy: { zh: '补登运维单位，或让新旧运维单位的起止日期衔接（可重叠）。', en: 'Register the operator of those days, or let the periods of old and new meet (they may overlap).' },
  snippet: 'operators:\n  - { organisation: cloud-co, from: 2025-01-01, to: 2026-12-31 }\n  - { organisation: soft-co, from: 2026-12-01 }\n',
  reasons: {
    nobody: { zh: '没有登记运维单位', en: 'no operator is registered' },
    gap: { zh: '运维有断档：这些天没有运维单位', en: 'nobody operates the system on these days' },
    ended: { zh: '最后一个运维单位已到期，今天没有人运维', en: 'the last operator’s term is over: nobody operates the system today' },
  },
  target: { estate: 'System' },
  applies: handedOver,
  *evaluate(system, context) {
    const operators = [...(system.parties.operators ?? [])].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
    if (operators.length === 0) yield { reason: 'nobody', path: 'parties.operators' }
    else yield* gaps(operators, system.handover ?? system.phaseSince, todayOf(context))
  },
})

type Operator = NonNullable<DocumentOf<'System'>['parties']['operators']>[number]

function* gaps(operators: readonly Operator[], start: string, today: string): Iterable<Offence> {
  // The first day that nobody is known to cover; undefined = covered for ever.
  let open: string | undefined = start
  for (const { organisation, from, to } of operators) {
    if (open === undefined) return
    if (to !== undefined && to < open) continue
    if (from > open) yield { reason: 'gap', path: `parties.operators[${organisation}].from`, found: `${open} – ${dayBefore(from)}` }
    open = to === undefined ? undefined : dayAfter(to)
  }
  if (open !== undefined && open <= today) yield { reason: 'ended', path: 'parties.operators', found: dayBefore(open) }
}

const shift = (date: string, days: number): string => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)
const dayAfter = (date: string): string => shift(date, 1)
const dayBefore = (date: string): string => shift(date, -1)
