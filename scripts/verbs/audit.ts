/** `ywq audit`: reads inputs, runs the checks, writes reports, says by its exit code whether all is well. */
import { baselineLines, baselineOf, compareBaseline, parseBaseline, renderBaseline, type Baseline } from '../../policies/baseline.ts'
import { parseProfile, profileName, select } from '../../policies/profile.ts'
import { theCatalogue } from '../../policies/catalogue/catalogue.ts'
import { checks } from '../../policies/checks/index.ts'
import { severities, type Finding } from '../../policies/finding.ts'
import { departmentOf } from '../../policies/report.ts'
import { runAudit } from '../../policies/run.ts'
import type { Language } from '../../policies/text.ts'
import { exitCode, type FailOn } from '../../policies/waivers.ts'
import { approvalMode, verifiedEstate } from '../approvals.ts'
import { asUsageError, both, exit, say, type Invocation } from '../command.ts'
import { checkDepartments, departmentsAsked } from '../departments.ts'
import { readText } from '../input-file.ts'
import { judgedAt } from '../instant.ts'
import { estateOrFail } from '../load-estate.ts'
import { note, writeWhole } from '../output.ts'
import { pssMinor } from '../pss-version.ts'
import { reportOutputs, writeReports } from '../report-outputs.ts'
import { readSnapshots } from '../snapshots.ts'
import { tool } from '../version.ts'

export async function run(invocation: Invocation): Promise<number> {
  const { lang, positionals, string, strings } = invocation
  const outputs = reportOutputs(invocation.given)
  const minor = pssMinor(string('pss-version'))
  const profile = usage(() => parseProfile(string('profile') ?? 'gbt-22239'))
  const only = strings('check').flatMap((s) => s.split(',')).filter((s) => s !== '')
  const asLevel = ([2, 3, 4] as const).find((l) => String(l) === string('as-level'))
  const selection = usage(() => select({ checks, catalogue: theCatalogue(), profile, only, ...(asLevel === undefined ? {} : { asLevel }) }))
  const folder = string('estate')
  const mode = approvalMode(string('approvals'), folder)
  const estate = folder === undefined ? null : await verifiedEstate(estateOrFail(folder, lang), mode)
  const now = judgedAt(string('now'), estate?.root.asOf, estate?.timezone ?? 'Asia/Shanghai', Date.now)
  checkDepartments(invocation, estate)
  const accepted = await readBaseline(string('baseline'))
  const { snapshots, nameOf } = await readSnapshots(invocation, positionals, estate)
  const report = runAudit(snapshots, { tool: tool(), now, pssMinor: minor, estate, catalogue: theCatalogue(), selection, profile: profileName(profile), approvals: mode, nameOf })
  await writeReports(report, outputs, lang, departmentsAsked(invocation))
  const evidence = string('evidence')
  if (evidence !== undefined) await (await import('../audit-evidence.ts')).keepEvidence(invocation, evidence, report, snapshots)
  for (const part of report.unreadable) note(`${part.location}: ${say(part, lang)}`)
  const departments = departmentsAsked(invocation)
  const counted = (f: Finding): boolean => departments.length === 0 || departments.includes(departmentOf(f.subject, estate))
  const written = string('baseline-write')
  const today = written === undefined ? null : baselineOf(report.findings, report.now, report.profile)
  const against = accepted ?? today
  const comparison = against === null ? null : compareBaseline(against, report.findings, counted)
  const code = exitCode({ findings: report.findings.filter(counted), unreadable: report.unreadable.length, failOn: failOn(string('fail-on')), ...(comparison === null ? {} : { accepts: comparison.accepts }) })
  if (comparison !== null) for (const line of baselineLines(comparison)) note(say(line, lang))
  if (today !== null && written !== undefined) await writeBaseline(written, today, code, lang)
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

async function readBaseline(path: string | undefined): Promise<Baseline | null> {
  if (path === undefined) return null
  const text = await readText(path, '--baseline')
  try {
    return parseBaseline(text)
  } catch (error) {
    throw asUsageError(error, { zh: `--baseline ${path}：`, en: `--baseline ${path}: ` })
  }
}

/** Half an input gives half a baseline, which would call the other half new: then none is written. */
async function writeBaseline(path: string, baseline: Baseline, code: number, lang: Language): Promise<void> {
  if (code === exit.failed) {
    note(say({ zh: `没有写基线 ${path}：输入没有读全，或没有任何对象被判定`, en: `the baseline ${path} was not written: the input was not read whole, or nothing was judged` }, lang))
    return
  }
  await writeWhole(path, renderBaseline(baseline))
  note(say({ zh: `基线已写入 ${path}：${baseline.entries.length} 项`, en: `baseline written to ${path}: ${baseline.entries.length} entries` }, lang))
}
