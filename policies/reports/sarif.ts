/**
 * SARIF 2.1.0 (OASIS), for code scanning. Fails and errors only: passes are evidence, not results of a scan.
 * Limits of GitHub's upload: 25,000 results a run (the worst are kept, what was left out is said), 20 tags a rule.
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
import { isAbsolute, relative } from 'node:path'
import type { Check } from '../check.ts'
import type { Severity } from '../finding.ts'
import { approvalsUnverified, disclaimer, type AuditReport, type Violation } from '../report.ts'
import type { Subject } from '../subject.ts'
import type { Text } from '../text.ts'

export interface SarifOptions {
  /** Folder that artifact URIs are relative to. @default the working directory of paths as given: relative paths stay as they are */
  readonly base?: string
}

export const maxResults = 25_000
const maxTags = 20

const level: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = { critical: 'error', high: 'error', medium: 'warning', low: 'note' }
/** GitHub: over 9.0 critical, 7.0–8.9 high, 4.0–6.9 medium, 0.1–3.9 low. */
const score: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0' }

/** @returns one SARIF log with one run */
export function renderSarif(report: AuditReport, options: SarifOptions = {}): string {
  const kept = report.violations.slice(0, maxResults)
  const leftOut = report.violations.length - kept.length
  const ids = [...report.checks.keys()].sort()
  const index = new Map(ids.map((id, i) => [id, i]))
  const notes: readonly Text[] = [
    disclaimer,
    ...(report.approvals === 'none' ? [approvalsUnverified] : []),
    ...(leftOut > 0 ? [{ zh: `另有 ${leftOut} 条较轻的结果未列出（上限 ${maxResults} 条）`, en: `${leftOut} milder results are left out (limit ${maxResults})` }] : []),
  ]
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: report.tool.name, semanticVersion: report.tool.version, rules: ids.flatMap((id) => ruleOf(report.checks.get(id))) } },
        automationDetails: { id: `${report.tool.name}/${report.profile}/` },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: report.unreadable.length === 0,
            endTimeUtc: report.now,
            toolExecutionNotifications: [
              ...notes.map((note) => ({ level: 'note', message: { text: both(note) } })),
              ...report.unreadable.map((u) => ({ level: 'error', message: { text: both(u) }, locations: [physical(u.location, options)] })),
            ],
          },
        ],
        results: kept.map((violation) => resultOf(violation, index.get(violation.finding.check), options)),
        properties: { summary: { ...report.summary.findings, waived: report.summary.waived }, leftOut },
      },
    ],
  }
  return `${JSON.stringify(log, null, 1)}\n`
}

function ruleOf(check: Check | undefined): readonly object[] {
  if (check === undefined) return []
  const aliases = Object.entries(check.aliases ?? {}).flatMap(([tool, names]: [string, readonly string[]]) => names.map((name) => `${tool}:${name}`))
  const snippet = check.snippet === undefined ? '' : `\n\n\`\`\`yaml\n${check.snippet.trimEnd()}\n\`\`\`\n`
  return [
    {
      id: check.id,
      shortDescription: { text: both(check.title) },
      fullDescription: { text: both(check.why) },
      help: { text: both(check.remedy), markdown: `${check.remedy.zh}\n\n${check.remedy.en}${snippet}` },
      defaultConfiguration: { level: level[check.severity] },
      properties: { tags: ['security', ...(check.pss === undefined ? [] : [`pss:${check.pss.profile}`]), ...aliases].slice(0, maxTags), precision: 'very-high', 'security-severity': score[check.severity] },
    },
  ]
}

function resultOf({ finding, fingerprint, department }: Violation, ruleIndex: number | undefined, options: SarifOptions): object {
  const { subject } = finding
  return {
    ruleId: finding.check,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: level[finding.severity],
    message: { text: `${nameOf(subject)}: ${both(finding.detail)}` },
    locations: [{ ...placeOf(subject, options), logicalLocations: logical(subject) }],
    partialFingerprints: { 'ywq/v1': fingerprint },
    ...(finding.waiver === undefined ? {} : { suppressions: [{ kind: 'external', status: 'accepted', justification: `已受理风险 / accepted risk: Waiver/${finding.waiver}` }] }),
    properties: { clauses: finding.clauses, reason: finding.reason, path: finding.path, ...(department === '' ? {} : { department }) },
  }
}

/** The line to show: of the file itself; for synths and plans the estate's line that asked for the object; for live objects a name. */
function placeOf(subject: Subject, options: SarifOptions): ReturnType<typeof physical> {
  if (subject.estateLocation !== undefined) return physical(subject.estateLocation, options)
  if (subject.source === 'manifests' || subject.source === 'declaration') return physical(subject.location, options)
  const parts = ['cluster', subject.cluster, subject.namespace, subject.kind, subject.name].filter((part) => part !== '')
  return { physicalLocation: { artifactLocation: { uri: parts.map(segment).join('/') }, region: { startLine: 1 } } }
}

function logical(subject: Subject): readonly object[] {
  const qualified = { fullyQualifiedName: [subject.cluster, subject.namespace, subject.kind, subject.name].filter((part) => part !== '').join('/'), name: subject.name, kind: 'resource' }
  return subject.source === 'synth' || subject.source === 'plan' ? [{ fullyQualifiedName: subject.location, kind: 'resource' }, qualified] : [qualified]
}

/** `path:line` or `path:line:column` → a location with a relative URI; a path outside the base becomes a file: URI. */
function physical(location: string, { base }: SarifOptions): { readonly physicalLocation: object } {
  const match = /^(.*?)(?::(\d+))?(?::(\d+))?$/s.exec(location)
  const path = (match?.[1] ?? location) === '-' ? 'stdin' : (match?.[1] ?? location)
  const startLine = Math.max(1, Number(match?.[2] ?? 1))
  const inside = isAbsolute(path) && base !== undefined ? relative(base, path) : path
  const local = inside.startsWith('..') ? path : inside
  const encoded = local.replace(/^\.\//, '').split('/').map(segment).join('/')
  return { physicalLocation: { artifactLocation: { uri: isAbsolute(local) ? `file://${encoded}` : encoded }, region: { startLine } } }
}

/** Percent-encoded; lone surrogates, which no URI can hold, become U+FFFD. */
function segment(text: string): string {
  return encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd'))
}

function nameOf(subject: Subject): string {
  return `${subject.namespace === '' ? '' : `${subject.namespace}/`}${subject.kind}/${subject.name}`
}

function both(text: Text): string {
  return text.zh === text.en ? text.zh : `${text.zh} / ${text.en}`
}
