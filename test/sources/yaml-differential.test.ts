/** Our reading of YAML against sigs.k8s.io/yaml, which kubectl and the API server use: same values, same refusals. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { readYaml } from '../../policies/sources/yaml/documents.ts'
import { edited } from './edited-documents.ts'
import { referenceReader, type Answer } from './sigs-yaml/index.ts'

const reference = referenceReader()
const suite = 'ask' in reference ? describe : describe.skip
if (!('ask' in reference)) console.warn(`跳过 skipped: ${reference.reason}`)

function ask(documents: readonly string[]): readonly Answer[] {
  if (!('ask' in reference)) throw new Error(reference.reason)
  // kubectl's line reader ends the last line where the file does not, before the YAML is read.
  return reference.ask(documents.map((d) => (d === '' || d.endsWith('\n') ? d : `${d}\n`)))
}

/**
 * Where we refuse on purpose what Kubernetes' reader takes: it reads the first as the string `a` and drops the rest, ends lines at
 * characters nobody sees, and the others are spelled in a way no tool writes. A refusal is loud; nothing is judged wrongly by it.
 */
const refused: ReadonlySet<string> = new Set(['"a":1', '[x, -]', '[x, ?a]', 'a: \u2028b', 'a: 1\rb: 2', '# c\u2028b: 1\na: 2'])

/** null = equal; otherwise what differs. */
function difference(document: string, answer: Answer): string | null {
  const { documents, problems } = readYaml(document)
  const [problem] = problems
  if (problem !== undefined) {
    if (problem.reason.startsWith('duplicated mapping key')) return answer.strict === undefined ? `we see a duplicate key, the strict reading does not` : null
    if (refused.has(document)) return null
    // go-yaml stops where the first node ends and drops the rest of the document without a word.
    if (problem.reason.startsWith('end of the stream')) return null
    return answer.error === undefined && answer.strict === undefined ? `we refuse (${problem.reason}), Kubernetes reads ${JSON.stringify(answer.json)}` : null
  }
  const ours = documents[0]?.value ?? null
  if (answer.error !== undefined) return `Kubernetes refuses (${answer.error}), we read ${JSON.stringify(ours)}`
  const [a, b] = [JSON.stringify(sorted(ours)), JSON.stringify(sorted(answer.json ?? null))]
  return a === b ? null : `we read ${a}, Kubernetes ${b}`
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value === 'number') return value === 0 ? 0 : value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([k, v]): [string, unknown] => [k, sorted(v)]).sort(([a], [b]) => (a < b ? -1 : 1)))
}

const scalars = [
  'y', 'Y', 'yes', 'Yes', 'YES', 'yEs', 'n', 'N', 'no', 'No', 'NO', 'on', 'On', 'ON', 'off', 'Off', 'OFF', 'true', 'True', 'TRUE', 'tRue', 'false', 'False',
  'FALSE', '~', 'null', 'Null', 'NULL', 'nULL', '""', "''", '.nan', '.NaN', '.inf', '-.inf', '+.inf', '.Inf', '<<', '=', '0', '-0', '+0', '00', '0644', '0o644', '0O17',
  '0755', '089', '08', '0b11', '-0b11', '+0b1', '0b12', '0x1F', '0X1f', '-0x10', '0x', '0xg', '1_000', '1__0', '_1', '1_', '0x_1', '0_7', '1e3', '1E3', '1e+3', '1e-3',
  '1e', '1.', '.5', '.5e3', '-.5', '+.5', '.', '..', '.e3', '1.2.3', '1.2', '-1.5', '+1.5', '1_0.5', '12e03', '1e400', '-1e400', '1e-400', '.5e400', '1:30', '190:20:30',
  '2001-01-01', '2001-1-1', '2001-01-01T00:00:00Z', '2001-12-14 21:59:43.10 -5', '2001-99-99', '9007199254740991', '-9007199254740991',
  '4294967296', '12345678901234567890123', '07777777777777777777777777', '0xFFFFFFFFFFFFFFFFFF', '-99999999999999999999', '+12345678901234567890',
  '10.0.0.1', '10.0.0.0/8', 'v1', '1Gi', '100m', '-', '-a', '- a', ':a', 'a:b', 'a: b', 'a #b', 'a#b', '#a', '@a', '`a', '%a', '&a', '*a', '!a', '!', '!!', '|', '>', '?a', '? a', '[]', '{}', '[1, 2]', '{a: 1}',
  '{a: 1, b}', '[a, b: c]', '{a}', '[,]', '[1,]', '{a: 1,}', '{"a":1}', '{a:1}', '"a\\tb"', '"\\x41\\u4e2d\\U0001F600"', '"\\ud800"', '"\\q"', "'it''s'", '"a\\/b"', '中文', '"中文"', 'é',
  '!!str 5', '!!str yes', '!!int "5"', '!!int 5', '!!int 5.5', '!!int x', '!!int 0x1F', '!!float 5', '!!float 5.5', '!!float x', '!!bool "yes"', '!!bool yes', '!!bool 1', '!!null ""', '!!null x', '!!null ~',
  '!!binary aGk=', '!!binary "aGk"', '!!binary aGk', '!!binary "!!"', '!!timestamp 2001-01-01', '!!timestamp x', '!!seq [1]', '!!map {a: 1}', '!!set {a}', '!foo bar', '!foo 5', '! 5', '!!merge <<', '!<tag:yaml.org,2002:int> "7"', '!<tag:yaml.org,2002:str> 7',
  '1,2', '0.1', '1e21', '123456789.125', '+', '--', '-.', '+.', '0.', '-0.0', '0e0', '1__2.5', 'Infinity', 'NaN', 'inf', 'nan', 'None', 'none',
]

