/**
 * The rows of one 测评 report (clause, result) → Records: one a result, each covering its clauses, all proved by the same report.
 * 不适用 needs a reason and a confirmer of its own (Applicability), so those rows are told and not imported.
 */
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { DocumentOf } from '../estate/document.ts'
import { clauseOf, type Column, type RowFault, type SheetRecord } from './sheet.ts'

type RecordDocument = DocumentOf<'Record'>
type Result = RecordDocument['result']

export const assessmentColumns: readonly Column[] = [
  { field: 'clause', words: ['条款', '条款号', '标准条款', '测评项', '测评指标', '控制项', 'clause'], required: true },
  { field: 'result', words: ['结果', '符合情况', '测评结果', '判定结果', '结论', 'result'], required: true },
]

const suffix: Readonly<Record<Result, string>> = { 符合: 'met', 部分符合: 'partial', 不符合: 'unmet' }
const english: Readonly<Record<string, Result | '不适用'>> = { met: '符合', partial: '部分符合', 'not met': '不符合', 'n/a': '不适用' }

export interface AssessmentRows {
  readonly covers: Readonly<Record<Result, readonly string[]>>
  readonly notApplicable: readonly string[]
  readonly faults: readonly RowFault[]
}

/** Sorts the rows by result. A clause that stands in several rows (several objects) takes the worst of their results. */
export function readAssessment(records: readonly SheetRecord[], catalogue: Catalogue): AssessmentRows {
  const faults: RowFault[] = []
  const worst = new Map<string, Result>()
  const without = new Set<string>()
  const rank: readonly Result[] = ['符合', '部分符合', '不符合']
  for (const { row, field } of records) {
    const clause = clauseOf(field('clause'))
    const result = english[field('result').toLowerCase()] ?? field('result')
    if (clause === null || catalogue.clause(clause) === undefined) {
      faults.push({ row, text: { zh: `条款“${field('clause')}”不在 GB/T 22239-2019 目录里；写成 8.1.4.2.d`, en: `the clause "${field('clause')}" is not in the catalogue of GB/T 22239-2019; write 8.1.4.2.d` } })
    } else if (result === '不适用') without.add(clause)
    else {
      const known = rank.find((r) => r === result)
      if (known === undefined) faults.push({ row, text: { zh: `结果“${field('result')}”不认识；应为 符合、部分符合、不符合、不适用`, en: `the result "${field('result')}" is not known; write 符合, 部分符合, 不符合 or 不适用` } })
      else if (rank.indexOf(known) >= rank.indexOf(worst.get(clause) ?? '符合')) worst.set(clause, known)
    }
  }
  const of = (result: Result): readonly string[] => [...worst].filter(([, r]) => r === result).map(([clause]) => clause).sort()
  return { covers: { 符合: of('符合'), 部分符合: of('部分符合'), 不符合: of('不符合') }, notApplicable: [...without].filter((c) => !worst.has(c)).sort(), faults }
}

/** @param common what all Records of the report share; `name` is the beginning of each name */
export function recordsOfAssessment({ covers }: AssessmentRows, common: Omit<RecordDocument, 'kind' | 'covers' | 'result'>): readonly RecordDocument[] {
  return (['符合', '部分符合', '不符合'] as const).flatMap((result) =>
    covers[result].length === 0 ? [] : [{ kind: 'Record' as const, ...common, name: `${common.name}-${suffix[result]}`, covers: [...covers[result]], result }],
  )
}
