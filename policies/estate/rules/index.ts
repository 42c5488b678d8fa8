/** The list of rules. A new rule is one file and one line here. */
import { approvals } from './approvals.ts'
import { clauses } from './clauses.ts'
import { dates } from './dates.ts'
import { flows } from './flows.ts'
import { keys } from './keys.ts'
import { members } from './members.ts'
import { namespaces } from './namespaces.ts'
import { networks } from './networks.ts'
import { places } from './places.ts'
import { references } from './references.ts'
import { root } from './root.ts'
import type { Rule } from './rule.ts'
import { scopes } from './scopes.ts'
import { separation } from './separation.ts'
import { unique } from './unique.ts'
import { workloads } from './workloads.ts'

export const rules: readonly Rule[] = [root, unique, references, scopes, clauses, places, namespaces, networks, flows, workloads, members, separation, keys, approvals, dates]
