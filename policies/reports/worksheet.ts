/**
 * The assessor's worksheet: objects with the proposed sample, and a row for each clause × object. The tool fills what it found by
 * itself; 结果记录 and 符合情况 are the assessor's and stay empty.
 */
import type { Clause } from '../catalogue/clause.ts'
import { responsibilityText } from '../catalogue/words.ts'
import { fingerprint, isViolation, severities, type Finding } from '../finding.ts'
import { approvalsUnverified, disclaimer, type AuditReport } from '../report.ts'
import { basisText, countByWord, verdictText, verdictWords, type Unit, type Verdict, type VerdictWord } from '../verdict/words.ts'
import { severityText } from './table.ts'
import { provedByText } from './words.ts'
import { assessedObjects, type AssessedObject } from './worksheet-objects.ts'
import type { Cell, Column, Table } from './xlsx/table.ts'
import { writeWorkbook } from './xlsx/workbook.ts'

export interface WorksheetOptions {
  /** Systems of these departments only: an assessor is given those of whoever asked. Empty = everything. @default everything */
  readonly departments?: readonly string[]
}

/** Rows of one sheet that programs still open in a reasonable time and that fit a string here; Excel's own limit is 1,048,576. */
const maxRows = 200_000

/**
 * @returns the bytes of an xlsx file; the same report gives the same bytes
 * @throws Error (中文 / English) where a sheet would be longer than maxRows
 */
export function renderWorksheet(whole: AuditReport, { departments = [] }: WorksheetOptions = {}): Uint8Array {
  const report = departments.length === 0 ? whole : narrow(whole, departments)
  const objects = assessedObjects(report)
  return writeWorkbook({
    title: '云网墙自查记录表',
    created: report.now,
    footer: disclaimer.zh,
    tables: [aboutTable(report), objectTable(objects, report), recordTable(objects, report)],
  })
}

/** The report of some departments' systems, summed up again. */
function narrow(report: AuditReport, departments: readonly string[]): AuditReport {
  const asked = (unit: Unit): boolean => unit.department !== undefined && departments.includes(unit.department)
  const verdicts = report.verdicts.filter((v) => asked(v.unit))
  const { summary } = report
  return { ...report, verdicts, omitted: report.omitted.filter((o) => o.department !== undefined && departments.includes(o.department)), summary: { ...summary, units: summary.units.filter((u) => asked(u.unit)), departments: summary.departments.filter((d) => departments.includes(d.name)), verdicts: countByWord(verdicts) } }
}

function notes(heading: string, report: AuditReport, more: readonly string[]): readonly string[] {
  return [heading, `${disclaimer.zh}。${report.approvals === 'none' ? `${approvalsUnverified.zh}。` : ''}${disclaimer.en}.`, ...more]
}

function aboutTable(report: AuditReport): Table {
  const { summary, tool, now, inputs, profile, omitted, unreadable } = report
  const fact = (name: string, value: string | number): readonly Cell[] => [name, value]
  const { pass, fail, skip, error } = summary.findings
  return {
    name: '说明',
    notes: notes('云网墙自查记录表', report, []),
    columns: [{ title: '项目', width: 26 }, { title: '内容', width: 110 }],
    rows: [
      fact('判定时刻', now),
      fact('标准', profile),
      fact('工具', `${tool.name} ${tool.version}`),
      ...inputs.map((i) => fact('输入', `${i.name}${i.cluster === '' ? '' : `（${i.cluster}）`}：${i.source}，${i.subjects} 个对象`)),
      fact('部门', summary.departments.map((d) => d.title.zh).join('、')),
      fact('定级对象与系统', summary.units.length),
      ...verdictWords.map((word): readonly Cell[] => [{ text: verdictText[word].zh, verdict: word }, summary.verdicts[word]]),
      fact('检查结果（全部输入）', `通过 ${pass}，不通过 ${fail}，未能判定 ${skip}，出错 ${error}；已受理风险 ${summary.waived}（受理不改变结论）`),
      fact('自查结果', '本工具按条款判定：符合、部分符合、不符合、不适用、未测评（没有证据）。一行写“系统整体”的是该条款对整个对象的结论；写对象名的是该条款的检查对这一个对象的结果。'),
      fact('依据', '实测：本次检查得出。自查：凭单位自己的记录。测评：凭测评机构的记录。继承：由平台的结论得出。'),
      fact('结果记录、符合情况', '由测评师填写，本工具不填。“符合情况”只能从下拉列表中选择。'),
      fact('抽样', '有发现的对象全部列入；其余按类别抽取，二级 10%、三级 20%、四级 30%，至少 1、2、3 个，由对象标识的散列决定，同样的输入抽到同样的对象。比例是本工具的建议，由测评师在“测评师调整”列改定。'),
      fact('重大风险提示', '决定这一行的发现里有严重级的，写出检查项；是否构成重大风险由测评师判定。'),
      fact('证据编号', '发现指纹的前 16 位；同一发现在 JSON、SARIF 报告里指纹相同。'),
      fact('条款文字', '是本项目的概括，请对照标准原文。'),
      ...omitted.map((o) => fact('未给结论', `${o.name}：${o.why.zh}`)),
      ...unreadable.map((u) => fact('读不了的输入', `${u.location}：${u.zh}`)),
    ],
  }
}

