/** The schemas: the file for editors is current, and ajv gives the same verdict on it as the loader gives. */
import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formats, type Format } from '../../policies/estate/formats.ts'
import { estateSchemaPath, renderEstateSchema } from '../../policies/estate/json-schema.ts'
import { loadFiles } from '../../policies/estate/load.ts'
import { schemas } from '../../policies/estate/schema/index.ts'
import { parseYaml } from '../../policies/estate/parse-yaml.ts'
import { validate } from '../../policies/estate/validate.ts'
import { valueOf } from '../../policies/estate/yaml-node.ts'
import { miniFiles } from './mini.ts'
import { schema as badSchema } from './bad/schema.ts'

const ajv = new Ajv({ strict: true, strictTypes: false, allErrors: true })
for (const [word, format] of Object.entries(formats) as readonly (readonly [string, Format])[]) ajv.addFormat(word, (text: string) => format.fault(text) === null && text.length <= format.maxLength)
const accepts = ajv.compile(JSON.parse(renderEstateSchema()) as object)

const documents = loadFiles(miniFiles).estate?.documents ?? []

describe(estateSchemaPath, () => {
  it('is current', () => expect(readFileSync(new URL(`../../${estateSchemaPath}`, import.meta.url), 'utf8')).toBe(renderEstateSchema()))
  it('is used by every kind in the mini estate', () => expect([...new Set(documents.map((d) => d.kind))].sort()).toEqual(Object.keys(schemas).sort()))
  it.each(documents.map((d) => [`${d.kind}/${d.name}`, d] as const))('accepts %s', (_name, document) => expect(accepts(document), JSON.stringify(accepts.errors)).toBe(true))
  it.each(documents.map((d) => [`${d.kind}/${d.name}`, d] as const))('refuses %s with a typo', (_name, document) => {
    expect(accepts({ ...document, nmae: document.name })).toBe(false)
    expect(accepts({ ...document, kind: `${document.kind}s` })).toBe(false)
  })
})

/** The loader's verdict on a value, by way of its YAML (JSON is YAML). */
function verdict(value: unknown): boolean {
  const { documents: read } = parseYaml(JSON.stringify(value))
  const [document] = read
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined
  const schema = Object.entries(schemas).find(([word]) => word === kind)?.[1]
  return document !== undefined && schema !== undefined && validate(schema as Parameters<typeof validate>[0], document.root).length === 0
}

describe('ajv and the loader agree', () => {
  it('on every bad document of the list', () => {
    let judged = 0
    for (const { name, files } of badSchema) {
      // Where no limit is written the loader has one of its own.
      if (name.includes('no limit')) continue
      const verdicts = files.flatMap((f) => parseYaml(f.text).documents).map((d) => accepts(valueOf(d.root)))
      expect(verdicts.filter((ok) => !ok), name).toHaveLength(1)
      judged++
    }
    expect(judged).toBeGreaterThan(50)
  })

  it('on documents with one thing changed', () => {
    const junk = fc.oneof(
      fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 70000, '', 'x', 'X', 'a-b', '2026-01-01', '2026-02-30', '10.0.0.0/8', '10.0.0.1/8', [], {}, ['x'], { system: 'x' }, { zh: 'x' }, 'service:x', 2, 3, 101),
      fc.string({ maxLength: 20 }), fc.string({ unit: 'grapheme', maxLength: 8 }), fc.integer(),
    )
    fc.assert(
      fc.property(fc.constantFrom(...documents), fc.infiniteStream(fc.nat({ max: 1000 })), fc.constantFrom('replace', 'remove', 'add'), junk, (document, steps, act, value) => {
        const copy = { ...structuredClone(document) } as Record<string, unknown>
        change(copy, steps, act, value)
        expect(verdict(copy)).toBe(accepts(JSON.parse(JSON.stringify(copy))))
      }),
      { numRuns: 3000 },
    )
  })
})

/** Walks to some place of the value and changes what is there. */
function change(root: Record<string, unknown>, steps: Iterable<number>, act: string, value: unknown): void {
  let at: Record<string, unknown> | unknown[] = root
  for (const step of steps) {
    const keys = Object.keys(at)
    const key = keys[step % (keys.length + 1)]
    const child: unknown = key === undefined ? undefined : (at as Record<string, unknown>)[key]
    if (key !== undefined && typeof child === 'object' && child !== null && step % 3 !== 0) {
      at = child as Record<string, unknown> | unknown[]
      continue
    }
    if (Array.isArray(at)) {
      if (act === 'remove') at.pop()
      else at.push(value)
    } else if (act === 'add' || key === undefined) at[['extra', 'en', 'title', 'level'][step % 4] ?? 'extra'] = value
    else if (act === 'remove') Reflect.deleteProperty(at, key)
    else at[key] = value
    return
  }
}
