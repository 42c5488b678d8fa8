/** What the report page carries as data, packed: texts once, a letter a verdict. The letters and orders are read back by page/page.js. */
import { domainText, levels, type Clause } from '../catalogue/clause.ts'
import { responsibilityText } from '../catalogue/words.ts'
import type { AuditReport } from '../report.ts'
import type { Text } from '../text.ts'
import { bases, basisText, verdictText, verdictWords, type Unit, type Verdict } from '../verdict/words.ts'
import { severityText } from './table.ts'
import { keyOf } from './wall-matrix.ts'
import { provedByText } from './words.ts'

/** Findings on the page, worst first; more would make the page too large to open. */
export const maxPageFindings = 5000

type Pair = readonly [string, string]
const pair = (text: Text): Pair => [text.zh, text.en]

/** Plain data for JSON.stringify. */
export function pageData(report: AuditReport): object {
  const texts = table<Pair>((p) => p.join('\u0000'))
  const clauseSets = table<readonly string[]>((ids) => ids.join())
  const checks = [...report.checks.values()]
  const checkAt = new Map(checks.map((c, i) => [c.id, i]))
  const departments = report.summary.departments.map((d) => ({ title: pair(d.title) }))
  const departmentAt = new Map(report.summary.departments.map((d, i) => [d.name, i]))
  const findings = report.violations.slice(0, maxPageFindings).map(({ finding: f, fingerprint, department }) => [
    checkAt.get(f.check), departmentAt.get(department), f.subject.cluster, f.subject.namespace, f.subject.kind, f.subject.name, f.subject.location, f.subject.estateLocation ?? '', f.path,
    texts.at(pair(f.detail)), f.waiver ?? '', fingerprint, clauseSets.at(f.clauses), f.severity,
  ])
  const byUnit = new Map<Unit, Verdict[]>()
  for (const verdict of report.verdicts) {
    const list = byUnit.get(verdict.unit)
    if (list === undefined) byUnit.set(verdict.unit, [verdict])
    else list.push(verdict)
  }
  const titles = new Map(report.summary.departments.map((d) => [d.name, d.title.zh]))
  const units = [...byUnit].map(([unit, verdicts]) => ({
    title: pair(unit.title),
    level: unit.level,
    group: unit.kind === 'system' ? (titles.get(unit.department ?? '') ?? unit.department ?? '') : unit.kind === 'platform' ? '平台 / platform' : '输入 / input',
    codes: verdicts.map((v) => String.fromCharCode(65 + verdictWords.indexOf(v.verdict) * bases.length + bases.indexOf(v.basis))).join(''),
    whys: verdicts.map((v) => texts.at(pair(v.why))),
  }))
  return {
    severities: pairs(severityText), words: pairs(verdictText), bases: pairs(basisText), responsibilities: pairs(responsibilityText), statuses: pairs(provedByText), domains: pairs(domainText),
    checks: checks.map((c) => ({ id: c.id, title: pair(c.title), why: pair(c.why), remedy: pair(c.remedy), snippet: c.snippet?.trimEnd() ?? '' })),
    departments, findings, units,
    levels: levels.map((level) => ({ level, clauses: clausesAt(level, byUnit, report).map(clauseData) })).filter((l) => l.clauses.length > 0),
    texts: texts.items, clauseSets: clauseSets.items,
  }
}

/** Clauses of a level in the order in which each unit of it was judged. */
function clausesAt(level: number, byUnit: ReadonlyMap<Unit, readonly Verdict[]>, report: AuditReport): readonly Clause[] {
  const verdicts = [...byUnit].find(([unit]) => unit.level === level)?.[1] ?? []
  return verdicts.flatMap((v) => report.clauses.get(v.clause) ?? [])
}

function clauseData(clause: Clause): object {
  const { id, domain, point, summary, responsibility, status, residual, checks, planned, wall } = clause
  return { id, domain, point: pair(point), summary: pair(summary), responsibility, status, residual, checks, planned, wall: keyOf(wall) }
}

function pairs(texts: Readonly<Record<string, Text>>): Readonly<Record<string, Pair>> {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, pair(text)]))
}

/** Items once each, by place. */
function table<T>(keyOf: (item: T) => string): { readonly items: readonly T[]; at(item: T): number } {
  const items: T[] = []
  const places = new Map<string, number>()
  return {
    items,
    at(item) {
      const key = keyOf(item)
      const known = places.get(key)
      if (known !== undefined) return known
      places.set(key, items.push(item) - 1)
      return items.length - 1
    },
  }
}
