/**
 * One table as a worksheet part. The order of elements is the schema's (ECMA-376 part 1, CT_Worksheet).
 * Heights are written, because LibreOffice does not fit rows of wrapped text by itself when it opens a file.
 */
import { looksLikeFormula } from '../cell-text.ts'
import type { SharedStrings } from './shared-strings.ts'
import { styleIndex, type StyleName } from './styles.ts'
import type { Cell, Column, Table } from './table.ts'
import { xml, xmlHead } from './xml.ts'

/** Points of a line of the default font; and Excel's limit of a row. */
const lineHeight = 13
const tallest = 409

/**
 * @param footer on every printed page
 * @param strings of the workbook; grows
 * @param shown whether this is the sheet that opens
 */
export function sheetXml(table: Table, footer: string, strings: SharedStrings, shown: boolean): string {
  const { columns, notes, frozen = 0 } = table
  const header = notes.length + 1
  const letters = columns.map((_, i) => columnName(i))
  const last = letters.at(-1) ?? 'A'
  const width = columns.reduce((n, c) => n + c.width, 0)
  const rows: string[] = []
  const cell = (at: string, style: StyleName, value: string | number | null): string => {
    if (value === null || value === '') return `<c r="${at}" s="${styleIndex(style)}"/>`
    if (typeof value === 'number') return `<c r="${at}" s="${styleIndex(style)}"><v>${value}</v></c>`
    return `<c r="${at}" s="${styleIndex(looksLikeFormula(value) ? 'quoted' : style)}" t="s"><v>${strings.at(value)}</v></c>`
  }
  notes.forEach((note, i) => rows.push(`<row r="${i + 1}"${i === 0 ? ' ht="26" customHeight="1"' : ` ht="${lineHeight * strings.lines(note, width) + 3}" customHeight="1"`}>${cell(`A${i + 1}`, i === 0 ? 'heading' : i === 1 ? 'warning' : 'note', note)}</row>`))
  rows.push(`<row r="${header}" ht="32" customHeight="1">${columns.map((c, i) => cell(`${letters[i] ?? 'A'}${header}`, 'header', c.title)).join('')}</row>`)
  let at = header
  for (const row of table.rows) {
    at++
    let text = ''
    let lines = 1
    for (const [i, column] of columns.entries()) {
      const value = row[i] ?? null
      text += styled(`${letters[i] ?? 'A'}${at}`, column, value, cell)
      if (typeof value === 'string') lines = Math.max(lines, strings.lines(value, column.width))
    }
    rows.push(`<row r="${at}" ht="${Math.min(tallest, lines * lineHeight + 3)}" customHeight="1">${text}</row>`)
  }
  const split = `<pane${frozen > 0 ? ` xSplit="${frozen}"` : ''} ySplit="${header}" topLeftCell="${columnName(frozen)}${header + 1}" activePane="${frozen > 0 ? 'bottomRight' : 'bottomLeft'}" state="frozen"/>`
  const choices = columns.flatMap((c, i) => (c.choices === undefined || at === header ? [] : [validation(`${letters[i] ?? 'A'}${header + 1}:${letters[i] ?? 'A'}${at}`, c.choices)]))
  return [
    `${xmlHead}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:${last}${at}"/>`,
    `<sheetViews><sheetView showGridLines="0"${shown ? ' tabSelected="1"' : ''} workbookViewId="0">${split}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="14"/>`,
    `<cols>${columns.map((c, i) => `<col min="${i + 1}" max="${i + 1}" width="${c.width}" customWidth="1"/>`).join('')}</cols><sheetData>`,
    ...rows,
    `</sheetData><autoFilter ref="A${header}:${last}${at}"/>`,
    notes.length === 0 ? '' : `<mergeCells count="${notes.length}">${notes.map((_, i) => `<mergeCell ref="A${i + 1}:${last}${i + 1}"/>`).join('')}</mergeCells>`,
    choices.length === 0 ? '' : `<dataValidations count="${choices.length}">${choices.join('')}</dataValidations>`,
    `<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="${table.paper === 'A3' ? 8 : 9}" orientation="landscape" fitToWidth="1" fitToHeight="0"/>`,
    `<headerFooter><oddFooter>&amp;L${xml(footer.replaceAll('&', '&&'))}&amp;C&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>`,
  ].join('')
}

function styled(at: string, column: Column, value: Cell, cell: (at: string, style: StyleName, value: string | number | null) => string): string {
  if (typeof value === 'object' && value !== null) return cell(at, value.verdict, value.text)
  return cell(at, column.style ?? 'text', value)
}

/** A list in the cell itself: words joined by commas, in quotes, at most 255 characters (ECMA-376, dataValidation). */
function validation(range: string, words: readonly string[]): string {
  const title = '只能从下拉列表中选择'
  return `<dataValidation type="list" allowBlank="1" showErrorMessage="1" errorTitle="${title}" error="${xml(words.join('、'))}" sqref="${range}"><formula1>${xml(`"${words.join(',')}"`)}</formula1></dataValidation>`
}


/** 0 → A, 26 → AA. */
function columnName(index: number): string {
  return (index >= 26 ? columnName(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))
}
