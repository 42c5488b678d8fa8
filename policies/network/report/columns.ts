/** Rows as aligned columns for a terminal (wide characters count two). The last column is not padded. */
import { columns, fit, oneLine } from '../../reports/width.ts'

/** @returns lines without an end; '' cells are kept */
export function alignedRows(head: readonly string[], rows: readonly (readonly string[])[], indent = '  '): readonly string[] {
  const all = [head, ...rows].map((row) => row.map(oneLine))
  const widths = head.map((_, i) => Math.max(...all.map((row) => columns(row[i] ?? ''))))
  return all.map((row) => (indent + row.map((cell, i) => (i === row.length - 1 ? cell : fit(cell, widths[i] ?? 0))).join('  ')).trimEnd())
}
