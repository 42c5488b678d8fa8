/** A thread of `ywq kpi report`: takes the next range that nobody has, until none is left; sends its tally. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Plan } from './plan.ts'
import { rangeCounter, rangesOf, type InputFile } from './ranges.ts'
import { counter, type Hours, type Tally } from './tally.ts'

export interface Work {
  readonly plan: Plan
  readonly files: readonly InputFile[]
  /** Shared: number of the next range over all files. */
  readonly next: Int32Array
}

export interface Part {
  readonly file: number
  readonly range: number
  readonly hours: Hours
}

export interface Done {
  readonly tally: Tally
  readonly parts: readonly Part[]
}

/** Counts ranges until none is left. */
export function countRanges({ plan, files, next }: Work): Done {
  const all = files.flatMap((file, index) => Array.from({ length: rangesOf(file) }, (_, range) => ({ file: index, range })))
  const counting = counter(plan)
  const ranges = rangeCounter(files, counting)
  const parts: Part[] = []
  try {
    for (;;) {
      const mine = all[Atomics.add(next, 0, 1)]
      if (mine === undefined) break
      parts.push({ ...mine, hours: ranges.count(mine.file, mine.range) })
    }
  } finally {
    ranges.close()
  }
  return { tally: counting.tally, parts }
}

if (parentPort !== null && workerData !== null) parentPort.postMessage(countRanges(workerData as Work))
