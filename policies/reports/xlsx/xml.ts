/** Text in SpreadsheetML. */
import { printable } from '../cell-text.ts'

export const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Escaped for text and attributes; `_x0041_`, which readers would decode (ECMA-376, ST_Xstring), stays what it is. */
export function xml(text: string): string {
  return printable(text).replace(/[&<>"]/g, (character) => entities[character] ?? character).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
}
