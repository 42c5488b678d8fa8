/**
 * Baselines: today's findings accepted by fingerprint, so that CI fails only on new ones. A baseline changes the exit code alone:
 * finding, verdict, alert and admission stay what they are (what is to be accepted there takes a Waiver).
 */
import { fingerprint, isViolation, severities, type Finding, type Severity } from './finding.ts'
import type { Text } from './text.ts'

const format = 'ywq.baseline'
const version = 1

/** One accepted finding; everything but the fingerprint is there for the reader and for telling fixed from gone. */
export interface BaselineEntry {
  readonly fingerprint: string
  readonly check: string
  readonly severity: Severity
  readonly reason: string
  /** `cluster/group/kind/namespace/name`, empty parts kept. */
  readonly subject: string
  readonly path: string
}

export interface Baseline {
  /** RFC 3339 instant that its findings were judged at. */
  readonly now: string
  /** Word of --profile. */
  readonly profile: string
  readonly entries: readonly BaselineEntry[]
}

/**
 * What a baseline written now would accept: every fail that no waiver accepts. A check that broke (`error`) proves nothing and is never accepted.
 * @returns sorted by check, subject and path, each fingerprint once
 */
export function baselineOf(findings: readonly Finding[], now: string, profile: string): Baseline {
  const entries = new Map<string, BaselineEntry>()
  for (const finding of findings) {
    if (finding.result !== 'fail' || finding.waiver !== undefined) continue
    const print = fingerprint(finding)
    entries.set(print, { fingerprint: print, check: finding.check, severity: finding.severity, reason: finding.reason, subject: subjectOf(finding), path: finding.path })
  }
  const order = (e: BaselineEntry): string => [e.check, e.subject, e.path, e.reason].join('\u0000')
  return { now, profile, entries: [...entries.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1)) }
}

/** Same baseline, same bytes; one entry a line, so that a diff shows what was accepted. */
export function renderBaseline({ now, profile, entries }: Baseline): string {
  const head = JSON.stringify({ format, version, now, profile })
  return `${head.slice(0, -1)},"entries":[${entries.map((e) => `\n${JSON.stringify(e)}`).join(',')}\n]}\n`
}

/**
 * @param text of a file that renderBaseline wrote
 * @throws Error `中文 / English` saying what is wrong with it
 */
export function parseBaseline(text: string): Baseline {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Error('不是 JSON；基线由 --baseline-write 写出 / not JSON; a baseline is written by --baseline-write')
  }
  if (!isRecord(value) || value['format'] !== format)
    throw new Error(`不是基线：format 应为 ${format}，得到 ${shown(isRecord(value) ? value['format'] : value)} / not a baseline: format should be ${format}, found ${shown(isRecord(value) ? value['format'] : value)}`)
  if (value['version'] !== version)
    throw new Error(`基线是第 ${shown(value['version'])} 版，本程序只认第 ${version} 版；请升级 ywq 或重新 --baseline-write / the baseline is version ${shown(value['version'])}, this program reads ${version}; upgrade ywq or write it again`)
  const { now, profile, entries } = value
  if (typeof now !== 'string' || typeof profile !== 'string' || !Array.isArray(entries)) throw new Error('基线缺少 now、profile 或 entries / the baseline lacks now, profile or entries')
  const faults = entries.flatMap((entry: unknown, i) => (isEntry(entry) ? [] : [`entries[${i}]`]))
  if (faults.length > 0) throw new Error(`基线的条目不完整：${faults.slice(0, 5).join('、')}；每条须有 fingerprint（32 位十六进制）、check、severity、reason、subject、path / entries are not whole: ${faults.slice(0, 5).join(', ')}; each has fingerprint (32 hexadecimal digits), check, severity, reason, subject, path`)
  return { now, profile, entries: entries.filter(isEntry) }
}

export interface BaselineComparison {
  /** Fails that the baseline does not hold, or holds at a lower severity; and every check that broke. */
  readonly fresh: readonly Finding[]
  readonly accepted: number
  /** Entries whose check judged the same object again and found the fault no more: to be taken out. */
  readonly fixed: readonly BaselineEntry[]
  /** Entries whose object was not judged by that check in this run: it may be gone, or these inputs do not show it. */
  readonly unseen: readonly BaselineEntry[]
  /** Whether the exit code leaves a finding out. */
  readonly accepts: (finding: Finding) => boolean
}

