/** What is written reads back the same, by a YAML 1.2 reader and by one of 1.1 (as Prometheus' and Kubernetes' own). */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { yamlText, type Plain } from '../../monitors/alerts/yaml-text.ts'

describe('YAML of plain data', () => {
  it('is as a person would write it', () => {
    expect(yamlText({ groups: [{ name: 'a-b', interval: '1m', rules: [{ record: 'x:y', expr: `sum(x{a="b"}) > 0`, labels: { on: 'no', n: '1' } }, { alert: 'A', annotations: {} }] }, { name: 'c', rules: [] }] })).toBe(
      `groups:\n  - name: a-b\n    interval: 1m\n    rules:\n      - record: x:y\n        expr: 'sum(x{a="b"}) > 0'\n        labels:\n          'on': 'no'\n          'n': '1'\n      - alert: A\n        annotations: {}\n  - name: c\n    rules: []\n`,
    )
  })

  const key = fc.string({ minLength: 1, unit: 'grapheme' }).filter((k) => k !== '__proto__')
  const data: fc.Arbitrary<Plain> = fc.letrec<{ value: Plain }>((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, fc.string({ unit: 'grapheme' }), fc.constantFrom('yes', 'No', '1', '1.5', '0x1', '~', 'null', ': a', '- b', '# c', "it's", '{{ $x }}', '5m', 'a:', 'a: b', '\t', 'x\ny', '2026-01-01', '12:30:45', '=', '<<', '中文：a'), fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true })),
  })).value
  it.each(['1.1', '1.2'] as const)('reads back the same by YAML %s', (version) => {
    fc.assert(fc.property(fc.dictionary(key, data, { noNullPrototype: true }), (value) => {
      // `<<` as a key would be a merge to a reader of 1.1; quoted it is a key.
      expect(parse(yamlText(value), { version, merge: false, uniqueKeys: false })).toEqual(value)
    }), { numRuns: 500 })
  })
})
