import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { theCatalogue } from '../../policies/catalogue/catalogue.ts'
import { checks } from '../../policies/checks/index.ts'
import { assessmentResultsPieces } from '../../policies/reports/oscal/assessment-results.ts'
import { oscalFiles } from '../../policies/reports/oscal/catalog.ts'
import { line, uuid } from '../../policies/reports/oscal/identity.ts'
import { python, pythonMissing } from '../live/python-tools.ts'
import { sample } from './sample.ts'

const files = oscalFiles({ catalogue: theCatalogue(), checks, tool: { name: 'ywq', version: '0.1.0' }, now: '2026-06-30T04:00:00Z' })
const results = [...assessmentResultsPieces(sample())].join('')

interface Finding { readonly title: string; readonly target: { readonly 'target-id': string; readonly status: { readonly state: string; readonly reason: string } }; readonly 'related-observations'?: readonly { readonly 'observation-uuid': string }[] }
interface Result { readonly title: string; readonly findings?: readonly Finding[]; readonly observations?: readonly { readonly uuid: string; readonly subjects: readonly { readonly 'subject-uuid': string }[] }[]; readonly 'local-definitions'?: { readonly 'inventory-items': readonly { readonly uuid: string }[] } }
const document = JSON.parse(results) as { 'assessment-results': { readonly results: readonly Result[]; readonly metadata: { readonly remarks: string } } }
const parsed = document['assessment-results']

describe('assessment results', () => {
  it('say that they are no assessment, and that approvals were not verified', () => {
    expect(parsed.metadata.remarks).toContain('内部自查，不是等级测评结论')
    expect(parsed.metadata.remarks).toContain('审批未核验')
  })
  it('have a finding for each applicable clause of each unit; only 符合 is satisfied', () => {
    const report = sample()
    const found = parsed.results.flatMap((r) => r.findings ?? [])
    const expected = report.verdicts.filter((v) => v.verdict !== 'not-applicable')
    expect(found.map((f) => [f.target['target-id'], f.target.status.state])).toEqual(expected.map((v) => [`gbt22239-${v.clause}_obj`, v.verdict === 'met' ? 'satisfied' : 'not-satisfied']))
    expect(found.filter((f) => f.target.status.state === 'satisfied').length).toBeGreaterThan(0)
    for (const f of found) expect(f.title).toMatch(/（(实测|自查|测评|继承)）$/)
  })
  it('name only observations and objects that stand in the same result', () => {
    for (const result of parsed.results) {
      const observations = new Set(result.observations?.map((o) => o.uuid))
      const items = new Set(result['local-definitions']?.['inventory-items'].map((i) => i.uuid))
      for (const related of result.findings?.flatMap((f) => f['related-observations'] ?? []) ?? []) expect(observations).toContain(related['observation-uuid'])
      for (const subject of result.observations?.flatMap((o) => o.subjects) ?? []) expect(items).toContain(subject['subject-uuid'])
    }
  })
  it('are the same bytes for the same report', () => expect([...assessmentResultsPieces(sample())].join('')).toBe(results))
})

describe('catalog, profiles, component definition', () => {
  it('profiles select exactly the clauses of their level', () => {
    for (const level of [2, 3, 4] as const) {
      const document = files.get(`profile-level-${level}.json`) as { profile: { imports: { 'include-controls': { 'with-ids': string[] }[] }[] } }
      expect(document.profile.imports[0]?.['include-controls'][0]?.['with-ids']).toEqual(theCatalogue().level(level).clauses.map((c) => `gbt22239-${c.id}`))
    }
  })
  it('every check of the component is one of ours, and every clause is implemented at its level', () => {
    const text = JSON.stringify(files.get('component-definition.json'))
    for (const { id } of checks) expect(text).toContain(`"value":"${id}"`)
    expect(text.match(/"control-id"/g)?.length).toBe([2, 3, 4].reduce((n, l) => n + theCatalogue().level(l as 2 | 3 | 4).clauses.length, 0))
  })
  it('no UUID stands for two things', () => {
    for (const [name, document] of files) {
      const all = [...JSON.stringify(document).matchAll(/"uuid":"([^"]+)"/g)].map((m) => m[1])
      expect(new Set(all).size, name).toBe(all.length)
    }
  })
})

describe('identities', () => {
  it('are UUIDs of version 5, equal for equal words only', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z0-9 ]*$/), { maxLength: 4 }), fc.array(fc.stringMatching(/^[a-z0-9 ]*$/), { maxLength: 4 }), (a, b) => {
        expect(uuid(...a)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
        // No words and one empty word are the same text; every other difference counts.
        expect(uuid(...a) === uuid(...b)).toBe(a.join('\u0000') === b.join('\u0000'))
      }),
    )
  })
  it('strings have one line without blanks at its ends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(line(text)).toMatch(/^\S(.*\S)?$/u)
      }),
    )
  })
})

const reader = `
import sys, json
from pathlib import Path
from trestle.oscal.assessment_results import AssessmentResults
from trestle.oscal.catalog import Catalog
from trestle.oscal.component import ComponentDefinition
from trestle.oscal.profile import Profile
kinds = {'assessment-results': AssessmentResults, 'catalog': Catalog, 'component-definition': ComponentDefinition, 'profile': Profile}
for name in sys.argv[1:]:
    kind = next(iter(json.loads(Path(name).read_text())))
    model = kinds[kind].oscal_read(Path(name))
    print(kind, model.metadata.oscal_version)
`

describe.skipIf(python === '')(python === '' ? `compliance-trestle (skipped: ${pythonMissing})` : 'compliance-trestle', () => {
  it('reads every document, and refuses one with a wrong field', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ywq-oscal-'))
    try {
      const paths = [...files, ['results.json', document] as const].map(([name, content]) => {
        writeFileSync(join(folder, name), JSON.stringify(content))
        return join(folder, name)
      })
      const read = execFileSync(python, ['-c', reader, ...paths], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
      expect(read.trim().split('\n').map((l) => l.split(' ')[0])).toEqual(['catalog', 'profile', 'profile', 'profile', 'component-definition', 'assessment-results'])
      writeFileSync(join(folder, 'wrong.json'), results.replace('"satisfied"', '"fine"'))
      expect(() => execFileSync(python, ['-c', reader, join(folder, 'wrong.json')], { stdio: 'pipe' })).toThrow(/state/)
    } finally {
      rmSync(folder, { recursive: true })
    }
  }, 120_000)
})
