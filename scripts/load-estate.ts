/** Loads an estate for a verb; its problems go to the reader, all of them, and end the run with exit code 2. */
import { checkIds } from '../policies/checks/ids.ts'
import { loadEstate } from '../policies/estate/load.ts'
import { formatProblem } from '../policies/estate/format.ts'
import type { Estate } from '../policies/estate/estate.ts'
import type { Language } from '../policies/text.ts'
import { UsageError } from './command.ts'

/** Most lines printed; beyond it a line says how many more there are (all of them with `ywq validate --format json`). */
const most = 200

/** @throws UsageError with every problem */
export function estateOrFail(folder: string, lang: Language): Estate {
  const { estate, problems } = loadEstate(folder, { checks: checkIds })
  if (estate !== null && problems.length === 0) return estate
  const lines = problems.slice(0, most).map((p) => formatProblem(p, lang)).join('\n')
  const more = Math.max(0, problems.length - most)
  throw new UsageError(
    `${lines}\n声明 ${folder} 有 ${problems.length} 处错误${more > 0 ? `（另有 ${more} 处未列出：ywq validate ${folder} --format json）` : ''}`,
    `the estate ${folder} has ${problems.length} errors`,
  )
}
