/** estate.schema.json: the schemas for editors (JSON Schema draft-07, which the YAML language server reads). Generated; a test fails when it is stale. */
import type { TSchema } from '@sinclair/typebox'
import { schemas } from './schema/index.ts'

/** Where the file stands in the package; the generator writes it there. */
export const estateSchemaPath = 'policies/estate/estate.schema.json'

/**
 * The file's text. One document of any kind; `kind` decides which. To use it, put this line at the top of an estate file
 * (path from that file): `# yaml-language-server: $schema=…/policies/estate/estate.schema.json`.
 */
export function renderEstateSchema(): string {
  const kinds = Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))
  const document = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $comment: 'Generated from policies/estate/schema by `npm run generate`; do not edit.',
    title: '云网墙声明文档 / an estate document',
    type: 'object',
    required: ['kind'],
    properties: { kind: { enum: kinds.map(([kind]) => kind) } },
    oneOf: kinds.map(([kind]) => ({ $ref: `#/definitions/${kind}` })),
    definitions: Object.fromEntries(kinds.map(([kind, schema]) => [kind, withoutId(schema)])),
  }
  return `${JSON.stringify(document, null, 1)}\n`
}

/** An $id would make every $ref relative to it. */
function withoutId(schema: TSchema): Record<string, unknown> {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$id'))
}
