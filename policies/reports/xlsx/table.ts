/** What a sheet is: notes above, a header row, columns of one style each, rows of cells. */
import type { VerdictWord } from '../../verdict/words.ts'

export interface Column {
  readonly title: string
  /** Characters of the default font; a Chinese character takes two. */
  readonly width: number
  /** `text` wraps at the top left; `short` is centred; `input` is for a person to fill. @default text */
  readonly style?: 'text' | 'short' | 'input'
  /** Words of the drop-down. Anything else is refused by the program, empty stays allowed. */
  readonly choices?: readonly string[]
}

/** A verdict carries its colour; null is an empty cell. */
export type Cell = string | number | null | { readonly text: string; readonly verdict: VerdictWord }

export interface Table {
  /** Of the sheet: at most 31 characters, none of []:*?/\ */
  readonly name: string
  /** Lines above the header row, each across the whole width; the first is the heading. */
  readonly notes: readonly string[]
  readonly columns: readonly Column[]
  readonly rows: Iterable<readonly Cell[]>
  /** Columns that stay in sight when scrolling to the right. @default 0 */
  readonly frozen?: number
  /** Printed across, fitted to the width. @default A4 */
  readonly paper?: 'A3' | 'A4'
}
