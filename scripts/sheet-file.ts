/** A sheet that somebody sends: xlsx (first sheet, or --sheet) or CSV in UTF-8 or GB 18030, as rows of text. */
import { isUtf8 } from 'node:buffer'
import { parseCsv } from '../policies/paper/csv.ts'
import type { SheetRows } from '../policies/paper/sheet.ts'
import { asUsageError, UsageError } from './command.ts'
import { readBytes } from './input-file.ts'

/** A list of problems has hundreds of rows; what unpacks to more than this is no list. */
const maxUnpacked = 256 * 1024 * 1024
const maxRows = 20_000

/** @throws UsageError naming the file and what is wrong with it */
export async function readSheet(path: string, sheet: string | undefined): Promise<SheetRows> {
  const bytes = await readBytes(path, '表格 / sheet')
  const rows = bytes.subarray(0, 2).toString('latin1') === 'PK' ? await readXlsx(path, bytes, sheet) : readCsv(path, bytes)
  if (rows.length > maxRows) throw new UsageError(`${path} 有 ${rows.length} 行，上限 ${maxRows}`, `${path} has ${rows.length} rows, the limit is ${maxRows}`)
  return rows
}

function readCsv(path: string, bytes: Buffer): SheetRows {
  if (bytes.subarray(0, 8).toString('hex') === 'd0cf11e0a1b11ae1') throw new UsageError(`${path} 是旧的 xls；请另存为 xlsx 或 CSV`, `${path} is an old xls; save it as xlsx or CSV`)
  if (bytes.includes(0)) throw new UsageError(`${path} 既不是 xlsx 也不是 CSV`, `${path} is neither xlsx nor CSV`)
  // Excel on a Chinese Windows saves CSV as GBK, of which GB 18030 is the superset.
  const text = isUtf8(bytes) ? bytes.toString('utf8') : new TextDecoder('gb18030').decode(bytes)
  try {
    return parseCsv(text.startsWith('\ufeff') ? text.slice(1) : text)
  } catch (error) {
    throw asUsageError(error, { zh: `${path}：`, en: `${path}: ` })
  }
}

async function readXlsx(path: string, bytes: Buffer, sheet: string | undefined): Promise<SheetRows> {
  const [{ unzipSync }, { default: readXlsxFile }] = await Promise.all([import('fflate'), import('read-excel-file/node')])
  let unpacked = 0
  try {
    unzipSync(bytes, { filter: ({ originalSize }) => ((unpacked += originalSize), false) })
  } catch {
    throw new UsageError(`${path} 不是完整的 xlsx`, `${path} is no whole xlsx`)
  }
  if (unpacked > maxUnpacked) throw new UsageError(`${path} 解开有 ${unpacked} 字节，上限 ${maxUnpacked}`, `${path} unpacks to ${unpacked} bytes, the limit is ${maxUnpacked}`)
  const sheets = await readXlsxFile(bytes).catch((error: unknown) => {
    throw new UsageError(`${path} 不是能读的 xlsx（${String(error)}）`, `${path} is no readable xlsx (${String(error)})`)
  })
  const found = sheet === undefined ? sheets[0] : sheets.find((s) => s.sheet === sheet)
  if (found === undefined) {
    const names = sheets.map((s) => s.sheet)
    throw new UsageError(`${path} 没有工作表 ${sheet ?? ''}；有：${names.join('、')}`, `${path} has no sheet ${sheet ?? ''}; it has: ${names.join(', ')}`)
  }
  return found.data.map((row) => row.map(cellText))
}

function cellText(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10)
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean' ? String(cell) : ''
}