const keys = ['1', '1.5', '1e6', '1e20', '1e21', '0.0001', '0.00001', '0.1', '12345678.9', '1e40', 'true', 'yes', 'no', 'on', '~', 'null', '0644', '0x10', '"1"', '[a]', '{a: 1}', '"<<"', '!!str 1', '2001-01-01', '9007199254740993', '-5', '.inf', '.nan', '1_000', '-0.0']

const documents = [
  '', '\n', '# only a comment\n', 'null', '5', 'a', '- 1\n- 2', 'a: 1\nb: 2\n', 'a: 1\na: 2', 'a:\n  b: 1\n  b: 2', '? a\n: b', '? [a]\n: b', 'a: b: c', 'a:b', 'a : 1', 'a:\t1', '\ta: 1', 'a:\n\tb: 1', 'a:\n  b: 1\n c: 2', 'a:\n- 1\n- 2', 'a:\n  - 1\n  - 2\n', 'a:\n- b: 1\n  c: 2\n-   d: 3',
  'a: |\n  x\n  y\n', 'a: |-\n  x\n\n', 'a: |+\n  x\n\n', 'a: >\n  x\n  y\n\n  z\n', 'a: >-\n  x\n    y\n  z', 'a: |2\n    x\n', 'a: |\n', 'a: |\n\n  x\n', 'a: "x\n  y"', "a: 'x\n\n  y'", 'a: x\n  y\n  z', 'a: "x\\\n  y"', 'a: |  # c\n  x', 'a: x # c', 'a: "x" # c', 'a: |\n  # c\n  x',
  'a: &x 1\nb: *x', 'a: &x [1, 2]\nb: *x', 'a: &x {k: 1}\nb: *x', 'b: *x', 'a: &x [*x]', 'a: &x 1\nb: &x 2\nc: *x', 'a: &x\n  k: 1\nb:\n  <<: *x\n  j: 2', 'b:\n  <<: {k: 1}\n  k: 2', 'b:\n  k: 2\n  <<: {k: 1}', 'b:\n  <<: [{k: 1, m: 1}, {k: 2, n: 2}]', 'b:\n  <<: 5', 'b:\n  <<: [5]', 'b:\n  <<: [[{a: 1}]]', 'b:\n  <<: ~', 'a: &x {k: 1}\nb:\n  <<: [*x, {l: 2}]', 'a: &x 1\nb:\n  <<: *x', 'a: &x [{a: 1}]\nb:\n  <<: *x', 'b:\n  "<<": {k: 1}', 'b:\n  !!merge <<: {k: 1}', 'a: &x {k: 1}\nb: &y {<<: *x, l: 2}\nc: {<<: *y, k: 3}', 'b:\n  <<: {k: 1}\n  <<: {k: 2}', '&a a: 1\nb: *a', '*a : 1', 'a: &x b\n*x : 1', 'a: *x\nb: &x 1',
  'a: [1, 2\n', 'a: {b: 1\n', 'a: "b', "a: 'b", 'a: ]', 'a: }', '- a\nb: 1', 'a: 1\n- b', 'a\nb: 1', 'a: &x', 'a: !!str', 'a: !!int', 'a: !!null', 'a: *', 'a: &', 'a: &x &y 1', 'a: {? b : c}', 'a: {"b"}', 'a: [? b : c]', '[a, b]: c', 'a: [a: 1, b: 2]', '{a: 1}', '{a: 1}\n', '{"a": [1, {"b": null}]}', '{"a": 1, "a": 2}', '{"a": 1,}', '[1, 2,]',
  'a:\n\n\n  b: 1\n\n\n', 'a: 1\r\nb: 2\r\n', 'a: |\r\n  x\r\n  y\r\n', 'a: "x\r\n  y"', 'a:    1   \nb:   \n', 'a: 1\n...\n', 'a: 1\n# c', '\ufeffa: 1', 'a: \u00a0b', 'a: \u2028b', 'a: b\u0085c', 'a: 1\rb: 2', '# c\u2028b: 1\na: 2', 'a: "x\ny"', "a: 'x\ny'", 'a:\n  b: [\n  c, d\n  ]\n  e: {\n  }\nf: 1', 'a: [\n\tb\n]', 'a: [ # c\nb, # d\nc]', 'a: \u0007', 'a: "\\u0007"', 'a: \u007f', 'a: \ufffe', 'a: 😀', 'a: "\\e\\0\\a\\b\\v\\f\\n\\r\\t\\_\\N\\L\\P"',
  '__proto__: {a: 1}\nb: 2', 'constructor: 1\ntoString: 2', 'a: {__proto__: 5}', '"": 1', '? \n: 1', ': 1', 'a: - b', 'a: -b', '- - - 1', '- - a\n  - b\n- c', '-\n  a: 1\n-\n  b: 2', '- a: 1\n\n  b: 2', '-a: 1', '"a":1', '"a": 1', "'a': 1", 'a b c: d e f', 'a: b\\nc', 'http://x: http://y', 'a: [http://x, y]', 'a: {b: http://x}', 'a: "b" c', "a: 'b' c", 'a: b "c"', 'a: !x {b: 1}', 'a: ["b": 1]', 'a: [b , c ]', 'a: [\n  b,\n  c\n]', 'a: {\n  b: 1,\n  c: 2\n}', 'a: [\nb\n]', 'a: {\nb: 1\n}',
  'a: @b', 'a: `b`', 'a: %b', '%a: b', 'a: ,b', 'a: [,b]', 'a: ?b', 'a: ?', 'a: ::', 'a: b:', 'a: b :c', 'a:: b', 'a: --- b', 'a: ... b', 'a: #b', 'a: b  #c', 'a: |\n x\n  y\n z', 'a: |1\n x\n', 'a: |0\n x', 'a: |10\n x', 'a: |x\n y', 'a: >+1\n x\n\n', 'k: {a: b, <<: {c: d}}',
]