const decided = ['抽取', '不抽取'] as const
const objectColumns: readonly Column[] = [
  { title: '对象编号', width: 10, style: 'short' }, { title: '定级对象或系统', width: 26 }, { title: '级别', width: 6, style: 'short' }, { title: '部门', width: 16 }, { title: '类别', width: 20 },
  { title: '对象', width: 40 }, { title: '命名空间', width: 30 }, { title: '集群', width: 14 }, { title: '位置', width: 60 }, { title: '发现数', width: 8, style: 'short' },
  { title: '建议', width: 10, style: 'short' }, { title: '抽样说明', width: 26 }, { title: '测评师调整', width: 12, style: 'input', choices: decided },
]

function objectTable(objects: readonly AssessedObject[], report: AuditReport): Table {
  const titles = new Map(report.summary.departments.map((d) => [d.name, d.title.zh]))
  return {
    name: '测评对象',
    notes: notes('测评对象与抽样', report, [`共 ${objects.length} 个对象，建议抽取 ${objects.filter((o) => o.sampled).length} 个。`]),
    columns: objectColumns,
    frozen: 2,
    paper: 'A3',
    rows: objects.map(({ id, unit, subject, findings, violated, sampled, ofKind }) => [
      id, unit.title.zh, unit.level, titles.get(unit.department ?? '') ?? '', subject.kind, subject.name, subject.namespace, subject.cluster, subject.location, findings.filter(isViolation).length,
      sampled ? '抽取' : '不抽取', `${violated ? '有发现，必抽；' : ''}同类 ${ofKind.all} 个，抽 ${ofKind.sampled} 个`, null,
    ]),
  }
}

/** The four words of GB/T 28448-2019 that an assessor fills in for an item. */
const conclusions = ['符合', '部分符合', '不符合', '不适用'] as const
const recordColumns: readonly Column[] = [
  { title: '序号', width: 7, style: 'short' }, { title: '定级对象或系统', width: 20 }, { title: '级别', width: 6, style: 'short' }, { title: '条款', width: 13, style: 'short' }, { title: '测评单元', width: 13, style: 'short' },
  { title: '安全层面', width: 14 }, { title: '控制点', width: 16 }, { title: '要求概括', width: 34 }, { title: '责任', width: 7, style: 'short' }, { title: '测评对象', width: 30 }, { title: '自查结果', width: 10, style: 'short' },
  { title: '依据', width: 7, style: 'short' }, { title: '依据说明', width: 40 }, { title: '复核命令', width: 52 }, { title: '证据编号', width: 18 }, { title: '仍须核查', width: 30 }, { title: '重大风险提示', width: 18 },
  { title: '结果记录', width: 36, style: 'input' }, { title: '符合情况', width: 11, style: 'input', choices: conclusions },
]

function recordTable(objects: readonly AssessedObject[], report: AuditReport): Table {
  return {
    name: '测评记录',
    notes: notes('测评记录（自查部分已填，结果记录与符合情况由测评师填写）', report, ['一行是一个条款 × 一个对象：先是该对象整体的结论，其下是抽到的、由这一条款的检查判定过的对象。']),
    columns: recordColumns,
    frozen: 4,
    paper: 'A3',
    rows: recordRows(objects, report),
  }
}

