/** Incidents for a person or a program: what is open, how grave, what is owed by when, whom it hit. */
import { affectedTogether } from '../monitors/incidents/figures.ts'
import type { Incident, IncidentEvent } from '../monitors/incidents/incident.ts'
import { deadlines, suggestedGrade, type GradeLimit } from '../monitors/incidents/limits.ts'
import type { Language } from '../policies/text.ts'

export interface ShowOptions {
  readonly format: string
  readonly lang: Language
  /** RFC 3339 in UTC. */
  readonly now: string
  readonly limits: readonly GradeLimit[]
}

/** @returns a table, or the JSON document `ywq.incidents` version 1 */
export function showIncidents(incidents: readonly Incident[], { format, lang, now, limits }: ShowOptions): string {
  const rows = incidents.map((i) => ({
    ...i,
    suggestedGrade: suggestedGrade(i, now, limits),
    deadlines: deadlines(i, now, limits),
    together: affectedTogether([i, ...incidents.filter((c) => c.parent === i.id)]),
  }))
  if (format === 'json') return `${JSON.stringify({ format: 'ywq.incidents', version: 1, now, incidents: rows }, null, 2)}\n`
  if (rows.length === 0) return lang === 'zh' ? '没有事件\n' : 'no incidents\n'
  const say = (zh: string, en: string): string => (lang === 'zh' ? zh : en)
  return rows
    .map((i) => {
      const grade = i.grade === null ? say(`建议 ${i.suggestedGrade} 级`, `suggested grade ${i.suggestedGrade}`) : say(`${i.grade} 级`, `grade ${i.grade}`)
      const people = i.together === null ? say('影响人数未知', 'people hit unknown') : i.together.atLeast === i.together.atMost ? say(`影响 ${i.together.atLeast} 人`, `${i.together.atLeast} people hit`) : say(`影响 ${i.together.atLeast}–${i.together.atMost} 人`, `${i.together.atLeast}–${i.together.atMost} people hit`)
      const owed = i.deadlines.map((d) => `${d.duty} ${d.due}${d.overdue ? say('（已超时）', ' (overdue)') : ''}`).join('  ')
      return [
        `${i.id}  ${i.state}  ${grade}  [${i.department}${i.system === '' ? '' : `/${i.system}`}]  ${i.title.replace(/\s+/g, ' ')}`,
        `    ${i.detectedBy}  ${i.occurredAt}  ${people}${i.parent === null ? '' : say(`  属于 ${i.parent}`, `  under ${i.parent}`)}${i.maintenance ? say('  维护窗口', '  in maintenance') : ''}${owed === '' ? '' : `  ${owed}`}`,
      ].join('\n')
    })
    .join('\n')
    .concat('\n')
}

/** One line an act, oldest first. */
export function showHistory(events: readonly IncidentEvent[], lang: Language): string {
  return `${lang === 'zh' ? '经过' : 'history'}\n${events.map((e) => `  ${e.at}  ${e.actor}  ${e.act}  ${e.detail}`.trimEnd()).join('\n')}\n`
}
