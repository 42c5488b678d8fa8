/** The report on a terminal: how it stands, which checks fail, the worst findings and where, verdicts by word. */
import { severities, type Severity } from '../finding.ts'
import { approvalsUnverified, disclaimer, type AuditReport, type Violation } from '../report.ts'
import type { Language, Text } from '../text.ts'
import { verdictText, verdictWords } from '../verdict/words.ts'
import { columns, cut, fit, oneLine, wrap } from './width.ts'

export interface TableOptions {
  readonly lang: Language
  /** ANSI colours. @default false */
  readonly color?: boolean
  /** Columns of the terminal. @default 100 */
  readonly width?: number
  /** How many findings are shown, worst first. @default 20 */
  readonly limit?: number
}

export const severityText: Readonly<Record<Severity, Text>> = {
  critical: { zh: '严重', en: 'critical' },
  high: { zh: '高', en: 'high' },
  medium: { zh: '中', en: 'medium' },
  low: { zh: '低', en: 'low' },
}
const colours: Readonly<Record<Severity | 'dim' | 'bold' | 'good', string>> = { critical: '1;31', high: '31', medium: '33', low: '36', dim: '2', bold: '1', good: '32' }

/** @returns lines for a person, ending with a newline */
export function renderTable(report: AuditReport, options: TableOptions): string {
  const { lang } = options
  const width = Math.max(60, Math.min(options.width ?? 100, 160))
  const paint = (style: keyof typeof colours, text: string): string => (options.color === true ? `\u001b[${colours[style]}m${text}\u001b[0m` : text)
  const say = (zh: string, en: string): string => (lang === 'zh' ? zh : en)
  const { summary } = report
  const lines: string[] = []
  lines.push(paint('bold', `${report.tool.name} ${report.tool.version} · ${report.profile} · ${report.now}`))
  lines.push(paint('dim', disclaimer[lang]))
  if (report.approvals === 'none') lines.push(paint('dim', approvalsUnverified[lang]))
  for (const input of report.inputs) lines.push(oneLine(`  ${input.source}  ${input.name}${input.cluster === '' ? '' : ` (${input.cluster})`}  ${say(`${input.subjects} 个对象`, `${input.subjects} subjects`)}`))
  for (const problem of report.unreadable) lines.push(paint('high', oneLine(`${say('读不了', 'cannot read')} ${problem.location}：${problem[lang]}`)))

  const { pass, fail, skip, error } = summary.findings
  lines.push('', say(
    `判定 ${summary.subjects} 个对象：通过 ${pass}，不通过 ${fail}，未能判定 ${skip}，出错 ${error}；其中已受理风险 ${summary.waived}`,
    `${summary.subjects} subjects judged: ${pass} passed, ${fail} failed, ${skip} could not be judged, ${error} broke; of these ${summary.waived} accepted by waivers`,
  ))
  lines.push(severities.map((s) => paint(summary.violations[s].total === 0 ? 'dim' : s, `${severityText[s][lang]} ${summary.violations[s].total}${summary.violations[s].waived > 0 ? say(`（已受理 ${summary.violations[s].waived}）`, ` (${summary.violations[s].waived} accepted)`) : ''}`)).join('   '))

  const failing = summary.checks.filter((c) => c.counts.fail + c.counts.error > 0)
  if (failing.length > 0) {
    const idWidth = Math.max(...failing.map((c) => c.check.id.length))
    lines.push('', paint('bold', say('不通过的检查', 'Failing checks')))
    for (const { check, counts, waived } of failing) {
      const n = `${counts.fail + counts.error}${waived > 0 ? say(`（已受理 ${waived}）`, ` (${waived} accepted)`) : ''}`
      lines.push(`  ${paint(check.severity, fit(severityText[check.severity][lang], 8))} ${fit(check.id, idWidth)}  ${n.padStart(5)}  ${cut(oneLine(check.title[lang]), Math.max(20, width - idWidth - 20))}`)
    }
    const shown = report.violations.slice(0, options.limit ?? 20)
    lines.push('', paint('bold', say(`最要紧的 ${shown.length} 条（共 ${report.violations.length} 条）`, `The worst ${shown.length} of ${report.violations.length}`)))
    for (const violation of shown) lines.push(...describe(violation, report, width, lang, paint))
  }

  if (report.verdicts.length > 0) {
    lines.push('', paint('bold', say('条款结论（条数）', 'Verdicts (clauses)')))
    const nameWidth = Math.min(32, Math.max(8, ...summary.units.slice(0, maxUnits).map((u) => columns(u.unit.title[lang]))))
    const head = verdictWords.map((w) => fit(verdictText[w][lang], lang === 'zh' ? 9 : 15)).join('')
    lines.push(paint('dim', `  ${fit('', nameWidth)}  ${say('级', 'L')} ${head}`))
    const worstUnits = [...summary.units].sort((a, b) => b.counts['not-met'] - a.counts['not-met'] || b.counts['partially-met'] - a.counts['partially-met'])
    for (const { unit, counts } of worstUnits.slice(0, maxUnits)) {
      lines.push(`  ${fit(oneLine(unit.title[lang]), nameWidth)}  ${unit.level}  ${verdictWords.map((w) => fit(String(counts[w]), lang === 'zh' ? 9 : 15)).join('')}`.trimEnd())
    }
    if (worstUnits.length > maxUnits) lines.push(paint('dim', say(`  另有 ${worstUnits.length - maxUnits} 个对象，见 json 或 html`, `  ${worstUnits.length - maxUnits} more: see json or html`)))
  }
  for (const { kind, name, why } of report.omitted.slice(0, maxUnits)) lines.push(paint('dim', `  ${say('未给结论', 'no verdicts')} ${kind} ${name}：${why[lang]}`))
  if (report.omitted.length > maxUnits) lines.push(paint('dim', say(`  另有 ${report.omitted.length - maxUnits} 个没有结论`, `  ${report.omitted.length - maxUnits} more without verdicts`)))
  return `${lines.join('\n')}\n`
}

const maxUnits = 12

function describe({ finding }: Violation, report: AuditReport, width: number, lang: Language, paint: (style: keyof typeof colours, text: string) => string): readonly string[] {
  const { subject } = finding
  const where = `${subject.namespace === '' ? '' : `${subject.namespace}/`}${subject.kind}/${subject.name}`
  const waived = finding.waiver === undefined ? '' : lang === 'zh' ? `  已受理风险：${finding.waiver}` : `  accepted: ${finding.waiver}`
  const location = subject.estateLocation === undefined ? subject.location : `${subject.location} ← ${subject.estateLocation}`
  const remedy = report.checks.get(finding.check)?.remedy[lang] ?? ''
  return [
    `  ${paint(finding.severity, severityText[finding.severity][lang])} ${finding.check}  ${oneLine(where)}${waived}`,
    ...wrap(oneLine(finding.detail[lang]), width - 6).map((line) => `      ${line}`),
    paint('dim', `      ${oneLine(location)}`),
    ...(remedy === '' ? [] : wrap(oneLine(`→ ${remedy}`), width - 6).map((line) => paint('dim', `      ${line}`))),
  ]
}
