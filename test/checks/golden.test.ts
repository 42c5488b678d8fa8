/** findings.txt names fixtures that there are, in order; YWQ_PIN=1 writes it anew from what the checks find now (read the diff before you commit it). */
import { writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checks } from '../../policies/checks/index.ts'
import { fixtures, prepare } from './fixture.ts'
import { golden, goldenFile, ownResults } from './golden.ts'

describe('pinned findings', () => {
  it('are of fixtures that there are', () => {
    if (process.env['YWQ_PIN'] === '1') writeFileSync(goldenFile, fixtures().flatMap((f) => checks.filter((c) => c.id === f.check).map((c) => `${f.path}: ${ownResults(prepare(f), c)}\n`)).join(''))
    const paths = fixtures().map((f) => f.path)
    expect([...golden.keys()].filter((path) => !paths.includes(path))).toEqual([])
  })
})
