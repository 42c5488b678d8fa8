/**
 * A run as OSCAL 1.1 assessment results: a result for each judged unit, a finding for each clause, an observation for each check result
 * that decided one. OSCAL knows satisfied and not-satisfied only: everything but 符合 is not satisfied, and the word stands as a
 * property; 不适用 is excluded from the reviewed controls, with its reason.
 */
import { fingerprint, type Finding } from '../../finding.ts'
import { approvalsUnverified, disclaimer, type AuditReport, type UnitSummary } from '../../report.ts'
import { subjectKey, type Subject } from '../../subject.ts'
import { basisText, verdictText, verdictWords, type Unit, type Verdict } from '../../verdict/words.ts'
import { controlId, filled, line, metadata, property, uuid } from './identity.ts'

/** The document in pieces, a result each. */
export function* assessmentResultsPieces(report: AuditReport): Generator<string> {
  const notes = [disclaimer, ...(report.approvals === 'none' ? [approvalsUnverified] : [])].map((n) => `${n.zh}。${n.en}.`).join('\n\n')
  const run = [report.now, report.profile, ...report.inputs.flatMap((i) => [i.name, i.cluster])]
  const plan = uuid('plan', ...run)
  const head = { uuid: uuid('assessment-results', ...run), metadata: metadata('云网墙自查结果 ywq self-check', report.now, report.tool.version, notes), 'import-ap': { href: `#${plan}`, remarks: '没有单独的测评计划：一次运行即其计划。No plan of its own: the run is its plan.' } }
  yield `{"assessment-results":${JSON.stringify(head).slice(0, -1)},\n"results":[`
  const byUnit = new Map<Unit, Verdict[]>(report.summary.units.map((u) => [u.unit, []]))
  for (const verdict of report.verdicts) byUnit.get(verdict.unit)?.push(verdict)
  if (byUnit.size === 0) yield `\n${JSON.stringify(withoutClauses(report))}`
  let first = true
  for (const summary of report.summary.units) {
    yield `${first ? '' : ','}\n${JSON.stringify(resultOf(summary, byUnit.get(summary.unit) ?? [], report))}`
    first = false
  }
  const inputs = report.inputs.map((i) => `${i.name}${i.cluster === '' ? '' : `（${i.cluster}）`}：${i.source}，${i.subjects}`).join('；')
  yield `\n],\n"back-matter":${JSON.stringify({ resources: [{ uuid: plan, title: 'ywq audit', description: `标准 ${report.profile}；输入 ${inputs}；判定时刻 ${report.now}`, props: [{ name: 'type', value: 'plan' }] }] })}}}\n`
}

function resultOf({ unit, counts, worst }: UnitSummary, verdicts: readonly Verdict[], report: AuditReport): object {
  const id = [unit.kind, unit.name, report.now] as const
  const deciding = new Map<Finding, string>()
  for (const finding of verdicts.flatMap((v) => v.findings)) deciding.set(finding, uuid('observation', ...id, finding.check, finding.result, fingerprint(finding)))
  const unique = new Map([...deciding].map(([finding, observation]) => [observation, finding]))
  const subjects = new Map([...unique.values()].map((f) => [subjectUuid(f.subject), f.subject]))
  const applicable = verdicts.filter((v) => v.verdict !== 'not-applicable')
  const excluded = verdicts.filter((v) => v.verdict === 'not-applicable')
  return {
    uuid: uuid('result', ...id),
    title: line(`${unit.title.zh}（${unit.level} 级）`),
    description: `${disclaimer.zh}。${verdictWords.map((word) => `${verdictText[word].zh} ${counts[word]}`).join('，')}。`,
    start: report.now,
    end: report.now,
    props: [property('unit', unit.kind), property('level', String(unit.level)), property('worst', verdictText[worst].zh), ...(unit.department === undefined ? [] : [property('department', unit.department)])],
    ...(subjects.size === 0 ? {} : { 'local-definitions': { 'inventory-items': [...subjects].map(([subject, s]) => inventoryItem(subject, s)) } }),
    'reviewed-controls': {
      'control-selections': [
        {
          ...filled('include-controls', applicable.map((v) => ({ 'control-id': controlId(v.clause) }))),
          ...filled('exclude-controls', excluded.map((v) => ({ 'control-id': controlId(v.clause) }))),
          ...(excluded.length === 0 ? {} : { remarks: excluded.map((v) => `${v.clause}：${v.why.zh}`).join('\n\n') }),
        },
      ],
    },
    ...filled('observations', [...unique].map(([observation, finding]) => observationOf(observation, finding, report))),
    ...filled('findings', applicable.map((v) => findingOf(v, id, deciding))),
  }
}

