/** An estate in a folder of its own, with one Waiver and its Approval, for tests that sign with real tools. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { loadEstate } from '../../policies/estate/load.ts'
import type { DocumentOf } from '../../policies/estate/document.ts'
import type { Estate } from '../../policies/estate/estate.ts'
import { folder as fixtures } from '../checks/fixture.ts'

export const waiver = `kind: Waiver
name: old-driver
check: replicas-at-least-two
match: { system: insurance }
department: hr
reason: 旧驱动只支持单实例，年内更换
measure: 每小时快照
owner: chen
from: 2026-01-01
expires: 2026-12-31
`

/** Why tests with a tool cannot run here; '' = they can. */
export function missing(...tools: readonly (readonly [tool: string, argument: string])[]): string {
  return tools.flatMap(([tool, argument]) => {
    try {
      execFileSync(tool, [argument], { stdio: 'ignore' })
      return []
    } catch (error) {
      // Some tools answer a question for their version with another exit code; only one that is not there cannot be run.
      return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? [`${tool} is not installed`] : []
    }
  }).join(', ')
}

/** A new folder, removed after the test, with the estate of the fixtures and the waiver; `keys` by Person. */
export function newEstate(keys: Readonly<Record<string, string>> = {}): string {
  const above = mkdtempSync(join(tmpdir(), 'ywq-approvals-'))
  onTestFinished(() => rmSync(above, { recursive: true, force: true }))
  const folder = join(above, 'estate')
  mkdirSync(join(folder, 'approvals'), { recursive: true })
  for (const name of ['bureau.yaml', 'departments.yaml']) {
    let text = readFileSync(join(fixtures, '_estate', name), 'utf8')
    for (const [person, list] of Object.entries(keys)) text = text.replace(`kind: Person, name: ${person},`, `kind: Person, name: ${person}, keys: ${list},`)
    writeFileSync(join(folder, name), text)
  }
  writeFileSync(join(folder, 'waivers.yaml'), waiver)
  return folder
}

export function load(folder: string): Estate {
  const { estate, problems } = loadEstate(folder)
  if (estate === null) throw new Error(problems.map((p) => `${p.position.file}:${p.position.line} ${p.en}`).join('\n'))
  return estate
}

export function waiverOf(estate: Estate): DocumentOf<'Waiver'> {
  const found = estate.get('Waiver', 'old-driver')
  if (found === undefined) throw new Error('no waiver')
  return found
}

/** Text of an Approval of the waiver as it stands. */
export function approvalText(folder: string, over: Readonly<Record<string, string>> = {}): string {
  const estate = load(folder)
  const fields = { name: 'old-driver-bureau', digest: `"${estate.digestOf(waiverOf(estate))}"`, as: 'bureau', approver: 'zhang', approved: '2026-01-15', ...over }
  return `kind: Approval\nof: Waiver/old-driver\n${Object.entries(fields).map(([k, v]) => `${k}: ${v}\n`).join('')}`
}
