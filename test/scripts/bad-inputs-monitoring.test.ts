/** Bad inputs to `ywq rules`, `ywq drift` and `ywq incident`: each says what is wrong, what was found and what is allowed, and writes nothing. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { UsageError, type Run, type Verb } from '../../scripts/command.ts'
import { parseArguments } from '../../scripts/parse-arguments.ts'
import { run as drift } from '../../scripts/verbs/drift.ts'
import { run as incident } from '../../scripts/verbs/incident.ts'
import { run as rules } from '../../scripts/verbs/rules.ts'
import { verbs } from '../../scripts/verbs.ts'

const minimal = resolve(import.meta.dirname, '../../stacks/examples/minimal')
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ywq-bad-'))
  writeFileSync(join(folder, 'pod.yaml'), 'apiVersion: v1\nkind: Pod\nmetadata: { name: p }\n')
  writeFileSync(join(folder, 'limits.json'), '[{ "grade": 9 }]')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const runs: Readonly<Record<string, Run>> = { rules, drift, incident }
const table: Readonly<Record<string, Verb>> = verbs
const stored = ['--store', '@/i.db'] as const

it.each<readonly [string, readonly string[], RegExp]>([
  ['rules', ['extra'], /takes no arguments, got extra/],
  ['rules', ['--format', 'promtheus'], /did you mean prometheus/],
  ['rules', ['--department', 'hr'], /needs --estate/],
  ['rules', ['--estate', minimal, '--department', 'hrr'], /no department hrr/],
  ['rules', ['--openslo', '@/pod.yaml', '--output', '@/out.yaml'], /no SLO of openslo\/v1/],
  ['rules', ['--format', 'alertmanager'], /needs --estate/],
  ['rules', ['--estate', '@/nowhere'], /errors/],
  ['drift', [], /nothing declared/],
  ['drift', ['--estate', minimal, '--against', '@/pod.yaml', '--audit-log', '@/nope.log'], /cannot read .*nope\.log/],
  ['incident', [], /needs an act.*Allowed: open/],
  ['incident', ['opne', ...stored], /did you mean open/],
  ['incident', ['open', '--title', 't', '--detected-by', 'phone', ...stored], /"phone" is not allowed.*hotline/],
  ['incident', ['open', '--title', 't', '--detected-by', 'hotline', ...stored], /--by is missing/],
  ['incident', ['open', '--title', 't', '--detected-by', 'hotline', '--by', 'a', '--occurred', 'gestern', ...stored], /no RFC 3339/],
  ['incident', ['open', '--title', 't', '--detected-by', 'hotline', '--by', 'a', '--occurred', '2999-01-01T00:00:00Z', ...stored], /lies after now/],
  ['incident', ['open', '--title', 't', '--detected-by', 'hotline', '--by', 'a', '--affected', 'many', ...stored], /number of people/],
  ['incident', ['open', '--title', 't', '--detected-by', 'hotline', '--by', 'nobody', '--estate', minimal, ...stored], /no such Person/],
  ['incident', ['open', '--title', 't', '--system', 'portall', '--detected-by', 'hotline', '--by', 'liu', '--estate', minimal, ...stored], /no system portall/],
  ['incident', ['ack', ...stored], /takes one incident id/],
  ['incident', ['ack', 'nope', '--by', 'a', ...stored], /no incident nope/],
  ['incident', ['escalate', 'nope', '--grade', '5', '--by', 'a', ...stored], /"5" is not allowed/],
  ['incident', ['list', '--limits', '@/limits.json', ...stored], /needs grade 1–4/],
  ['incident', ['list', '--limits', '@/nope.json', ...stored], /cannot read .*nope\.json/],
  ['incident', ['list', '--store', '@/pod.yaml/x.db'], /cannot open the incident store/],
  ['incident', ['list', '--store', 'postgres://me:secret@127.0.0.1:1/x'], /cannot open the incident store postgres:\/\/…@127\.0\.0\.1:1/],
])('ywq %s %j', async (word, args, says) => {
  const verb = table[word]
  const at = (text: string): string => text.replace(/^@/, folder)
  const failure = await (async () => runs[word]?.(parseArguments(word, verb ?? verbs.rules, args.map(at), 'en')))().then(() => null, (error: unknown) => error)
  expect(failure).toBeInstanceOf(UsageError)
  const { text } = failure as UsageError
  expect(text.en).toMatch(says)
  expect(text.zh).not.toBe('')
  expect(`${text.zh}${text.en}`).not.toMatch(/secret|\n\s+at /)
  expect(existsSync(join(folder, 'out.yaml'))).toBe(false)
})
