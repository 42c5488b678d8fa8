/** The checks of list.ts as one list, sorted by id. */
import type { Check } from '../check.ts'
import * as list from './list.ts'

export const checks: readonly Check[] = Object.values<Check>(list).sort((a, b) => (a.id < b.id ? -1 : 1))