/** Pod Security Standards have no clauses: what failed is observed, nothing is concluded. */
function withoutClauses(report: AuditReport): object {
  const observed = new Map(report.violations.map((v) => [uuid('observation', report.now, v.finding.check, v.fingerprint), v.finding]))
  const subjects = new Map([...observed.values()].map((f) => [subjectUuid(f.subject), f.subject]))
  return {
    uuid: uuid('result', report.profile, report.now), title: line(report.profile), description: disclaimer.zh, start: report.now, end: report.now,
    ...(subjects.size === 0 ? {} : { 'local-definitions': { 'inventory-items': [...subjects].map(([subject, s]) => inventoryItem(subject, s)) } }),
    'reviewed-controls': { 'control-selections': [{ 'include-all': {} }] },
    ...filled('observations', [...observed].map(([observation, finding]) => observationOf(observation, finding, report))),
  }
}

function subjectUuid(subject: Subject): string {
  return uuid('subject', subject.cluster, subjectKey(subject))
}

function inventoryItem(id: string, subject: Subject): object {
  return {
    uuid: id,
    description: line(`${subject.namespace === '' ? '' : `${subject.namespace}/`}${subject.kind}/${subject.name}`),
    props: [property('source', subject.source), property('location', subject.location), ...(subject.cluster === '' ? [] : [property('cluster', subject.cluster)])],
  }
}

function observationOf(id: string, finding: Finding, report: AuditReport): object {
  const { subject } = finding
  return {
    uuid: id,
    title: line(report.checks.get(finding.check)?.title.zh ?? finding.check),
    description: `${finding.detail.zh}\n\n${finding.detail.en}`,
    props: [property('check', finding.check), property('result', finding.result), property('severity', finding.severity), property('fingerprint', fingerprint(finding)), ...(finding.waiver === undefined ? [] : [property('waiver', finding.waiver)])],
    methods: [subject.group === 'ywq' ? 'EXAMINE' : 'TEST'],
    types: ['finding'],
    subjects: [{ 'subject-uuid': subjectUuid(subject), type: 'inventory-item', title: line(subject.name) }],
    collected: report.now,
  }
}

/** Reasons that OSCAL has: pass, fail, other. What was not assessed is neither. */
const reason = { met: 'pass', 'not-met': 'fail', 'partially-met': 'fail', 'not-assessed': 'other', 'not-applicable': 'other' } as const

function findingOf({ clause, verdict, basis, why, findings }: Verdict, id: readonly string[], deciding: ReadonlyMap<Finding, string>): object {
  const related = [...new Set(findings.flatMap((f) => deciding.get(f) ?? []))]
  return {
    uuid: uuid('finding', ...id, clause),
    title: line(`${clause} ${verdictText[verdict].zh}（${basisText[basis].zh}）`),
    description: `${why.zh}\n\n${why.en}`,
    props: [property('verdict', verdict), property('basis', basis)],
    target: { type: 'objective-id', 'target-id': `${controlId(clause)}_obj`, status: { state: verdict === 'met' ? 'satisfied' : 'not-satisfied', reason: reason[verdict] } },
    ...filled('related-observations', related.map((observation) => ({ 'observation-uuid': observation }))),
  }
}
