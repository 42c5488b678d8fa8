import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fingerprint } from '../../policies/finding.ts'
import { jsonPieces, renderJson } from '../../policies/reports/json.ts'
import { renderJunit } from '../../policies/reports/junit.ts'
import { ndjsonPieces, renderNdjson } from '../../policies/reports/ndjson.ts'
import { renderTable } from '../../policies/reports/table.ts'
import { columns, cut, fit, oneLine, wrap } from '../../policies/reports/width.ts'
import { findings, hostile, sample, subjects } from './sample.ts'

const report = sample()

describe('the summary', () => {
  it('counts what was found, waived beside it', () => {
    const { summary } = report
    expect(summary.findings).toEqual({ pass: 1, fail: 3, skip: 1, error: 1 })
    expect(summary.waived).toBe(1)
    expect(summary.subjects).toBe(4)
    expect(summary.violations).toEqual({ critical: { total: 1, waived: 0 }, high: { total: 2, waived: 0 }, medium: { total: 1, waived: 1 }, low: { total: 0, waived: 0 } })
    expect(summary.departments.map((d) => [d.name, d.violations.high.total])).toEqual([['', 0], ['bureau', 0], ['hr', 2]])
    expect(summary.worst).toBe('not-met')
    expect(summary.checks.map((c) => c.check.id)).toEqual(['cluster-check', 'pod-check', 'namespace-check'])
  })

  it('lists violations worst first, waived last', () => {
    expect(report.violations.map((v) => [v.finding.severity, v.finding.waiver])).toEqual([['critical', undefined], ['high', undefined], ['high', undefined], ['medium', 'legacy']])
  })
})

interface Json { format: string; version: number; now: string; notes: { zh: string }[]; summary: { subjects: number }; findings: Record<string, unknown>[]; verdicts: Record<string, unknown>[]; unreadable: unknown[] }

describe('json', () => {
  const parsed = JSON.parse(renderJson(report)) as Json
  it('begins with format and version and says what it is', () => {
    expect(renderJson(report).startsWith('{"format":"ywq.report","version":1,')).toBe(true)
    expect(parsed.now).toBe('2026-06-30T04:00:00Z')
    expect(parsed.notes.map((n) => n.zh)).toEqual(['内部自查，不是等级测评结论', '审批未核验：没有核对批准人的签名'])
    expect(parsed.unreadable).toEqual([{ location: 'manifests/broken.yaml:3:1', zh: '缩进不对', en: 'bad indentation' }])
  })

  it('holds every finding, passes too, with its subject and fingerprint', () => {
    expect(parsed.findings).toHaveLength(findings.length)
    expect(parsed.findings[0]).toMatchObject({
      check: 'pod-check', result: 'fail', severity: 'high', reason: 'bad', path: 'spec.containers[app].securityContext.privileged', clauses: ['8.1.4.1.a'],
      subject: { kind: 'Pod', namespace: 'hr--a--web', name: 'web', cluster: 'city', source: 'manifests', location: './目录 a/pod.yaml:12', department: 'hr', system: 'a' },
      detail: { zh: '不好：spec.containers[app] = privileged: true', en: 'bad: spec.containers[app] = privileged: true' },
    })
    expect(parsed.findings.map((f) => f['fingerprint'])).toEqual(findings.map(fingerprint))
    expect(parsed.findings[1]?.['subject']).toMatchObject({ location: 'city_apps_hr/kubernetes_deployment_v1.api', estateLocation: 'estate/hr.yaml:7' })
    expect(parsed.findings.map((f) => f['waiver'])).toEqual([undefined, undefined, undefined, 'legacy', undefined, undefined])
  })

  it('holds every verdict in machine words, with the fingerprints of what decided', () => {
    expect(parsed.verdicts).toHaveLength(report.verdicts.length)
    const verdict = parsed.verdicts.find((v) => v['clause'] === '8.1.4.1.a' && (v['unit'] as { name: string }).name === 'a')
    expect(verdict).toMatchObject({ level: 3, unit: { kind: 'system', name: 'a', department: 'hr' }, verdict: 'not-met', basis: 'measured' })
    expect(verdict?.['findings']).toEqual([0, 2, 3].map((i) => fingerprint(findings[i] ?? fail())))
  })

  it('in pieces is the same text', () => {
    expect([...jsonPieces(report)].join('')).toBe(renderJson(report))
    expect([...ndjsonPieces(report)].join('')).toBe(renderNdjson(report))
  })

  it('stays valid with more findings than one piece holds, and with none', () => {
    const many = sample({ findings: Array.from({ length: 1203 }, (_, i) => ({ ...report.findings[0] ?? fail(), path: String(i) })) })
    expect((JSON.parse(renderJson(many)) as Json).findings).toHaveLength(1203)
    expect((JSON.parse(renderJson(sample({ findings: [] }))) as Json).findings).toEqual([])
  })
})

