/** The declaration source: every estate document is a subject, where it stands, and nothing about it is unknown. */
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { loadEstate } from '../../policies/estate/load.ts'
import { readDeclaration } from '../../policies/sources/declaration.ts'

test('the minimal example', () => {
  const { estate, problems } = loadEstate(join(import.meta.dirname, '..', '..', 'stacks', 'examples', 'minimal'))
  expect(problems).toEqual([])
  if (estate === null) throw new Error('no estate')
  const snapshot = readDeclaration(estate, { readAt: '2026-11-21T00:00:00Z' })
  expect(snapshot.subjects).toHaveLength(estate.documents.length)
  expect(snapshot.subjects.every((s) => s.group === 'ywq' && s.namespace === '' && /\.yaml:\d+$/.test(s.location))).toBe(true)
  const system = snapshot.subjects.find((s) => s.kind === 'System')
  expect(system).toMatchObject({ source: 'declaration', scope: 'tenant', object: { kind: 'System', name: system?.name } })
  expect(snapshot.subjects.find((s) => s.kind === 'Cluster')?.scope).toBe('platform')
  expect(snapshot.complete.has('', 'Pod', 'x')).toBe(true)
})
