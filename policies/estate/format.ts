/** Problems as lines: `file:line:column 路径: 中文 / English`. */
import type { Language } from '../text.ts'
import type { Problem } from './estate.ts'

/**
 * One line a problem, in the order given.
 * @param language which language stands first; the other follows it
 */
export function formatProblem(problem: Problem, language: Language = 'zh'): string {
  const { file, line, column } = problem.position
  const path = problem.path === '' ? '' : ` ${problem.path}`
  const [first, second] = language === 'zh' ? [problem.zh, problem.en] : [problem.en, problem.zh]
  return `${file}:${line}:${column}${path}: ${first} / ${second} [${problem.code}]`
}

export function formatProblems(problems: readonly Problem[], language: Language = 'zh'): string {
  return problems.map((p) => `${formatProblem(p, language)}\n`).join('')
}

/** By file, line, column and code: the order in which a reader mends them. */
export function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
  return [...problems].sort(
    (a, b) => order(a.position.file, b.position.file) || a.position.line - b.position.line || a.position.column - b.position.column || order(a.code, b.code) || order(a.path, b.path),
  )
}
