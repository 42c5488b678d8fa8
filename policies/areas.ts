/** The administrative tree: which kind of area a name stands for. */
import type { Estate } from './estate/estate.ts'

const areaKinds = ['Province', 'City', 'County', 'Township', 'Village'] as const
export type AreaKind = (typeof areaKinds)[number]

/** The highest kind that declares the name; undefined where none does. */
export function areaKindOf(name: string, estate: Estate): AreaKind | undefined {
  return areaKinds.find((kind) => estate.get(kind, name) !== undefined)
}
