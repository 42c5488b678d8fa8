/** The assessor's problem list → Rectification documents, every fault of every row at once. */
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { DocumentOf } from '../estate/document.ts'
import type { Estate } from '../estate/estate.ts'
import { nearest } from '../nearest.ts'
import type { Text } from '../text.ts'
import { clauseOf, dayOfCell, type Column, type RowFault, type SheetRecord } from './sheet.ts'

type Rectification = DocumentOf<'Rectification'>

export const rectificationColumns: readonly Column[] = [
  { field: 'problem', words: ['问题', '问题描述', '安全问题', '问题及风险描述', '存在的问题', '不符合项', 'problem'], required: true },
  { field: 'clause', words: ['条款', '条款号', '标准条款', '测评项', '测评指标', '控制项', 'clause'], required: false },
  { field: 'check', words: ['检查项', '检查', 'check'], required: false },
  { field: 'fingerprint', words: ['指纹', 'fingerprint'], required: false },
  { field: 'system', words: ['系统', '信息系统', '系统名称', '测评对象', '所属系统', 'system'], required: false },
  { field: 'owner', words: ['责任人', '整改责任人', '负责人', 'owner'], required: true },
  { field: 'opened', words: ['发现日期', '开始日期', '下达日期', 'opened'], required: false },
  { field: 'due', words: ['整改期限', '期限', '完成期限', '计划完成时间', '计划完成日期', 'due'], required: true },
  { field: 'interim', words: ['临时措施', '整改期间的临时措施', '补偿措施', 'interim'], required: true },
]

export interface RectificationDefaults {
  readonly source: Rectification['source']
  /** Day that rows without one begin on. */
  readonly opened: string
  /** Names are `<prefix>-<row>`. */
  readonly prefix: string
}

/** @returns the documents of the rows without faults, and the faults of the others */
export function rectificationsOf(records: readonly SheetRecord[], estate: Estate, catalogue: Catalogue, checks: readonly string[], defaults: RectificationDefaults): { readonly documents: readonly Rectification[]; readonly faults: readonly RowFault[] } {
  const faults: RowFault[] = []
  const documents = records.map(({ row, field }): Rectification => {
    const fault = (zh: string, en: string): void => void faults.push({ row, text: { zh, en } })
    const problem = field('problem')
    if (problem === '') fault('“问题”为空', 'the problem is empty')
    if (problem.length > 200) fault(`“问题”有 ${problem.length} 字，上限 200；请缩短，详情留在测评报告里`, `the problem has ${problem.length} characters, the limit is 200; shorten it, details stay in the report`)
    const clause = clauseOf(field('clause'))
    if (field('clause') !== '' && (clause === null || catalogue.clause(clause) === undefined)) fault(`条款“${field('clause')}”不在 GB/T 22239-2019 目录里；写成 8.1.4.2.d`, `the clause "${field('clause')}" is not in the catalogue of GB/T 22239-2019; write 8.1.4.2.d`)
    const check = field('check')
    if (check !== '' && !checks.includes(check)) fault(...unknown('检查项', 'check', check, checks))
    const print = field('fingerprint').toLowerCase()
    if (print !== '' && !/^[0-9a-f]{32}$/.test(print)) fault(`指纹“${print}”应为 32 位十六进制`, `the fingerprint "${print}" should be 32 hexadecimal digits`)
    if (clause === null && check === '' && print === '' && field('clause') === '') fault('条款、检查项、指纹至少写一个', 'write at least one of clause, check, fingerprint')
    const system = field('system') === '' ? undefined : named(estate.of('System'), field('system'))
    if (field('system') !== '' && system === undefined) fault(...unknown('系统', 'system', field('system'), estate.of('System').flatMap((s) => [s.name, s.title.zh])))
    const owner = named(estate.of('Person'), field('owner'))
    if (owner === undefined) fault(...unknown('责任人', 'owner', field('owner'), estate.of('Person').flatMap((p) => [p.name, p.title.zh])))
    const due = dayOfCell(field('due'))
    if (due === null) fault(`期限“${field('due')}”不是日期；写成 2026-12-31`, `the due date "${field('due')}" is no date; write 2026-12-31`)
    const opened = field('opened') === '' ? defaults.opened : dayOfCell(field('opened'))
    if (opened === null) fault(`发现日期“${field('opened')}”不是日期；写成 2026-12-31`, `the date "${field('opened')}" is no date; write 2026-12-31`)
    if (due !== null && opened !== null && due < opened) fault(`期限 ${due} 早于开始 ${opened}`, `due ${due} is before it was opened, ${opened}`)
    if (field('interim').length < 4) fault('“临时措施”至少 4 个字：整改期间靠什么控制风险', 'the interim measure needs at least 4 characters: what holds the risk until then')
    return {
      kind: 'Rectification', name: `${defaults.prefix}-${row}`, title: { zh: problem },
      ...(clause === null ? {} : { clause }), ...(check === '' ? {} : { check }), ...(print === '' ? {} : { fingerprint: print }), ...(system === undefined ? {} : { system: system.name }),
      source: defaults.source, owner: owner?.name ?? '', opened: opened ?? '', due: due ?? '', interim: field('interim'),
    }
  })
  const wrong = new Set(faults.map((f) => f.row))
  return { documents: documents.filter((_, i) => !wrong.has(records[i]?.row ?? 0)), faults }
}

/** By name, or by title where exactly one has it. */
function named<D extends { readonly name: string; readonly title: { readonly zh: string } }>(documents: readonly D[], word: string): D | undefined {
  const byTitle = documents.filter((d) => d.title.zh === word)
  return documents.find((d) => d.name === word) ?? (byTitle.length === 1 ? byTitle[0] : undefined)
}

function unknown(zh: string, en: string, word: string, known: readonly string[]): readonly [zh: string, en: string] {
  const near = nearest(word, known)
  const hint: Text = near === undefined ? { zh: '；写 name，或唯一的名称', en: '; write its name, or a title that only one has' } : { zh: `，是不是 ${near}？`, en: `; did you mean ${near}?` }
  return [`声明里没有${zh}“${word}”${hint.zh}`, `the estate has no ${en} "${word}"${hint.en}`]
}
