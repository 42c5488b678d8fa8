/** `ywq audit`: reads inputs, runs the checks, writes reports, says by its exit code whether all is well. */
import { parseProfile, profileName, select } from '../../policies/profile.ts'
import { theCatalogue } from '../../policies/catalogue/catalogue.ts'
import { checks } from '../../policies/checks/index.ts'
import { severities } from '../../policies/finding.ts'
import { departmentOf } from '../../policies/report.ts'
import { runAudit } from '../../policies/run.ts'
import { readDeclaration } from '../../policies/sources/declaration.ts'
import { readInput } from '../../policies/sources/detect.ts'
import type { Snapshot, Unreadable } from '../../policies/subject.ts'
import { exitCode, type FailOn } from '../../policies/waivers.ts'
import { asUsageError, both, exit, say, UsageError, type Invocation } from '../command.ts'
import { checkDepartments, departmentsAsked } from '../departments.ts'
import { judgedAt } from '../instant.ts'
import { liveSnapshots } from '../live-snapshots.ts'
import { estateOrFail } from '../load-estate.ts'
import { note, progress, progressDone } from '../output.ts'
import { pssMinor } from '../pss-version.ts'
import { reportOutputs, writeReports } from '../report-outputs.ts'
import { tool } from '../version.ts'

export async function run(invocation: Invocation): Promise<number> {
  const { lang, positionals, string, strings, flag } = invocation
  const outputs = reportOutputs(invocation.given)
  const minor = pssMinor(string('pss-version'))
  const profile = usage(() => parseProfile(string('profile') ?? 'gbt-22239'))
  const only = strings('check').flatMap((s) => s.split(',')).filter((s) => s !== '')
  const asLevel = ([2, 3, 4] as const).find((l) => String(l) === string('as-level'))
  const selection = usage(() => select({ checks, catalogue: theCatalogue(), profile, only, ...(asLevel === undefined ? {} : { asLevel }) }))
  if (string('approvals') !== undefined && string('approvals') !== 'none') {
    throw new UsageError('--approvals git 与 signature 尚未提供，现在只有 none（报告会注明审批未核验）', '--approvals git and signature are not there yet; only none (reports say that approvals are not verified)')
  }
  const folder = string('estate')
  const estate = folder === undefined ? null : estateOrFail(folder, lang)
  const now = judgedAt(string('now'), estate?.root.asOf, estate?.timezone ?? 'Asia/Shanghai', Date.now)
  checkDepartments(invocation, estate)
  if (positionals.length === 0 && !flag('live') && estate === null) {
    throw new UsageError('没有要审计的输入：给出 cdktf.out、计划 JSON、清单文件或目录、-（标准输入），或 --live、--estate', 'nothing to audit: give cdktf.out, a plan JSON, manifests, - (standard input), or --live, --estate')
  }
  const readAt = new Date().toISOString()
  const names = new Map<Snapshot, string>()
  const snapshots: Snapshot[] = []
  const add = (name: string, read: readonly Snapshot[]): void => {
    for (const snapshot of read) names.set(snapshot, name)
    snapshots.push(...read)
  }
  if (estate !== null && folder !== undefined) add(folder, [readDeclaration(estate, { readAt })])
  for (const input of positionals) {
    progress(say({ zh: `读取 ${input}`, en: `reading ${input}` }, lang))
    add(input, await readInput(input, { readAt, estate, note: (n) => remark(n, lang) }))
  }
  if (flag('live')) add('live', await liveSnapshots(invocation, estate, readAt))
  progressDone()
  const report = runAudit(snapshots, { tool: tool(), now, pssMinor: minor, estate, catalogue: theCatalogue(), selection, profile: profileName(profile), approvals: 'none', nameOf: (s) => names.get(s) ?? s.source })
  await writeReports(report, outputs, lang)
  for (const part of report.unreadable) note(`${part.location}: ${say(part, lang)}`)
  const departments = departmentsAsked(invocation)
  const judged = departments.length === 0 ? report.findings : report.findings.filter((f) => departments.includes(departmentOf(f.subject, estate)))
  const code = exitCode({ findings: judged, unreadable: report.unreadable.length, failOn: failOn(string('fail-on')) })
  if (report.unreadable.length > 0) note(both({ zh: `有 ${report.unreadable.length} 处输入读不了，退出码 2（其余照常判定）`, en: `${report.unreadable.length} parts of the input could not be read: exit code 2 (the rest was judged)` }, lang))
  else if (code === exit.failed) note(both({ zh: '没有任何对象被判定：这不算通过，退出码 2。检查输入是否给对，或 --check/--department 是否过窄', en: 'nothing was judged: that is no pass, exit code 2. Look at the input, or whether --check/--department are too narrow' }, lang))
  return code
}

/** Messages of the layers below are the user's: profile and check ids with the nearest word. */
function usage<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw asUsageError(error)
  }
}

function failOn(word: string | undefined): FailOn {
  return [...severities, 'none' as const].find((s) => s === word) ?? 'high'
}

function remark(n: Unreadable, lang: 'zh' | 'en'): void {
  note(`${n.location}: ${say(n, lang)}`)
}
