/**
 * One table of verdicts and findings as CSV (RFC 4180): verdicts first, then fails and errors, worst first, then what could not be judged.
 * With a byte order mark, without which Excel reads Chinese wrongly. Every row says that it is no assessment, because rows are copied.
 */
import { fingerprint, isViolation, type Finding } from '../finding.ts'
import { natureOf, type AuditReport } from '../report.ts'
import { basisText, verdictText, type Verdict } from '../verdict/words.ts'
import { looksLikeFormula, printable } from './cell-text.ts'
import { severityText } from './table.ts'

const columns = [
  '类型 type', '结论 verdict', '依据 basis', '级别 severity', '等级 level', '条款 clauses', '控制点 point', '检查 check', '定级对象或系统 unit', '部门 department', '集群 cluster', '命名空间 namespace', '对象 object',
  '位置 location', '说明 detail', '怎么改或仍须证明 remedy', '已受理风险 waiver', '指纹 fingerprint', '判定时刻 judged at', '性质 nature',
] as const

/** The whole table in pieces, a few hundred rows each. */
export function* csvPieces(report: AuditReport): Generator<string> {
  yield `\ufeff${csvLine(columns)}`
  const departments = new Map(report.summary.departments.map((d) => [d.name, d.title.zh]))
  const tail = [report.now, natureOf(report).zh] as const
  for (const verdict of report.verdicts) yield csvLine([...verdictRow(verdict, report, departments), ...tail])
  for (const { finding, department } of report.violations) yield csvLine([...findingRow(finding, report, departments.get(department) ?? department), ...tail])
  for (const finding of report.findings) if (finding.result === 'skip') yield csvLine([...findingRow(finding, report, departments.get(finding.subject.place?.department ?? '') ?? ''), ...tail])
  for (const { location, zh } of report.unreadable) yield csvLine(['读不了 unreadable', ...Array.from({ length: 12 }, () => ''), location, zh, '', '', '', ...tail])
}

function verdictRow({ clause: id, level, unit, verdict, basis, why }: Verdict, { clauses }: AuditReport, departments: ReadonlyMap<string, string>): readonly string[] {
  const clause = clauses.get(id)
  return ['条款结论 verdict', verdictText[verdict].zh, basisText[basis].zh, '', String(level), id, clause?.point.zh ?? '', clause?.checks.join(' ') ?? '', unit.title.zh, departments.get(unit.department ?? '') ?? '', '', '', '', '', why.zh, clause?.residual ?? '', '', '']
}

const resultText = { pass: '通过', fail: '不通过', skip: '未能判定', error: '检查出错' } as const

function findingRow(finding: Finding, { checks }: AuditReport, department: string): readonly string[] {
  const { subject } = finding
  return [
    '发现 finding', resultText[finding.result], basisText.measured.zh, isViolation(finding) ? severityText[finding.severity].zh : '', '', finding.clauses.join(' '), '', finding.check, subject.place?.system ?? '', department, subject.cluster, subject.namespace, `${subject.kind}/${subject.name}`,
    subject.estateLocation ?? subject.location, finding.detail.zh, checks.get(finding.check)?.remedy.zh ?? '', finding.waiver ?? '', fingerprint(finding),
  ]
}

/** One row with its end; see `cell` for what is quoted. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

/** Quoted where needed; what a spreadsheet could run begins with an apostrophe, inside the quotes. */
function cell(raw: string): string {
  const text = printable(raw)
  const safe = looksLikeFormula(raw) || looksLikeFormula(text) ? `'${text}` : text
  return /["\r\n,;\t']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
