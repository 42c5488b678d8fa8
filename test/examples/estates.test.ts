import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Estate } from '../../policies/estate/estate.ts'
import { loadEstate, loadFiles } from '../../policies/estate/load.ts'
import { generateEstate, textOf } from '../../stacks/examples/generator/generate.ts'

const examples = resolve(import.meta.dirname, '../../stacks/examples')

/** The estate, with every problem told where there is one. */
function valid(name: string): Estate {
  const { estate, problems } = loadEstate(join(examples, name))
  expect(problems.map(({ position, code, path, zh }) => `${position.file}:${position.line} ${code} ${path} ${zh}`)).toEqual([])
  if (estate === null) throw new Error(`${name} does not load`)
  return estate
}

describe('minimal', () => {
  const estate = valid('minimal')

  it('is a city, two departments and three systems on two screens', () => {
    const lines = readdirSync(join(examples, 'minimal')).filter((f) => f.endsWith('.yaml') && f !== 'estate.lock.yaml')
      .reduce((sum, file) => sum + readFileSync(join(examples, 'minimal', file), 'utf8').split('\n').length - 1, 0)
    expect([estate.of('City').length, estate.of('Department').length, estate.of('System').length]).toEqual([1, 2, 3])
    expect(lines).toBeLessThanOrEqual(130)
  })

  it('has the flow between departments approved by both sides', () => {
    const flow = estate.get('Flow', 'insurance-to-identity')
    expect(flow === undefined ? [] : estate.approvalsOf(flow).map((approval) => approval.as).sort()).toEqual(['bureau', 'target-owner'])
  })
})

describe('yongzhou', () => {
  const estate = valid('yongzhou')
  const systems = estate.of('System')

  it('is as large as the city is reported to be: 50 departments, 150 systems', () => {
    expect([estate.of('Department').length, systems.length]).toEqual([50, 150])
  })

  it('has six zones and uses every one of them', () => {
    expect(estate.of('Zone').map((zone) => zone.name).sort()).toEqual([...new Set(estate.tiers.map(({ tier }) => tier.zone))].sort())
    expect(estate.of('Zone')).toHaveLength(6)
  })

  it('has systems in every phase, of levels 2 and 3, of one to three tiers', () => {
    expect(new Set(systems.map((system) => system.phase))).toEqual(new Set(['requested', 'building', 'trial', 'running', 'suspended', 'retired']))
    expect(new Set(systems.map((system) => estate.levelOf(system.name)))).toEqual(new Set([2, 3]))
    expect(new Set(systems.map((system) => system.tiers.length))).toEqual(new Set([1, 2, 3]))
  })

  it('declares workloads for a third of the systems, all by digest from the cloud’s registry', () => {
    const declared = systems.filter((system) => system.tiers.some((tier) => tier.workloads !== undefined))
    expect(declared.length / systems.length).toBeGreaterThanOrEqual(1 / 3)
    const images = declared.flatMap((system) => system.tiers.flatMap((tier) => (tier.workloads ?? []).map((workload) => workload.image)))
    expect(images.filter((image) => !/^registry\.yongzhou\.example\/.+@sha256:[0-9a-f]{64}$/.test(image))).toEqual([])
  })

  it('has every approval in force: digests belong to the documents as they stand', () => {
    const approved = ['Flow', 'Waiver', 'Request', 'Applicability', 'Rectification'] as const
    const inForce = approved.flatMap((kind) => estate.of(kind).flatMap((document) => estate.approvalsOf(document).map((approval) => approval.name)))
    expect(inForce.sort()).toEqual(estate.of('Approval').map((approval) => approval.name).sort())
  })

  it('has the three administrators in three persons, none of an operating company', () => {
    const holders = (['system-admin', 'audit-admin', 'security-admin'] as const).map((role) =>
      estate.of('Person').filter((person) => person.left === undefined && person.roles.some((r) => r.role === role)).map((person) => [person.name, person.organisation]))
    expect(holders.map((people) => people.length)).toEqual([1, 1, 1])
    expect(new Set(holders.flat().map(([name]) => name)).size).toBe(3)
    expect(new Set(holders.flat().map(([, organisation]) => organisation))).toEqual(new Set(['gov-data-bureau']))
  })

  it('has records of every result, judged in every way', () => {
    expect(new Set(estate.of('Record').map((record) => record.result))).toEqual(new Set(['符合', '部分符合', '不符合']))
    expect(new Set(estate.of('Record').map((record) => record.judged.by))).toEqual(new Set(['自查', '主管部门检查', '测评机构']))
  })

  it('gives each department one file and the CODEOWNERS line to it', () => {
    const files = readdirSync(join(examples, 'yongzhou/departments')).map((file) => file.replace(/\.yaml$/, '')).sort()
    const owned = [...readFileSync(join(examples, 'yongzhou/CODEOWNERS'), 'utf8').matchAll(/^\/departments\/(.+)\.yaml +@yongzhou\/(.+)$/gm)]
    expect(files).toEqual(estate.of('Department').map((department) => department.name).sort())
    expect(owned.map(([, file]) => file).sort()).toEqual(files)
    expect(owned.filter(([, file, owner]) => file !== owner)).toEqual([])
  })
})

describe('generated', () => {
  it.each(['S', 'M'] as const)('%s validates, and all its approvals are in force', (size) => {
    const { estate, problems } = loadFiles(generateEstate(size, 1).map((file) => ({ path: file.path, text: textOf(file) })))
    expect(problems.slice(0, 10)).toEqual([])
    expect(estate?.of('Flow').flatMap((flow) => estate.approvalsOf(flow)).length).toBe(estate?.of('Approval').length)
  })
})