/**
 * Holds the findings of a run against a baseline.
 * @param findings all of the run, after waivers
 * @param counts which of them the exit code counts (--department); the others only tell what was judged
 */
export function compareBaseline(baseline: Baseline, findings: readonly Finding[], counts: (finding: Finding) => boolean = () => true): BaselineComparison {
  const known = new Map(baseline.entries.map((e) => [e.fingerprint, e]))
  const accepts = (finding: Finding): boolean => {
    const entry = finding.result === 'fail' ? known.get(fingerprint(finding)) : undefined
    return entry !== undefined && severities.indexOf(finding.severity) >= severities.indexOf(entry.severity)
  }
  const seen = new Set<string>()
  const judged = new Set<string>()
  const fresh: Finding[] = []
  let accepted = 0
  const watched = new Set(baseline.entries.map((e) => `${e.check}\u0000${e.subject}`))
  for (const finding of findings) {
    const key = `${finding.check}\u0000${subjectOf(finding)}`
    if (watched.has(key) && (finding.result === 'pass' || finding.result === 'fail')) judged.add(key)
    if (!isViolation(finding)) continue
    seen.add(fingerprint(finding))
    if (finding.waiver !== undefined || !counts(finding)) continue
    if (accepts(finding)) accepted++
    else fresh.push(finding)
  }
  const missing = baseline.entries.filter((e) => !seen.has(e.fingerprint))
  const wasJudged = (e: BaselineEntry): boolean => judged.has(`${e.check}\u0000${e.subject}`)
  return { fresh, accepted, fixed: missing.filter(wasJudged), unseen: missing.filter((e) => !wasJudged(e)), accepts }
}

/** What a run with a baseline says of it, one line each. */
export function baselineLines(comparison: BaselineComparison): readonly Text[] {
  const { fresh, accepted, fixed, unseen } = comparison
  const entry = (e: BaselineEntry): string => `  ${e.fingerprint} ${e.check} ${e.subject}${e.path === '' ? '' : ` ${e.path}`}`
  const lines: Text[] = [{ zh: `基线：受理已有发现 ${accepted} 项，新发现 ${fresh.length} 项`, en: `baseline: ${accepted} known findings accepted, ${fresh.length} new` }]
  for (const finding of fresh.slice(0, most)) {
    const what = `  ${fingerprint(finding)} ${finding.severity} ${finding.check} ${subjectOf(finding)}`
    lines.push({ zh: `${what}：${finding.detail.zh}`, en: `${what}: ${finding.detail.en}` })
  }
  if (fixed.length > 0) lines.push({ zh: `基线已陈旧：${fixed.length} 项已整改，请用 --baseline-write 重写`, en: `the baseline is stale: ${fixed.length} entries are fixed, write it again with --baseline-write` }, ...fixed.slice(0, most).map((e) => same(entry(e))))
  if (unseen.length > 0) lines.push({ zh: `基线中 ${unseen.length} 项的对象这次没有判到（已删除，或不在这次的输入里）`, en: `${unseen.length} entries of the baseline were not judged this time (the object is gone, or not in these inputs)` })
  return lines
}

/** Lines of one list that a person still reads. */
const most = 20

const same = (line: string): Text => ({ zh: line, en: line })

function subjectOf({ subject: s }: Finding): string {
  return [s.cluster, s.group, s.kind, s.namespace, s.name].join('/')
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isEntry(value: unknown): value is BaselineEntry {
  if (!isRecord(value)) return false
  const texts = ['check', 'reason', 'subject', 'path'].every((key) => typeof value[key] === 'string')
  return texts && typeof value['fingerprint'] === 'string' && /^[0-9a-f]{32}$/.test(value['fingerprint']) && severities.some((s) => s === value['severity'])
}

/** A value found, short enough for a message. */
function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').slice(0, 60)
}
