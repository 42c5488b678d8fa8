/** `--department D…` of a verb: names apart, and known to the estate. */
import type { Estate } from '../policies/estate/estate.ts'
import { UsageError, type Invocation } from './command.ts'

/** The departments named, commas taken apart; empty = all. */
export function departmentsAsked({ strings }: Pick<Invocation, 'strings'>): readonly string[] {
  return strings('department').flatMap((d) => d.split(','))
}

/** @throws UsageError where a department is not in the estate, or there is no estate to look in */
export function checkDepartments(invocation: Pick<Invocation, 'strings'>, estate: Estate | null): void {
  const asked = departmentsAsked(invocation)
  if (asked.length === 0) return
  if (estate === null) throw new UsageError('--department 需要 --estate', '--department needs --estate')
  for (const name of asked) {
    if (estate.get('Department', name) === undefined) throw new UsageError(`声明里没有部门 ${name}`, `the estate has no department ${name}`)
  }
}
