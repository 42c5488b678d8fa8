/** `ywq waivers`: every waiver with its state; with inputs also whether it is used and how wide it is. */
import type { Language, Text } from '../../policies/text.ts'
import { listWaivers, waiverWords, type WaiverRow, type WaiverWord } from '../../policies/waivers/list.ts'
import { exit, say, UsageError, type Invocation } from '../command.ts'
import { checkDepartments, departmentsAsked } from '../departments.ts'
import { estateToday, judgeEstate } from '../judge-estate.ts'
import { note, print } from '../output.ts'
import { textTable } from '../text-table.ts'

const words: Readonly<Record<WaiverWord, Text>> = {
  'in-force': { zh: '有效', en: 'in force' },
  expiring: { zh: '将到期', en: 'expiring' },
  'not-yet': { zh: '未开始', en: 'not yet' },
  expired: { zh: '已到期', en: 'expired' },
  unapproved: { zh: '未获批准', en: 'unapproved' },
  'never-waivable': { zh: '不得豁免', en: 'never waivable' },
  'matches-everything': { zh: '没有范围', en: 'no scope' },
}

export async function run(invocation: Invocation): Promise<number> {
  const { lang, string, strings, positionals } = invocation
  const expiringDays = Number(string('expiring') ?? 30)
  if (!Number.isInteger(expiringDays) || expiringDays < 0) throw new UsageError(`--expiring ${string('expiring') ?? ''} 应为天数，如 30`, `--expiring ${string('expiring') ?? ''} should be a number of days, such as 30`)
  const day = await estateToday(invocation)
  checkDepartments(invocation, day.estate)
  const { report } = await judgeEstate(invocation, day, positionals)
  const departments = departmentsAsked(invocation)
  const states = strings('state').flatMap((s) => s.split(','))
  const wanted = (row: WaiverRow): boolean => (departments.length === 0 || departments.includes(row.waiver.department)) && (states.length === 0 || states.includes(row.word) || row.faults.some((f) => states.includes(f.reason)))
  const rows = listWaivers({ ...day, findings: report.findings, expiringDays }).filter(wanted)
  if (string('format') === 'json') {
    await print(JSON.stringify({ format: 'ywq.waivers', version: 1, now: report.now, approvals: report.approvals, waivers: rows.map(({ waiver, word, ...rest }) => ({ name: waiver.name, department: waiver.department, check: waiver.check, match: waiver.match, from: waiver.from, expires: waiver.expires, owner: waiver.owner, state: word, ...rest })) }, null, 2))
    return exit.clean
  }
  await print(rows.length === 0 ? say({ zh: '没有符合条件的豁免', en: 'no waiver fits' }, lang) : table(rows, lang))
  await print(summary(rows, lang))
  if (positionals.length === 0 && !invocation.flag('live')) note(say({ zh: '只看了声明：用不用、宽不宽要看对象，请给出输入（cdktf.out、清单或 --live）；“?”表示不知道', en: 'the estate alone was looked at: give inputs (cdktf.out, manifests, --live) to see use and width; "?" is unknown' }, lang))
  if (report.approvals === 'none') note(say({ zh: '审批未核验（--approvals git 或 signature）', en: 'approvals not verified (--approvals git or signature)' }, lang))
  return exit.clean
}

function table(rows: readonly WaiverRow[], lang: Language): string {
  const header = lang === 'zh' ? ['豁免', '状态', '止', '剩余天数', '续期', '受理', '检查', '问题'] : ['waiver', 'state', 'until', 'days left', 'renewals', 'accepts', 'check', 'faults']
  return textTable(header, rows.map(({ waiver, word, daysLeft, renewals, accepts, faults }) => [
    waiver.name, words[word][lang], waiver.expires, String(daysLeft), String(renewals), accepts === null ? '?' : String(accepts), waiver.check, faults.map((f) => f.detail[lang]).join(lang === 'zh' ? '；' : '; '),
  ]))
}

function summary(rows: readonly WaiverRow[], lang: Language): string {
  const parts = waiverWords.flatMap((word) => {
    const n = rows.filter((r) => r.word === word).length
    return n === 0 ? [] : [`${words[word][lang]} ${n}`]
  })
  const faulty = rows.filter((r) => r.faults.length > 0).length
  return say({ zh: `共 ${rows.length} 项：${parts.join('、')}；有问题 ${faulty} 项`, en: `${rows.length} waivers: ${parts.join(', ')}; ${faulty} with faults` }, lang)
}
