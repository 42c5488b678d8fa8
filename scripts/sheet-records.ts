/** `import FILE` of a verb: one sheet, its header found, its rows as records; every fault of every row told at once. */
import { recordsOf, type Column, type RowFault, type SheetRecord } from '../policies/paper/sheet.ts'
import { asUsageError, UsageError, type Invocation } from './command.ts'
import { readSheet } from './sheet-file.ts'

/** @throws UsageError where it is not one file, the header lacks a column, or there are no rows */
export async function sheetRecords({ string }: Pick<Invocation, 'string'>, files: readonly string[], columns: readonly Column[]): Promise<{ readonly path: string; readonly records: readonly SheetRecord[] }> {
  const [path, ...more] = files
  if (path === undefined || more.length > 0) throw new UsageError(`import 要且只要一个文件（xlsx 或 CSV），得到 ${files.length} 个`, `import takes one file (xlsx or CSV), got ${files.length}`)
  const rows = await readSheet(path, string('sheet'))
  try {
    const records = recordsOf(rows, columns)
    if (records.length === 0) throw new Error('表头之下没有内容 / there is nothing below the header')
    return { path, records }
  } catch (error) {
    throw asUsageError(error, { zh: `${path}：`, en: `${path}: ` })
  }
}

/** @throws UsageError with every fault, where there is one: a list is imported whole or not at all */
export function refuseRows(path: string, faults: readonly RowFault[]): void {
  if (faults.length === 0) return
  const most = 100
  const lines = (of: (f: RowFault) => string): string => faults.slice(0, most).map(of).join('\n')
  throw new UsageError(
    `${lines((f) => `${path} 第 ${f.row} 行：${f.text.zh}`)}\n共 ${faults.length} 处错误，什么也没有写`,
    `${lines((f) => `${path} row ${f.row}: ${f.text.en}`)}\n${faults.length} faults: nothing was written`,
  )
}
