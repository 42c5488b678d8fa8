/** Rows under a header, columns as wide as their longest cell (Chinese characters count two). */
import { columns, cut, fit, oneLine } from '../policies/reports/width.ts'

/** Longer cells are cut: the whole text stands in --format json. */
const widest = 60

/** @returns lines without a trailing break */
export function textTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, ...rows].map((row) => row.map((cell) => cut(oneLine(cell), widest)))
  const widths = header.map((_, i) => Math.max(...lines.map((row) => columns(row[i] ?? ''))))
  return lines.map((row) => row.map((cell, i) => (i === row.length - 1 ? cell : fit(cell, widths[i] ?? 0))).join('  ')).join('\n')
}
