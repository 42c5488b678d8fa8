import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { generateEstate, textOf, type GeneratedFile } from '../../stacks/examples/generator/generate.ts'
import { mulberry32 } from '../../stacks/examples/generator/random.ts'
import { sizeNames, sizes } from '../../stacks/examples/generator/size.ts'
import { usccOf } from '../../stacks/examples/generator/uscc.ts'
import { departments } from '../../stacks/examples/generator/vocabulary.ts'
import { yamlOf } from '../../stacks/examples/generator/yaml.ts'

const bytes = (files: readonly GeneratedFile[]): string => files.map((file) => `${file.path}\n${textOf(file)}`).join('\n')
const count = (files: readonly GeneratedFile[], kind: string): number => files.reduce((sum, file) => sum + file.documents.filter((d) => d.kind === kind).length, 0)

describe('the generator', () => {
  it('has words for a city: 50 departments, 150 systems, no name twice', () => {
    const systems = departments.flatMap((department) => department.systems.map(({ name }) => name))
    expect(departments).toHaveLength(50)
    expect(systems).toHaveLength(150)
    expect(new Set(systems).size).toBe(150)
    expect(new Set(departments.map(({ name }) => name)).size).toBe(50)
  })

  it('gives the same bytes for the same seed and others for another', () => {
    const first = bytes(generateEstate('S', 7))
    expect(bytes(generateEstate('S', 7))).toBe(first)
    expect(bytes(generateEstate('S', 8))).not.toBe(first)
  })

  it.each(sizeNames)('%s has the departments, systems and nodes of its size, names unique within a kind', (name) => {
    const files = generateEstate(name, 1)
    const size = sizes[name]
    expect(count(files, 'Department')).toBe(size.departments)
    expect(count(files, 'System')).toBe(size.systems)
    expect(count(files, 'NetworkNode')).toBe(size.nodes.city + size.nodes.county + size.nodes.township + size.nodes.village)
    const keys = files.flatMap((file) => file.documents.map((d) => `${d.kind}/${d.name}`))
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('declares workloads for a third of the systems or more', () => {
    const systems = generateEstate('M', 1).flatMap((file) => file.documents).filter((d) => d.kind === 'System')
    const declared = systems.filter((system) => system.tiers.some((tier) => tier.workloads !== undefined))
    expect(declared.length / systems.length).toBeGreaterThan(1 / 3)
  })

  it('XL stands for 21 cities and the 4,162 nodes of an access tree', () => {
    const files = generateEstate('XL', 1)
    expect(count(files, 'Cluster')).toBe(21)
    expect(count(files, 'NetworkNode')).toBe(4162)
  })
})

describe('its YAML', () => {
  it.each([
    ['2026-06-30'], ['10.1.0.0/16'], ['fd00:1::/48'], ['1.34'], ['yes'], ['null'], ['service:identity'], ['市教育局（示例）'], ['0755'], ['a: b'], ['a #b'], ['- a'],
    ['0 2 * * *'], ['58Gi'], ['8.1.4.2.d'], [''], ['1e3'], ['n'], ['有"引号'],
  ])('reads back %j as the same string, block and inline', (word) => {
    const document = { key: word, list: [word], map: { inner: word } }
    for (const short of [true, false]) expect(parseAllDocuments(yamlOf(document, short)).map((d) => d.toJS({}) as unknown)).toEqual([document])
  })

  it('reads back every document of S', () => {
    for (const file of generateEstate('S', 1)) {
      const read = parseAllDocuments(textOf(file)).map((d) => d.toJS({}) as unknown)
      expect(read).toEqual(JSON.parse(JSON.stringify(file.documents)))
    }
  })
})

describe('numbers', () => {
  it('mulberry32 follows the published sequence for seed 1', () => {
    // First values of the reference implementation.
    const random = mulberry32(1)
    expect([random.next(), random.next()].map((n) => n.toFixed(9))).toEqual(['0.627073941', '0.002735721'])
  })

  it('usccOf makes 18 characters that carry their own check (GB 32100-2015: weights 3^i mod 31, complement to 31)', () => {
    const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
    for (let serial = 0; serial < 200; serial++) {
      const code = usccOf('11', '431100', serial)
      expect(code).toHaveLength(18)
      const sum = Array.from(code).reduce((total, c, i) => total + alphabet.indexOf(c) * (i === 17 ? 1 : 3 ** i % 31), 0)
      expect(sum % 31).toBe(0)
    }
  })
})
