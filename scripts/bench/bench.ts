/** What every bench is given and gives. */
import type { Comparison } from './compare.ts'
import type { SizeName } from '../../stacks/examples/generator/size.ts'

export interface BenchInput {
  readonly size: SizeName
  readonly seed: number
  /** The generated estate. */
  readonly estate: string
  /** A folder of the bench's own, removed afterwards. */
  readonly work: string
  /** Root of the compiled program (`dist`). */
  readonly dist: string
  /** Deploy only the first so many departments; Infinity = all. */
  readonly departments: number
  readonly progress: (line: string) => void
}

/** A bench that cannot run here, and why. */
export interface Skipped {
  readonly skipped: string
}

export interface Prepared {
  readonly comparisons: readonly Comparison[]
  /** Ends what prepare started (a server). */
  readonly close?: () => Promise<void>
}

export interface Bench {
  readonly sizes: readonly SizeName[]
  readonly about: string
  /** Makes the inputs (not measured) and says what to compare. */
  readonly prepare: (input: BenchInput) => Promise<Prepared | Skipped>
}

export const node = (script: string, args: readonly string[]): { readonly program: string; readonly args: readonly string[] } => ({
  program: process.execPath,
  args: [script, ...args],
})
