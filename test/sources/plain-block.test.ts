/** The fast reader of plain block YAML gives up or agrees with the full parser: on realistic documents with random edits. */
import fc from 'fast-check'
import { parseEvents } from 'js-yaml'
import { expect, test } from 'vitest'

import { construct, type Constructed } from '../../policies/sources/yaml/construct.ts'
import { readPlainBlock } from '../../policies/sources/yaml/plain-block.ts'
import { documents, edited } from './edited-documents.ts'

function full(text: string): Constructed | string {
  try {
    return construct(text, parseEvents(text, { maxDepth: 300 }))
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Without what only the fast reader leaves out: it never sees a second document. */
function check(text: string): boolean {
  const fast = readPlainBlock(text)
  if (fast === null) return false
  expect(fast, JSON.stringify(text)).toEqual(full(text))
  return true
}

test('the realistic documents need no full parser', () => {
  for (const text of documents) expect(check(text)).toBe(true)
})

test('random edits: agrees or gives up', () => {
  let agreed = 0
  const runs = Number(process.env['YWQ_FUZZ_RUNS'] ?? 4000)
  fc.assert(fc.property(edited, (text) => { if (check(text)) agreed++ }), { numRuns: runs, ...(process.env['YWQ_FUZZ_RUNS'] === undefined ? { seed: 20261121 } : {}) })
  // A reader that always gave up would prove nothing.
  expect(agreed).toBeGreaterThan(runs / 10)
})
