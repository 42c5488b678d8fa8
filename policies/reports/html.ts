/**
 * The report as one self-contained page: no network, no other file. Summary and departments are plain HTML; clauses and findings are
 * packed data that page/page.js unfolds. A Content-Security-Policy allows exactly that script and that style sheet.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { severities } from '../finding.ts'
import { packageRoot } from '../package-root.ts'
import { approvalsUnverified, disclaimer, type AuditReport, type DepartmentSummary } from '../report.ts'
import type { SecurityIndex } from '../score/security-index.ts'
import type { Language, Text } from '../text.ts'
import { both, contentPolicy, escape, scriptSafe } from './html-text.ts'
import { verdictText, verdictWords, type WordCounts } from '../verdict/words.ts'
import { indexSection } from './index-section.ts'
import { maxPageFindings, pageData } from './page-data.ts'
import { severityText } from './table.ts'
import { wallSection } from './wall-matrix.ts'

export interface HtmlOptions {
  /** Language shown first; the reader can switch. @default zh */
  readonly lang?: Language
  /** Shown where given. */
  readonly index?: SecurityIndex
}

/** @returns a whole HTML document */
export function renderHtml(report: AuditReport, options: HtmlOptions = {}): string {
  const lang = options.lang ?? 'zh'
  const { css, js } = assets()
  const policy = contentPolicy(css, js)
  return `<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}" data-lang="${lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escape(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>云网墙 自查报告 ${escape(report.now)}</title>
<style>${css}</style>
</head>
<body>
${header(report)}
<p class="disclaimer" style="margin:0">${both(disclaimer)}${report.approvals === 'none' ? ` · ${both(approvalsUnverified)}` : ''}</p>
<main>
${[summarySection(report), wallSection(report), indexSection(report, options.index), problemSection(report), departmentSection(report), clauseSection(report), findingSection(report)].filter((s) => s !== '').join('\n')}
</main>
<footer>${both(disclaimer)}</footer>
<script type="application/json" id="data">${scriptSafe(JSON.stringify(pageData(report)))}</script>
<script>${js}</script>
</body>
</html>
`
}

function header({ tool, now, profile, inputs }: AuditReport): string {
  const fact = (name: Text, value: string): string => `<div><dt>${both(name)}</dt><dd>${escape(value)}</dd></div>`
  const shown = inputs.map((i) => `${i.name}${i.cluster === '' ? '' : ` (${i.cluster})`} · ${i.source} · ${i.subjects}`)
  return `<header><div><h1>${both({ zh: '云网墙 · 合规自查报告', en: 'ywq · compliance self-check' })}</h1><dl>
${fact({ zh: '判定时刻', en: 'Judged at' }, now)}${fact({ zh: '标准', en: 'Profile' }, profile)}${fact({ zh: '工具', en: 'Tool' }, `${tool.name} ${tool.version}`)}${fact({ zh: '输入', en: 'Inputs' }, shown.join('；'))}
</dl></div><div class="noprint"><button id="language" type="button">中文 / English</button> <button id="print" type="button">${both({ zh: '打印', en: 'Print' })}</button></div></header>`
}

function summarySection({ summary }: AuditReport): string {
  const card = (kind: string, name: Text, n: number, note: Text | null = null): string =>
    `<div class="card ${kind}"><b>${n}</b>${both(name)}${note === null ? '' : `<small>${both(note)}</small>`}</div>`
  const found = severities.map((s) => {
    const { total, waived } = summary.violations[s]
    return card(s, severityText[s], total, waived === 0 ? null : { zh: `其中已受理风险 ${waived}`, en: `${waived} accepted` })
  })
  const { pass, skip, error } = summary.findings
  const words = summary.units.length === 0 ? '' : `<h2 style="margin-top:20px">${both({ zh: '条款结论', en: 'Verdicts' })}</h2>${bar(summary.verdicts)}<div class="cards">${verdictWords.map((w) => card(w, verdictText[w], summary.verdicts[w])).join('')}</div>
<p class="note">${both({ zh: `${summary.units.length} 个定级对象与系统，逐条款判定；未测评 = 没有证据，既不算好也不算坏。`, en: `${summary.units.length} platforms and systems, judged clause by clause; "not assessed" = no evidence, neither good nor bad.` })}</p>`
  return `<section><h2>${both({ zh: '总览', en: 'Overview' })}</h2>
<div class="cards">${found.join('')}${card('met', { zh: '通过', en: 'passed' }, pass)}${card('', { zh: '未能判定', en: 'not judged' }, skip, error === 0 ? null : { zh: `检查出错 ${error}`, en: `${error} checks broke` })}${card('', { zh: '判定的对象', en: 'subjects' }, summary.subjects)}</div>
${words}</section>`
}

