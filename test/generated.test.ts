/** Generated files are current: what is committed is what the sources say. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { generatedFiles } from '../scripts/generated-files.ts'

describe('generated files', () => {
  it.each(Object.entries(generatedFiles))('%s is current (else: npm run generate)', (path, render) => {
    expect(readFileSync(resolve(import.meta.dirname, '..', path), 'utf8')).toBe(render())
  })
})
