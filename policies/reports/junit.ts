/**
 * JUnit XML: a suite a check, a case a subject. What a waiver accepts is `skipped` with its name (it does not fail the build);
 * what could not be judged is `skipped` with the reason; unreadable input is an `error` in a suite of its own.
 */
import { isViolation, type Finding } from '../finding.ts'
import { disclaimer, natureOf, type AuditReport } from '../report.ts'
import { subjectKey } from '../subject.ts'

/** @returns one XML document */
export function renderJunit(report: AuditReport): string {
  const suites = [inputSuite(report), ...[...report.checks.keys()].sort().map((id) => suite(id, report))].filter((s) => s.tests > 0)
  const total = (key: 'tests' | 'failures' | 'errors' | 'skipped'): number => suites.reduce((n, s) => n + s[key], 0)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${xml(`${report.tool.name} ${report.profile} · ${natureOf(report).zh} / ${natureOf(report).en}`)}" tests="${total('tests')}" failures="${total('failures')}" errors="${total('errors')}" skipped="${total('skipped')}">`,
    ...suites.map((s) => s.text),
    '</testsuites>',
    '',
  ].join('\n')
}

interface Suite {
  readonly tests: number
  readonly failures: number
  readonly errors: number
  readonly skipped: number
  readonly text: string
}

interface Case {
  readonly name: string
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped'
  readonly type: string
  readonly message: string
  readonly text: string
}

function suite(id: string, report: AuditReport): Suite {
  const check = report.checks.get(id)
  return write(id, check === undefined ? '' : `${check.title.zh} / ${check.title.en}`, casesByCheck(report).get(id) ?? [], report.now)
}

const sorted = new WeakMap<AuditReport, ReadonlyMap<string, readonly Case[]>>()

function casesByCheck(report: AuditReport): ReadonlyMap<string, readonly Case[]> {
  const known = sorted.get(report)
  if (known !== undefined) return known
  const groups = new Map<string, Map<string, Finding[]>>()
  for (const finding of report.findings) {
    const { subject } = finding
    let bySubject = groups.get(finding.check)
    if (bySubject === undefined) groups.set(finding.check, (bySubject = new Map<string, Finding[]>()))
    const key = `${subject.source} ${subject.cluster} ${subjectKey(subject)}`
    const list = bySubject.get(key)
    if (list === undefined) bySubject.set(key, [finding])
    else list.push(finding)
  }
  const cases = new Map([...groups].map(([check, bySubject]) => [check, [...bySubject].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, list]) => caseOf(list))]))
  sorted.set(report, cases)
  return cases
}

function caseOf(findings: readonly Finding[]): Case {
  const [first] = findings
  if (first === undefined) throw new Error('caseOf() needs a finding')
  const { subject } = first
  const name = [subject.cluster, subject.namespace, `${subject.kind}/${subject.name}`].filter((part) => part !== '').join(' ')
  const open = findings.filter((f) => isViolation(f) && f.waiver === undefined)
  const waived = findings.filter((f) => f.waiver !== undefined)
  const shown = open.length > 0 ? open : waived.length > 0 ? waived : findings.filter((f) => f.result === 'skip')
  const [worst] = shown
  if (worst === undefined) return { name, outcome: 'passed', type: '', message: '', text: '' }
  const broken = open.some((f) => f.result === 'error')
  return {
    name,
    outcome: open.length === 0 ? 'skipped' : broken ? 'error' : 'failure',
    type: `${worst.severity} ${worst.reason}`,
    message: worst.waiver !== undefined && open.length === 0 ? `已受理风险 / accepted risk: ${worst.waiver}` : `${worst.detail.zh} / ${worst.detail.en}`,
    text: [...shown.map((f) => `${f.detail.zh} / ${f.detail.en}`), subject.location, ...(subject.estateLocation === undefined ? [] : [subject.estateLocation])].join('\n'),
  }
}

function inputSuite(report: AuditReport): Suite {
  const cases = report.unreadable.map((u): Case => ({ name: u.location, outcome: 'error', type: 'unreadable', message: `${u.zh} / ${u.en}`, text: '' }))
  return write('input', `${disclaimer.zh} / ${disclaimer.en}`, cases, report.now)
}

function write(name: string, title: string, cases: readonly Case[], now: string): Suite {
  const count = (outcome: Case['outcome']): number => cases.filter((c) => c.outcome === outcome).length
  const counts = { tests: cases.length, failures: count('failure'), errors: count('error'), skipped: count('skipped') }
  const body = cases.map((c) => {
    const head = `    <testcase classname="${xml(name)}" name="${xml(c.name)}"`
    if (c.outcome === 'passed') return `${head}/>`
    return `${head}><${c.outcome}${c.outcome === 'skipped' ? '' : ` type="${xml(c.type)}"`} message="${xml(c.message)}">${c.outcome === 'skipped' ? '' : xml(c.text)}</${c.outcome}></testcase>`
  })
  const open = `  <testsuite name="${xml(name)}" tests="${counts.tests}" failures="${counts.failures}" errors="${counts.errors}" skipped="${counts.skipped}" timestamp="${xml(now.replace('Z', ''))}">`
  const properties = title === '' ? [] : [`    <properties><property name="title" value="${xml(title)}"/></properties>`]
  return { ...counts, text: [open, ...properties, ...body, '  </testsuite>'].join('\n') }
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '\n': '&#10;', '\t': '&#9;', '\r': '&#13;' }

/** Escaped for XML 1.0 text and attributes. Characters that XML 1.0 cannot hold at all (most control characters, lone surrogates) become U+FFFD. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"'\n\t\r]/g, (character) => escapes[character] ?? character)
}