function* recordRows(objects: readonly AssessedObject[], report: AuditReport): Generator<readonly Cell[]> {
  const byUnit = new Map<Unit, Map<string, { readonly object: AssessedObject; readonly findings: readonly Finding[] }[]>>()
  for (const object of objects.filter((o) => o.sampled)) {
    const clauses = byUnit.get(object.unit) ?? new Map<string, { readonly object: AssessedObject; readonly findings: readonly Finding[] }[]>()
    byUnit.set(object.unit, clauses)
    for (const clause of new Set(object.findings.flatMap((f) => f.clauses))) {
      const list = clauses.get(clause) ?? []
      clauses.set(clause, list)
      list.push({ object, findings: object.findings.filter((f) => f.clauses.includes(clause)) })
    }
  }
  const command = commandOf(report)
  let n = 0
  for (const verdict of report.verdicts) {
    const { unit } = verdict
    const clause = report.clauses.get(verdict.clause)
    if (clause === undefined) continue
    const head = [unit.title.zh, clause.level, clause.id, clause.assess, clause.domain, clause.point.zh, clause.summary.zh, responsibilityText[clause.responsibility].zh] as const
    if (n >= maxRows) throw new Error(`测评记录超过 ${maxRows} 行，表格程序打不开：用 --department 分部门出表 / the worksheet would have more than ${maxRows} rows: make one for each --department`)
    const row = (object: string, word: VerdictWord, basis: string, why: string, evidence: readonly Finding[], checks: readonly string[]): readonly Cell[] => [
      ++n, ...head, object, { text: verdictText[word].zh, verdict: word }, basis, why, command(checks), prints(evidence), residualOf(clause, verdict), risk(evidence), null, null,
    ]
    yield row(`${unit.kind === 'system' ? '系统' : unit.kind === 'platform' ? '平台' : '输入'}整体`, verdict.verdict, basisText[verdict.basis].zh, verdict.why.zh, verdict.findings, clause.checks)
    for (const { object, findings } of byUnit.get(unit)?.get(clause.id) ?? []) {
      const decisive = decisiveOf(findings)
      const why = decisive.map((f) => (f.result === 'pass' ? `${f.check} 通过` : `${f.check}：${f.detail.zh}${f.waiver === undefined ? '' : `（已受理风险 ${f.waiver}）`}`)).join('；')
      yield row(`${object.id} ${object.subject.kind}/${object.subject.name}`, wordOf(findings, clause), basisText.measured.zh, why, decisive, [...new Set(findings.map((f) => f.check))])
    }
  }
}

/** Violations, or else what could not be judged, or else the passes. */
function decisiveOf(findings: readonly Finding[]): readonly Finding[] {
  const violations = findings.filter(isViolation)
  const open = findings.filter((f) => f.result === 'skip')
  return violations.length > 0 ? violations : open.length > 0 ? open : findings
}

/** The truth table for one object: what passes here proves the whole clause only where checks alone prove it. */
function wordOf(findings: readonly Finding[], { status }: Clause): VerdictWord {
  const fails = findings.filter((f) => f.result === 'fail')
  if (fails.some((f) => f.severity === 'critical' || f.severity === 'high')) return 'not-met'
  if (fails.length > 0) return 'partially-met'
  if (findings.some((f) => f.result !== 'pass')) return 'not-assessed'
  return status === 'automated' ? 'met' : status === 'partial' ? 'partially-met' : 'not-assessed'
}

const shownPrints = 3
function prints(findings: readonly Finding[]): string {
  const shown = findings.slice(0, shownPrints).map((f) => fingerprint(f).slice(0, 16))
  return [...shown, ...(findings.length > shown.length ? [`另 ${findings.length - shown.length} 条`] : [])].join('\n')
}

function residualOf(clause: Clause, verdict: Verdict): string {
  if (verdict.verdict === 'not-applicable') return '核对适用性说明'
  return clause.residual !== '' ? clause.residual : clause.status === 'automated' ? '' : provedByText[clause.status].zh
}

function risk(findings: readonly Finding[]): string {
  const critical = [...new Set(findings.filter((f) => isViolation(f) && f.severity === severities[0]).map((f) => f.check))]
  return critical.length === 0 ? '' : `${severityText.critical.zh}级发现：${critical.join('、')}`
}

/** What a person types to see the same again. */
function commandOf(report: AuditReport): (checks: readonly string[]) => string {
  const folder = report.inputs.find((i) => i.source === 'declaration')?.name
  const inputs = [...new Set(report.inputs.filter((i) => i.source !== 'declaration').map((i) => (i.source === 'live' ? '--live' : quote(i.name))))]
  return (checks) => (checks.length === 0 ? '' : ['ywq audit', ...inputs, ...(folder === undefined ? [] : ['--estate', quote(folder)]), '--check', checks.join(','), '--now', report.now].join(' '))
}

/** One word of a POSIX shell. */
function quote(word: string): string {
  return /^[A-Za-z0-9_./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
