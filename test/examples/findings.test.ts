/** The examples have the findings that they mean to show, and no other: from the declaration and from what the stacks build. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { theCatalogue } from '../../policies/catalogue/catalogue.ts'
import { checks } from '../../policies/checks/index.ts'
import { loadEstate } from '../../policies/estate/load.ts'
import { isViolation } from '../../policies/finding.ts'
import { parseProfile, select } from '../../policies/profile.ts'
import { runAudit } from '../../policies/run.ts'
import { readDeclaration } from '../../policies/sources/declaration.ts'
import { readInput } from '../../policies/sources/detect.ts'
import { endOfDay } from '../../policies/time.ts'
import { buildApp } from '../../stacks/build.ts'

const examples = resolve(import.meta.dirname, '../../stacks/examples')
const folder = mkdtempSync(join(tmpdir(), 'ywq-examples-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function auditExample(name: string) {
  const { estate } = loadEstate(join(examples, name))
  if (estate === null) throw new Error(`${name} does not load`)
  const outdir = join(folder, name)
  buildApp(estate, { outdir }).app.synth()
  const read = { readAt: '2026-06-30T12:00:00+08:00', estate }
  const profile = parseProfile('gbt-22239')
  return runAudit([readDeclaration(estate, read), ...(await readInput(outdir, read))], {
    tool: { name: 'ywq', version: 'test' }, now: endOfDay(estate.root.asOf ?? '2026-06-30', estate.timezone), pssMinor: 34, estate, catalogue: theCatalogue(),
    selection: select({ checks, catalogue: theCatalogue(), profile }), profile: 'gbt-22239', approvals: 'none',
  })
}

type Report = Awaited<ReturnType<typeof auditExample>>

const shown = (report: Report): string[] => [...new Set(report.findings.filter(isViolation).map(({ check, subject, result, detail }) =>
  `${check} ${subject.kind}/${subject.namespace === '' ? '' : `${subject.namespace}/`}${subject.name}${result === 'error' ? ` error: ${detail.zh}` : ''}`))].sort()

describe('minimal', () => {
  it('has no violation at all', async () => {
    const report = await auditExample('minimal')
    expect(shown(report)).toEqual([])
    expect(report.unreadable).toEqual([])
    expect(report.findings.filter((finding) => finding.result === 'pass').length).toBeGreaterThan(400)
  })
})

describe('yongzhou', () => {
  it('has exactly the findings of its README, and waivers mark two of them', async () => {
    const readme = readFileSync(join(examples, 'yongzhou/README.md'), 'utf8')
    const rows = [...readme.matchAll(/^\| `([a-z0-9-]+)` \| `([^`]+)` \|/gm)].map(([, check = '', subject = '']) => `${check} ${subject}`)
    const report = await auditExample('yongzhou')
    expect(rows.length).toBeGreaterThan(10)
    expect(shown(report)).toEqual(rows.sort())
    expect(report.unreadable).toEqual([])
    expect(report.findings.flatMap((finding) => (finding.waiver === undefined ? [] : [`${finding.waiver} ${finding.check}`])).sort())
      .toEqual(['image-cloud-baseline pod-security-restricted-enforced', 'veteran-card-single replicas-at-least-two'])
  }, 120_000)
})
