/**
 * A list that somebody keeps in a sheet (the assessor's problems, the rows of a report), as records with named fields. The header row is
 * found by its words; rows and columns that nobody asked for are left alone, and every fault is told with its row.
 */
import { nearest } from '../nearest.ts'
import type { Text } from '../text.ts'

/** Cells as text, row by row; dates as YYYY-MM-DD. */
export type SheetRows = readonly (readonly string[])[]

export interface Column {
  readonly field: string
  /** Words of the header, any of them; the first is the one that messages name. */
  readonly words: readonly string[]
  readonly required: boolean
}

export interface SheetRecord {
  /** 1-based row of the sheet. */
  readonly row: number
  /** '' where the cell is empty or the column is not there. */
  readonly field: (name: string) => string
}

/** Header rows stand at the top; a title and some remarks may come before them. */
const headerWithin = 20

/**
 * @param rows as read
 * @returns records below the header, rows whose wanted cells are all empty left out
 * @throws Error `中文 / English` where no header row has the required words
 */
export function recordsOf(rows: SheetRows, columns: readonly Column[]): readonly SheetRecord[] {
  const required = columns.filter((c) => c.required)
  const candidates = rows.slice(0, headerWithin).map((cells, row) => ({ row, at: placesOf(cells, columns) }))
  const best = candidates.sort((a, b) => b.at.size - a.at.size || a.row - b.row)[0]
  const missing = required.filter((c) => best?.at.has(c.field) !== true)
  if (best === undefined || missing.length > 0) throw new Error(headerFault(missing.length > 0 ? missing : required, best === undefined ? [] : (rows[best.row] ?? [])))
  return rows.slice(best.row + 1).flatMap((cells, i) => {
    const field = (name: string): string => {
      const at = best.at.get(name)
      return at === undefined ? '' : (cells[at] ?? '').trim()
    }
    return columns.every((c) => field(c.field) === '') ? [] : [{ row: best.row + 2 + i, field }]
  })
}

/** Letters that headers are decorated with say nothing: 「整改期限*」, “整改 期限（必填）”. */
const plain = (text: string): string => text.replace(/[\s*＊:：]|（.*?）|\(.*?\)/g, '').toLowerCase()

function placesOf(cells: readonly string[], columns: readonly Column[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>()
  for (const { field, words } of columns) {
    const at = cells.findIndex((cell) => words.some((word) => plain(word) === plain(cell)))
    if (at >= 0) places.set(field, at)
  }
  return places
}

function headerFault(missing: readonly Column[], header: readonly string[]): string {
  const found = header.map((h) => h.trim()).filter((h) => h !== '')
  const lines = missing.map(({ words }) => {
    const near = words.map((word) => nearest(word, found)).find((word) => word !== undefined)
    return { words, near }
  })
  const zh = lines.map(({ words, near }) => `缺少列“${words[0] ?? ''}”（也可写 ${words.slice(1).join('、')}）${near === undefined ? '' : `，是不是“${near}”这一列`}`).join('；')
  const en = lines.map(({ words, near }) => `no column "${words.at(-1) ?? ''}" (${words.join(', ')})${near === undefined ? '' : `, is it "${near}"?`}`).join('; ')
  return `${zh}；表头是：${found.join('、').slice(0, 200)} / ${en}; the header is: ${found.join(', ').slice(0, 200)}`
}

/** A fault of one row. */
export interface RowFault {
  readonly row: number
  readonly text: Text
}

/**
 * Clause ids as people write them: `8.1.4.2.d`, `8.1.4.2 d)`, `8.1.4.2d）`.
 * @returns the id of the catalogue's form; null where the text holds none
 */
export function clauseOf(text: string): string | null {
  const [, number, letter] = /(?:^|[^0-9.])([6-9](?:\.[0-9]{1,2}){3,4})(?:[.\s]*([a-z])(?![a-z]))?/i.exec(text) ?? []
  return number === undefined ? null : letter === undefined ? number : `${number}.${letter.toLowerCase()}`
}

/** `2026/1/5`, `2026.01.05`, `2026年1月5日`, `2026-01-05` → `2026-01-05`; null where it is none of them or no day. */
export function dayOfCell(text: string): string | null {
  const [, year, month = '', day = ''] = /^([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?$/.exec(text.trim()) ?? []
  if (year === undefined) return null
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date) ? date : null
}
