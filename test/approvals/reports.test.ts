/** Every report format says 审批未核验 where nobody verified who signed, and does not where a run did. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, describe, expect, it } from 'vitest'
import { approvalsUnverified } from '../../policies/report.ts'
import { formats } from '../../scripts/formats.ts'
import { writeReports } from '../../scripts/report-outputs.ts'
import { sample } from '../reports/sample.ts'

const folder = mkdtempSync(join(tmpdir(), 'ywq-reports-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Text of a report file; of an xlsx that of all its parts. */
function textOf(file: string): string {
  const bytes = readFileSync(file)
  return bytes.subarray(0, 2).toString('latin1') === 'PK' ? Object.values(unzipSync(bytes)).map((part) => strFromU8(part)).join('\n') : bytes.toString('utf8')
}

describe.each(formats)('%s', (format) => {
  it.each([['none', true], ['git', false], ['signature', false]] as const)('with --approvals %s', async (approvals, says) => {
    const file = join(folder, `${format}-${approvals}`)
    await writeReports(sample({ approvals }), [{ format, file }], 'zh')
    // The first words: a cell may break the sentence.
    expect(textOf(file).includes(approvalsUnverified.zh.slice(0, 5))).toBe(says)
  })
})
