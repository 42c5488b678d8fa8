/** The workbook's table of texts: each once, cells name them by place. It remembers how wide each line of a text is, too. */
import { columns } from '../width.ts'
import { xml, xmlHead } from './xml.ts'

/** Excel's limit of a cell. */
const longest = 32_767

export interface SharedStrings {
  /** Place of a text, cut where it is longer than a cell may be. */
  at(text: string): number
  /** Lines that the text takes in a column of a width (characters of the default font). */
  lines(text: string, width: number): number
  xml(): string
}

export function sharedStrings(): SharedStrings {
  const places = new Map<string, number>()
  const items: string[] = []
  const widths = new Map<string, readonly number[]>()
  let uses = 0
  return {
    at(text) {
      uses++
      const known = places.get(text)
      if (known !== undefined) return known
      const place = items.push(`<si><t xml:space="preserve">${xml(text.length > longest ? `${text.slice(0, longest - 1)}…` : text)}</t></si>`) - 1
      places.set(text, place)
      return place
    },
    lines(text, width) {
      let known = widths.get(text)
      if (known === undefined) widths.set(text, (known = text.split('\n').map(columns)))
      // A word that does not fit leaves the end of its line empty: a tenth of the width, as looked at in LibreOffice.
      return known.reduce((n, w) => n + Math.max(1, Math.ceil(w / (width * 0.9))), 0)
    },
    xml: () => `${xmlHead}<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="${uses}" uniqueCount="${items.length}">${items.join('')}</sst>`,
  }
}
