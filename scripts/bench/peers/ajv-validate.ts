/**
 * The bare peer of `ywq validate`: what one writes in an afternoon. Parses every file with js-yaml (or `yaml`, where positions are
 * wanted) and checks each document against the same JSON Schemas with ajv. No references, rules or positions.
 * `node ajv-validate.js js-yaml|yaml DIR`
 */
import { Ajv } from 'ajv'
import { loadAll } from 'js-yaml'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'
import { formats } from '../../../policies/estate/formats.ts'
import { schemas } from '../../../policies/estate/schema/index.ts'

const [parser = 'js-yaml', directory = '.'] = process.argv.slice(2)
const ajv = new Ajv({ allErrors: true, strict: false })
for (const [word, format] of Object.entries(formats)) ajv.addFormat(word, (text: string) => format.fault(text) === null)
const validators = new Map<string, ReturnType<Ajv['compile']>>()
const kinds: ReadonlyMap<string, object> = new Map(Object.entries(schemas))

/** Dates stay strings in both: js-yaml's core schema, yaml's default. */
function parse(text: string): unknown[] {
  if (parser === 'yaml') return parseAllDocuments(text).map((document) => document.toJS() as unknown)
  return loadAll(text)
}

let documents = 0
let faults = 0
for (const file of readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml')).sort()) {
  for (const document of parse(readFileSync(join(directory, file), 'utf8'))) {
    documents++
    const kind = typeof document === 'object' && document !== null && 'kind' in document ? String(document.kind) : ''
    const schema = kinds.get(kind)
    let validator = validators.get(kind)
    if (validator === undefined && schema !== undefined) validators.set(kind, (validator = ajv.compile(schema)))
    if (validator === undefined || !(validator(document) as boolean)) faults++
  }
}
process.stdout.write(`${documents} documents, ${faults} faults\n`)
if (faults > 0) process.exitCode = 1
