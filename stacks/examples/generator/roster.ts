/** Which departments and systems an estate of a size has: the vocabulary, repeated with numbers where it is not enough. */
import { departments as words, type DepartmentWords, type SystemWords } from './vocabulary.ts'
import type { Size } from './size.ts'

export interface RosterDepartment {
  readonly name: string
  readonly zh: string
  readonly en: string
  /** 0-based: city (of Size.cities) that it belongs to, and county within the city or null. */
  readonly city: number
  readonly county: number | null
}

export interface RosterSystem {
  readonly name: string
  readonly zh: string
  readonly en: string
  readonly department: RosterDepartment
  readonly words: SystemWords
  /** First system of this name in its cluster: the one that offers the shared service. */
  readonly original: boolean
}

export interface Roster {
  readonly departments: readonly RosterDepartment[]
  readonly systems: readonly RosterSystem[]
}

const two = (n: number): string => String(n).padStart(2, '0')
const phaseNames = ['', '（二期）', '（三期）', '（四期）', '（五期）', '（六期）', '（七期）', '（八期）'] as const

function departmentAt(index: number, size: Size): RosterDepartment {
  const base = wordsAt(index)
  const copy = Math.floor(index / words.length)
  const city = size.cities === 0 ? 0 : index % size.cities
  const county = copy > 0 && size.countiesPerCity > 0 ? (copy - 1) % size.countiesPerCity : null
  return {
    name: copy === 0 ? base.name : `${base.name}-${copy + 1}`,
    zh: copy === 0 ? `市${base.zh}` : county === null ? `${base.zh}第${copy + 1}分局` : `示例${two(county + 1)}县${base.zh}`,
    en: copy === 0 ? base.en : `${base.en} ${copy + 1}`,
    city,
    county,
  }
}

function wordsAt(index: number): DepartmentWords {
  const base = words[index % words.length]
  if (base === undefined) throw new Error('the vocabulary has no departments')
  return base
}

/** Passes over the departments, each pass giving every department the systems of its vocabulary, until the size is reached. */
export function rosterOf(size: Size): Roster {
  const departments = Array.from({ length: size.departments }, (_, i) => departmentAt(i, size))
  const systems: RosterSystem[] = []
  const copies = new Map<string, number>()
  const seen = new Set<string>()
  for (let pass = 0; systems.length < size.systems; pass++) {
    for (const [index, department] of departments.entries()) {
      for (const system of wordsAt(index).systems) {
        if (systems.length === size.systems) break
        const copy = (copies.get(system.name) ?? 0) + 1
        copies.set(system.name, copy)
        const inCluster = `${department.city}/${system.name}`
        const number = copy === 1 ? '' : `-${copy}`
        systems.push({
          name: `${system.name}${number}`,
          zh: `${department.county === null ? '' : `示例${two(department.county + 1)}县`}${system.zh}${phaseNames[pass] ?? `（${pass + 1}期）`}`,
          en: `${system.en}${number.replace('-', ' ')}`,
          department,
          words: system,
          original: !seen.has(inCluster),
        })
        seen.add(inCluster)
      }
    }
  }
  return { departments, systems }
}
