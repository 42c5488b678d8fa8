/**
 * What each check finds on its own fixtures, offender by offender (findings.txt): a fixture with ten offenders proves ten things, not one. And how that
 * changes where the same objects are all that there is, and where no estate is at hand. Users hold
 * on to these: reason, object and path make the fingerprint by which a finding is waived and followed. A fixture that is not in the file is not pinned yet.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Check } from '../../policies/check.ts'
import type { Finding } from '../../policies/finding.ts'
import { judgePrepared, readings, type Prepared } from './fixture.ts'

export const goldenFile = join(import.meta.dirname, 'findings.txt')
export const howToPin = 'YWQ_PIN=1 npx vitest run test/checks/golden.test.ts'

/** Fixture path → its line. */
export const golden: ReadonlyMap<string, string> = new Map(readFileSync(goldenFile, 'utf8').split('\n').filter((line) => line !== '').map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]))

/** What a check finds on a fixture of its own, in every reading; a reading that changes nothing is left out. */
export function ownResults(prepared: Prepared, check: Check): string {
  const [given = '', ...others] = readings.map((reading) => inWords(judgePrepared(prepared, [check], reading)))
  return [given, ...others.flatMap((text, i) => (text === given || text === '' ? [] : [`${readings[i + 1] ?? ''}: ${text}`]))].join(' || ')
}

/** `fail reason Kind/name path; pass Kind/name`, in the order found. */
function inWords(findings: readonly Finding[]): string {
  return findings.map((f) => [f.result, f.reason, `${f.subject.kind}/${f.subject.name}`, f.path].filter((part) => part !== '').join(' ')).join('; ')
}