/** Streams are cut at --- before (documents.ts), and what follows `...` is reported on its own. */
const odd = /^(---|\.\.\.)/m

suite('same as sigs.k8s.io/yaml', () => {
  const cases = [...documents, ...scalars.map((s) => `a: ${s}\n`), ...scalars.map((s) => `- ${s}\n`), ...scalars.map((s) => `[x, ${s}]`), ...keys.map((k) => `${k}: v`), ...keys.map((k) => `{${k}: v}`)]
  const answers = 'ask' in reference ? ask(cases) : []
  test.each(cases.map((document, i): [string, number] => [document, i]))('%j', (document, i) => {
    const answer = answers[i]
    if (answer === undefined) throw new Error('no answer')
    expect(difference(document, answer)).toBeNull()
  })

  test('random documents', () => {
    const scalar = fc.oneof(fc.constantFrom(...scalars.filter((s) => !/^[&*!]/.test(s) || /^![!<]./.test(s))), fc.string({ maxLength: 8 }).map((s) => JSON.stringify(s).replaceAll('\\/', '/')), fc.double({ noNaN: true, noDefaultInfinity: true }).map(String), fc.integer().map(String))
    const { node } = fc.letrec<{ node: Tree }>((tie) => ({
      node: fc.oneof({ maxDepth: 4 }, scalar, fc.array(tie('node'), { maxLength: 3 }), fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', '"d e"', 'yes', '1', '<<'), tie('node')), { maxLength: 4 }).map((pairs): Tree => ({ pairs }))),
    }))
    const samples = fc.sample(node, { numRuns: 3000, seed: 20261121 }).map((tree) => render(tree, 0))
    const replies = ask(samples)
    const differing = samples.map((document, i) => [document, difference(document, replies[i] ?? {})] as const).filter(([, d]) => d !== null)
    expect(differing.slice(0, 3)).toEqual([])
  })

  test('manifests with random edits', () => {
    const samples = fc.sample(edited, { numRuns: Number(process.env['YWQ_FUZZ_RUNS'] ?? 3000), seed: 20261121 }).filter((d) => !odd.test(d))
    const replies = ask(samples)
    // Text that Kubernetes reads as a single value is no object to either: there the words of the refusal may differ.
    const isObject = (answer: Answer | undefined): boolean => answer?.error !== undefined || (typeof answer?.json === 'object' && answer.json !== null && !Array.isArray(answer.json))
    const differing = samples.map((document, i) => [document, difference(document, replies[i] ?? {}), replies[i]] as const).filter(([, d, answer]) => d !== null && isObject(answer))
    expect(differing.map(([document, d]) => [document, d]).slice(0, 3)).toEqual([])
  })
})

type Tree = string | readonly Tree[] | { readonly pairs: readonly (readonly [string, Tree])[] }

function render(tree: Tree, indent: number): string {
  const pad = ' '.repeat(indent)
  if (typeof tree === 'string') return tree
  if ('pairs' in tree) return tree.pairs.length === 0 ? '{}' : tree.pairs.map(([key, value]) => `${pad}${key}:${below(value, indent)}`).join('\n')
  return tree.length === 0 ? '[]' : tree.map((value) => `${pad}-${below(value, indent)}`).join('\n')
}

function below(tree: Tree, indent: number): string {
  const text = render(tree, indent + 2)
  return typeof tree === 'string' || text === '{}' || text === '[]' ? ` ${text}` : `\n${text}`
}
