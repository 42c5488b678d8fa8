/** `ywq waiver request`: writes the Waiver for one finding into the department's file and says how it is approved. */
import { checkIds } from '../../policies/checks/ids.ts'
import { nearest } from '../../policies/nearest.ts'
import { neverWaivable } from '../../policies/waivers/never-waivable.ts'
import { waiverFor } from '../../policies/waivers/request.ts'
import { fingerprint, isViolation, type Finding } from '../../policies/finding.ts'
import { daysAfter } from '../../policies/time.ts'
import { exit, say, UsageError, type Invocation } from '../command.ts'
import { appendDocuments } from '../estate-append.ts'
import { estateToday, judgeEstate } from '../judge-estate.ts'
import { note, print } from '../output.ts'
import { requiredText } from '../required-text.ts'

/** A term that outlasts the next yearly assessment is no interim measure. */
const longestDays = 366

export async function run(invocation: Invocation): Promise<number> {
  const { lang, string, positionals: [word, ...rest] } = invocation
  if (word !== 'request') throw new UsageError(`ywq waiver 只有 request，得到 ${word ?? '（空）'}`, `ywq waiver has request only, got ${word ?? '(nothing)'}`)
  const [first, second] = rest
  if (first === undefined) throw new UsageError('写明豁免哪个发现：指纹，或 检查项 与 KIND/NAMESPACE/NAME', 'say which finding: its fingerprint, or a check and KIND/NAMESPACE/NAME')
  const byFingerprint = /^[0-9a-f]{8,32}$/.test(first)
  if (!byFingerprint && second === undefined) throw new UsageError(`检查项 ${first} 之后要写对象：KIND/NAMESPACE/NAME，如 Deployment/hr--insurance--web/web；或改用发现的指纹`, `after the check ${first} comes the object: KIND/NAMESPACE/NAME, such as Deployment/hr--insurance--web/web; or give the fingerprint of the finding`)
  if (!byFingerprint && !checkIds.includes(first)) {
    const near = nearest(first, checkIds)
    throw new UsageError(`没有检查项 ${first}${near === undefined ? '' : `，是不是 ${near}？`}`, `no check ${first}${near === undefined ? '' : `; did you mean ${near}?`}`)
  }
  const day = await estateToday(invocation)
  const expires = string('expires') ?? daysAfter(day.today, days(string('days')))
  const limit = daysAfter(day.today, longestDays)
  if (expires > limit) throw new UsageError(`期限到 ${expires}，超过 ${longestDays} 天（${limit}）`, `the term ends on ${expires}, more than ${longestDays} days away (${limit})`)
  const reason = requiredText(invocation, 'reason', 8)
  const measure = requiredText(invocation, 'measure', 4)
  const { report, levelAt } = await judgeEstate(invocation, day, rest.slice(byFingerprint ? 1 : 2))
  const wanted = (f: Finding): boolean => (byFingerprint ? fingerprint(f).startsWith(first) : f.check === first && objectOf(f) === second)
  const found = report.findings.filter((f) => isViolation(f) && wanted(f))
  const distinct = new Map(found.map((f) => [fingerprint(f), f]))
  const [finding] = distinct.values()
  if (finding === undefined) throw notFound(byFingerprint ? first : `${first} ${second ?? ''}`, report.findings.filter(isViolation), byFingerprint ? undefined : first)
  if (byFingerprint && distinct.size > 1) throw new UsageError(`指纹 ${first} 对应 ${distinct.size} 个发现，请多写几位：${[...distinct.keys()].slice(0, 5).join('、')}`, `the fingerprint ${first} fits ${distinct.size} findings, write more digits: ${[...distinct.keys()].slice(0, 5).join(', ')}`)
  const taken = found.find((f) => f.waiver !== undefined)?.waiver
  if (taken !== undefined) throw new UsageError(`这个发现已由豁免 ${taken} 受理`, `the waiver ${taken} accepts this finding already`)
  const never = neverWaivable(finding.check, levelAt(finding.subject))
  if (never !== null) throw new UsageError(`${finding.check} 在 ${levelAt(finding.subject)} 级不得豁免：${never.zh}。请登记整改（Rectification）`, `${finding.check} may not be waived at level ${levelAt(finding.subject)}: ${never.en}. Open a Rectification`)
  const waiver = waiverFor(day.estate, { finding, byFingerprint, name: string('name'), reason, measure, owner: string('owner'), from: day.today, expires })
  const department = day.estate.get('Department', waiver.department)
  if (department === undefined) throw new UsageError(`声明里没有部门 ${waiver.department}`, `the estate has no department ${waiver.department}`)
  const path = string('output') ?? day.estate.position(department).file
  const comment = [
    `${objectOf(finding)}: ${finding.detail.zh} / ${finding.detail.en}`,
    `批准前不起作用：ywq validate 声明目录 --digest Waiver/${waiver.name} 取摘要，由主管局写 Approval；改动一字须重新批准。`,
    'Without effect until approved: the bureau writes an Approval with that digest; any change voids it.',
  ]
  const estate = await appendDocuments(day.folder, { documents: [waiver], comment, path }, lang)
  const stub = `kind: Approval\nname: ${waiver.name.slice(0, 60)}-bureau\nof: Waiver/${waiver.name}\ndigest: "${estate.digestOf(waiver)}"\nas: bureau\napprover: …\napproved: …\n`
  if (path === '-') note(stub)
  else {
    await print(say({ zh: `豁免 ${waiver.name} 已写入 ${path}，期限至 ${waiver.expires}；获批之前不起作用。主管局在自己的目录里写：`, en: `the waiver ${waiver.name} was written to ${path}, until ${waiver.expires}; it has no effect before it is approved. The bureau writes in its own folder:` }, lang))
    await print(stub)
  }
  return exit.clean
}

function days(text: string | undefined): number {
  const n = Number(text ?? 90)
  if (Number.isInteger(n) && n > 0 && n <= longestDays) return n
  throw new UsageError(`--days ${text ?? ''} 应为 1 到 ${longestDays} 天`, `--days ${text ?? ''} should be 1 to ${longestDays} days`)
}

/** As reports name it. */
function objectOf({ subject }: Finding): string {
  return [subject.kind, subject.namespace, subject.name].filter((part) => part !== '').join('/')
}

function notFound(asked: string, violations: readonly Finding[], check: string | undefined): UsageError {
  const near = violations.filter((f) => check === undefined || f.check === check).slice(0, 10).map((f) => `  ${fingerprint(f)} ${f.check} ${objectOf(f)}`).join('\n')
  const list = near === '' ? { zh: '没有这样的发现', en: 'there is none' } : { zh: `有：\n${near}`, en: `there are:\n${near}` }
  return new UsageError(`在这些输入里没有找到发现 ${asked}（要给出 INPUT，如 cdktf.out 或 --live）；${list.zh}`, `no finding ${asked} in these inputs (give INPUT, such as cdktf.out, or --live); ${list.en}`)
}
