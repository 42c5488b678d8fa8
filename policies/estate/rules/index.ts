/** The list of rules. A new rule is one file and one line here. */
import type { Rule } from './rule.ts'
import { references } from './references.ts'

export const rules: readonly Rule[] = [references]