describe('ndjson', () => {
  it('is the head, then a line for each finding and each verdict', () => {
    const lines = renderNdjson(report).trimEnd().split('\n').map((line) => JSON.parse(line) as { type: string })
    expect(lines[0]).toMatchObject({ type: 'report', format: 'ywq.report', version: 1 })
    expect(lines.filter((l) => l.type === 'finding')).toHaveLength(findings.length)
    expect(lines.filter((l) => l.type === 'verdict')).toHaveLength(report.verdicts.length)
  })
})

describe('the table', () => {
  it('speaks the reader’s language', () => {
    expect(renderTable(report, { lang: 'zh' })).toContain('判定 4 个对象：通过 1，不通过 3，未能判定 1，出错 1；其中已受理风险 1')
    expect(renderTable(report, { lang: 'en' })).toContain('4 subjects judged: 1 passed, 3 failed, 1 could not be judged, 1 broke; of these 1 accepted by waivers')
  })

  it('says that it is no assessment, what was not read, and what got no verdict', () => {
    const text = renderTable(report, { lang: 'zh' })
    for (const wanted of ['内部自查，不是等级测评结论', '审批未核验', '读不了 manifests/broken.yaml:3:1：缩进不对', '未给结论 system c：尚未定级', '已受理风险：legacy']) expect(text).toContain(wanted)
  })

  it('passes on no control character of an object’s name, with colours or without', () => {
    const controls = new RegExp(`[${String.fromCharCode(0)}-${String.fromCharCode(9)}${String.fromCharCode(11)}-${String.fromCharCode(31)}]`)
    expect(renderTable(report, { lang: 'zh' })).not.toMatch(controls)
    const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g')
    const painted = renderTable(report, { lang: 'zh', color: true })
    expect(painted).toMatch(colours)
    expect(painted.replace(colours, '')).toBe(renderTable(report, { lang: 'zh' }))
  })
})

describe('width on a terminal', () => {
  it.each([['abc', 3], ['政务云', 6], ['A级', 3], ['，', 2], ['e\u0301', 1], ['', 0], ['…', 1]])('%s takes %i columns', (text, n) => {
    expect(columns(text)).toBe(n)
  })
  it('fills and cuts to exactly the width', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '政', '，', '1', 'é') }), fc.integer({ min: 3, max: 40 }), (text, width) => {
      expect(columns(fit(text, width))).toBe(width)
      expect(columns(cut(text, width))).toBeLessThanOrEqual(width)
    }))
  })
  it('wraps without losing a character', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '政', '，', 'b') }), (text) => {
      expect(wrap(text, 10).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
    }))
    expect(wrap('政务信息系统 example of it', 10)).toEqual(['政务信息系', '统 example', 'of it'])
  })
  it('makes one line of anything', () => {
    expect(oneLine('a\n\tb\u0007')).toBe('a  b ')
  })
})

describe('junit', () => {
  const xml = renderJunit(report)
  it('is a suite a check and a case a subject; waived and undecided are skipped', () => {
    expect(xml).toMatch(/<testsuites name="ywq gbt-22239 · 内部自查，不是等级测评结论；审批未核验[^"]*" tests="7" failures="2" errors="2" skipped="2">/)
    expect(xml).toContain('<testcase classname="pod-check" name="city hr--a--web Deployment/api"/>')
    expect(xml).toContain('<skipped message="已受理风险 / accepted risk: legacy">')
    expect(xml).toContain('<testcase classname="input" name="manifests/broken.yaml:3:1"><error type="unreadable" message="缩进不对 / bad indentation">')
  })

  it('one subject with several offenders is one failing case', () => {
    const first = findings[0] ?? fail()
    const two = renderJunit(sample({ findings: [first, { ...first, path: 'spec.containers[b]' }], unreadable: [] }))
    expect(two).toContain('tests="1" failures="1"')
  })

  it('holds only characters of XML 1.0 and balanced elements, whatever the names are', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (name) => {
      const text = renderJunit(sample({ findings: [{ ...(findings[0] ?? fail()), subject: { ...subjects.manifest, name }, detail: { zh: name, en: hostile } }] }))
      expect(text).toMatch(/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u)
      const open: string[] = []
      for (const [, close, tag = '', self] of text.replace(/^<\?xml[^>]*\?>/, '').matchAll(/<(\/?)([a-z]+)(?:\s+[a-z]+="[^"<]*")*\s*(\/?)>/g)) {
        if (self === '/') continue
        if (close === '/') expect(open.pop()).toBe(tag)
        else open.push(tag)
      }
      expect(open).toEqual([])
      expect(text.replace(/<[^<>]*>/g, '')).not.toMatch(/[<>]/)
    }), { numRuns: 60 })
  })
})

function fail(): never {
  throw new Error('the sample has no finding')
}
