/** A bad estate: the mini estate with one change, and every problem that must be told for it, no more and no fewer. */
import type { SourceFile } from '../../../policies/estate/read-files.ts'
import { changed, extended } from '../mini.ts'

export interface Expected {
  readonly code: string
  /** Text that the problem's place begins with. */
  readonly at: string
  /** Pieces of the messages. */
  readonly zh: string
  readonly en: string
}

export interface Bad {
  readonly name: string
  readonly files: readonly SourceFile[]
  readonly expect: readonly Expected[]
}

type Row = readonly [code: string, at: string, zh: string, en: string]

const expected = (rows: readonly Row[]): readonly Expected[] => rows.map(([code, at, zh, en]) => ({ code, at, zh, en }))

/** One replacement in the mini estate. */
export const edit = (name: string, from: string, to: string, ...rows: readonly Row[]): Bad => ({ name, files: changed(from, to), expect: expected(rows) })

/** More documents beside the mini estate. */
export const add = (name: string, text: string, ...rows: readonly Row[]): Bad => ({ name, files: extended(text), expect: expected(rows) })