function bar(counts: WordCounts): string {
  return `<div class="bar">${verdictWords.filter((w) => counts[w] > 0).map((w) => `<i class="${w}" style="flex:${counts[w]}" title="${escape(verdictText[w].zh)} ${counts[w]}"></i>`).join('')}</div>`
}

function problemSection({ unreadable, omitted }: AuditReport): string {
  if (unreadable.length + omitted.length === 0) return ''
  const shown = 50
  const items = [
    ...unreadable.map((u) => `<li><b>${both({ zh: '读不了', en: 'cannot read' })}</b> <code>${escape(u.location)}</code> ${both(u)}</li>`),
    ...omitted.map((o) => `<li><b>${both({ zh: '未给结论', en: 'no verdicts' })}</b> ${escape(o.name)} ${both(o.why)}</li>`),
  ]
  const rest = items.length > shown ? `<li>${both({ zh: `另有 ${items.length - shown} 条，见 JSON 报告`, en: `${items.length - shown} more in the JSON report` })}</li>` : ''
  return `<section><h2>${both({ zh: '没有判定的部分', en: 'What was not judged' })}</h2><ul class="problems">${items.slice(0, shown).join('')}${rest}</ul></section>`
}

function departmentSection({ summary }: AuditReport): string {
  const { departments } = summary
  if (departments.length === 0) return ''
  const most = Math.max(1, ...departments.flatMap((d) => severities.map((s) => d.violations[s].total)))
  const heat = (n: number): string => `<td class="n heat h${n === 0 ? 0 : Math.min(4, 1 + Math.floor((Math.log(n) / Math.log(most + 1)) * 4))}">${n}</td>`
  const row = (d: DepartmentSummary): string =>
    `<tr><td>${both(d.title)}</td>${severities.map((s) => heat(d.violations[s].total)).join('')}<td class="n">${severities.reduce((n, s) => n + d.violations[s].waived, 0)}</td>${verdictWords.map((w) => `<td class="n">${d.verdicts[w]}</td>`).join('')}</tr>`
  const weight = (d: DepartmentSummary): number => severities.reduce((n, s, i) => n + d.violations[s].total * 1000 ** (3 - i), 0)
  const sorted = [...departments].sort((a, b) => weight(b) - weight(a) || (a.name < b.name ? -1 : 1))
  return `<section><h2>${both({ zh: '各部门', en: 'By department' })}</h2><p class="note">${both({ zh: '左半是发现的数量（颜色越深越多），右半是本部门系统的条款结论条数。', en: 'Left: how many findings (darker = more); right: verdicts of the department’s systems.' })}</p>
<div class="scroll"><table><thead><tr><th>${both({ zh: '部门', en: 'Department' })}</th>${severities.map((s) => `<th class="n">${both(severityText[s])}</th>`).join('')}<th class="n">${both({ zh: '已受理', en: 'accepted' })}</th>${verdictWords.map((w) => `<th class="n">${both(verdictText[w])}</th>`).join('')}</tr></thead><tbody>${sorted.map(row).join('')}</tbody></table></div></section>`
}

