/** Types of estate documents, derived from the schemas: the schema is the only place a field is written. */
import type { Static } from '@sinclair/typebox'
import type { tier, workload } from './schema/system.ts'
import type { schemas } from './schema/index.ts'

export type EstateKind = keyof typeof schemas
export type DocumentOf<K extends EstateKind> = Readonly<Static<(typeof schemas)[K]>>
export type EstateDocument = { [K in EstateKind]: DocumentOf<K> }[EstateKind]

export type Tier = Static<typeof tier>
export type Workload = Static<typeof workload>
