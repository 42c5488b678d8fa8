/**
 * A comment for a pull request, in GitHub's Markdown: how it stands, the worst findings with their lines, verdicts by word.
 * A comment holds 65,536 characters (GitHub, GitLab holds more): rows that do not fit are counted, never cut in the middle.
 */
import { severities } from '../finding.ts'
import { approvalsUnverified, disclaimer, type AuditReport, type Violation } from '../report.ts'
import { basisText, bases, verdictText, verdictWords } from '../verdict/words.ts'
import { severityText } from './table.ts'

/** Below the limit, so that whoever posts it can add a line. */
export const maxComment = 60_000

/** First line: a bot finds its earlier comment by it and replaces that. */
export const marker = '<!-- ywq.report -->'

/** @returns Markdown, at most maxComment characters */
export function renderMarkdown(report: AuditReport): string {
  const { summary, violations } = report
  const open = violations.filter((v) => v.finding.waiver === undefined)
  const head = [
    marker,
    `## 云网墙自查 · ywq audit：${open.length === 0 ? '没有未受理的问题 · no open findings' : `${open.length} 个问题 · ${open.length} findings`}`,
    '',
    `> **${disclaimer.zh}** · ${disclaimer.en}${report.approvals === 'none' ? ` · ${approvalsUnverified.zh}` : ''}`,
    '',
    `| ${severities.map((s) => `${severityText[s].zh} ${severityText[s].en}`).join(' | ')} | 已受理 accepted | 通过 passed | 未能判定 not judged | 出错 broke |`,
    `|${' --: |'.repeat(8)}`,
    `| ${severities.map((s) => String(summary.violations[s].total)).join(' | ')} | ${summary.waived} | ${summary.findings.pass} | ${summary.findings.skip} | ${summary.findings.error} |`,
    ...(report.unreadable.length === 0 ? [] : ['', `**读不了 ${report.unreadable.length} 处输入 · ${report.unreadable.length} parts of the input could not be read**`, ...report.unreadable.slice(0, 10).map((u) => `- ${code(u.location)}：${text(u.zh)}`)]),
  ]
  const tail = [...verdictTable(report), '', `<sub>${text(report.tool.name)} ${text(report.tool.version)} · ${text(report.profile)} · ${text(report.now)}</sub>`, '']
  const room = maxComment - [...head, ...tail].join('\n').length - 400
  return [...head, ...findingTable(violations, room), ...tail].join('\n')
}

function findingTable(violations: readonly Violation[], room: number): readonly string[] {
  if (violations.length === 0) return []
  const rows: string[] = []
  let used = 0
  for (const { finding } of violations) {
    const { subject } = finding
    const where = `${subject.namespace === '' ? '' : `${subject.namespace}/`}${subject.kind}/${subject.name}`
    const row = `| ${severityText[finding.severity].zh} | ${code(finding.check)} | ${code(where)}<br>${code(subject.estateLocation ?? subject.location)} | ${text(cut(finding.detail.zh))}${finding.waiver === undefined ? '' : `（已受理风险 ${code(finding.waiver)}）`} | ${text(finding.clauses.slice(0, 6).join(' '))}${finding.clauses.length > 6 ? ' …' : ''} |`
    used += row.length + 1
    if (used > room) break
    rows.push(row)
  }
  const left = violations.length - rows.length
  return [
    '', '| 级别 | 检查 | 对象与位置 | 问题 | 条款 |', '| --- | --- | --- | --- | --- |', ...rows,
    ...(left === 0 ? [] : ['', `另有 ${left} 个较轻的没有列出，见 JSON、SARIF 或 HTML 报告 · ${left} milder ones are left out`]),
  ]
}

function verdictTable({ summary, verdicts }: AuditReport): readonly string[] {
  if (verdicts.length === 0) return []
  const count = (word: string, basis: string): number => verdicts.filter((v) => v.verdict === word && v.basis === basis).length
  return [
    '', `<details><summary>条款结论 · verdicts：${verdictWords.map((w) => `${verdictText[w].zh} ${summary.verdicts[w]}`).join('，')}</summary>`, '',
    `| 结论 verdict | ${bases.map((b) => `${basisText[b].zh} ${basisText[b].en}`).join(' | ')} | 合计 all |`, `| --- |${' --: |'.repeat(bases.length + 1)}`,
    ...verdictWords.map((w) => `| ${verdictText[w].zh} ${verdictText[w].en} | ${bases.map((b) => String(count(w, b))).join(' | ')} | ${summary.verdicts[w]} |`),
    '', '</details>',
  ]
}

const longest = 300
function cut(detail: string): string {
  return detail.length <= longest ? detail : `${detail.slice(0, longest - 1)}…`
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '@': '@&#8203;', '#': '#&#8203;' }

/**
 * Text that Markdown and HTML leave as it is: every character that they could read as theirs is escaped; one line.
 * Names and numbers after @ and # become links only once the page is made, so a backslash does not hold those: an empty character does.
 */
function text(raw: string): string {
  return raw
    .replace(/[^\P{C}\u200d]|[\u2028\u2029]/gu, ' ')
    .replace(/[&<>@#]|[\\`*_{}[\]()+!|~$]/g, (character) => entities[character] ?? `\\${character}`)
    .replace(/\b(https?|www)(?=[:.])/gi, '$1&#8203;')
}

/** In a table a code span cannot hold `|`; HTML's element can, escaped. */
function code(raw: string): string {
  return `<code>${text(raw)}</code>`
}