function clauseSection({ summary }: AuditReport): string {
  if (summary.units.length === 0) return ''
  return `<section id="clause-section"><h2>${both({ zh: '条款', en: 'Clauses' })} <small id="clauses-count"></small></h2>
<p class="note">${both({ zh: '条款文字是本项目的概括，请对照标准原文阅读。点一行看仍须什么证明、哪些检查。', en: 'Clause texts are paraphrases; read them beside the standard. Open a row to see what is still to be proved and by which checks.' })}</p>
<div class="tools"><input id="clauses-text" type="search" aria-label="filter clauses" ${attributes('条款号、控制点、检查……', 'clause, control point, check…')}><select id="clauses-unit" aria-label="unit"></select><select id="clauses-word" aria-label="verdict"></select><button id="clauses-wall" type="button" hidden></button></div>
<div class="scroll"><table><thead><tr><th>${both({ zh: '条款', en: 'Clause' })}</th><th>${both({ zh: '控制点', en: 'Control point' })}</th><th>${both({ zh: '概括', en: 'In short' })}</th><th>${both({ zh: '责任', en: 'Duty' })}</th><th id="clauses-verdict">${both({ zh: '结论', en: 'Verdict' })}</th><th id="clauses-basis">${both({ zh: '依据', en: 'Basis' })}</th><th id="clauses-why">${both({ zh: '理由', en: 'Why' })}</th></tr></thead><tbody id="clauses"></tbody></table></div>
<p><button id="clauses-more" type="button" hidden>${both({ zh: '再显示一些', en: 'Show more' })}</button></p></section>`
}

function findingSection({ violations }: AuditReport): string {
  const leftOut = violations.length - maxPageFindings
  const limited = leftOut > 0 ? `<p class="note">${both({ zh: `共 ${violations.length} 条，本页只放最要紧的 ${maxPageFindings} 条，其余 ${leftOut} 条见 JSON 报告。`, en: `${violations.length} in all: the worst ${maxPageFindings} are here, ${leftOut} more in the JSON report.` })}</p>` : ''
  const buttons = severities.map((s) => `<button type="button" data-severity="${s}" aria-pressed="false">${both(severityText[s])}</button>`).join('')
  return `<section><h2>${both({ zh: '发现', en: 'Findings' })} <small id="findings-count">${violations.length}</small></h2>${limited}
<noscript><p class="note">要看条款与发现，请允许本页的脚本，或用 JSON、SARIF 报告。Allow this page’s script to see clauses and findings, or use the JSON or SARIF report.</p></noscript>
<div class="tools"><input id="findings-text" type="search" aria-label="filter findings" ${attributes('对象、检查、文件、条款、指纹……', 'object, check, file, clause, fingerprint…')}>${buttons}<select id="findings-department" aria-label="department"></select><button id="findings-waived" type="button" aria-pressed="false">${both({ zh: '不看已受理', en: 'hide accepted' })}</button></div>
<div class="scroll"><table><thead><tr><th>${both({ zh: '级别', en: 'Severity' })}</th><th>${both({ zh: '检查', en: 'Check' })}</th><th>${both({ zh: '对象', en: 'Object' })}</th><th>${both({ zh: '部门', en: 'Department' })}</th><th>${both({ zh: '位置', en: 'Where' })}</th></tr></thead><tbody id="findings"></tbody></table></div>
<p><button id="findings-more" type="button" hidden>${both({ zh: '再显示一些', en: 'Show more' })}</button></p></section>`
}

function attributes(zh: string, en: string): string {
  return `placeholder="${escape(zh)}" data-zh="${escape(zh)}" data-en="${escape(en)}"`
}

let read: { readonly css: string; readonly js: string } | undefined

/** The page's own style sheet and script, files of the package. */
function assets(): { readonly css: string; readonly js: string } {
  const folder = join(packageRoot(import.meta.url), 'policies', 'reports', 'page')
  read ??= { css: readFileSync(join(folder, 'page.css'), 'utf8'), js: readFileSync(join(folder, 'page.js'), 'utf8') }
  return read
}
