/** `ywq rectify list` says how every Rectification stands; `ywq rectify import FILE` makes them of the assessor's problem list. */
import { theCatalogue } from '../../policies/catalogue/catalogue.ts'
import { checkIds } from '../../policies/checks/ids.ts'
import { listRectifications, rectificationWords, type RectificationRow, type RectificationWord } from '../../policies/paper/rectification-list.ts'
import { rectificationColumns, rectificationsOf } from '../../policies/paper/rectifications.ts'
import type { Text } from '../../policies/text.ts'
import { exit, say, UsageError, type Invocation } from '../command.ts'
import { appendDocuments } from '../estate-append.ts'
import { estateToday, judgeEstate, type EstateToday } from '../judge-estate.ts'
import { note, print } from '../output.ts'
import { requiredText } from '../required-text.ts'
import { refuseRows, sheetRecords } from '../sheet-records.ts'
import { textTable } from '../text-table.ts'

const words: Readonly<Record<RectificationWord, Text>> = {
  overdue: { zh: '逾期', en: 'overdue' },
  'due-soon': { zh: '将到期', en: 'due soon' },
  open: { zh: '整改中', en: 'open' },
  unknown: { zh: '未知', en: 'unknown' },
  passes: { zh: '检查已通过，可删除', en: 'its check passes: delete it' },
  closed: { zh: '已凭记录关闭', en: 'closed by a Record' },
}

export async function run(invocation: Invocation): Promise<number> {
  const [word = '', ...inputs] = invocation.positionals
  if (word !== 'list' && word !== 'import') throw new UsageError(`ywq rectify 有 list、import，得到 ${word === '' ? '（空）' : word}`, `ywq rectify has list and import, got ${word === '' ? '(nothing)' : word}`)
  const day = await estateToday(invocation)
  return word === 'list' ? list(invocation, day, inputs) : importSheet(invocation, day, inputs)
}

async function list(invocation: Invocation, day: EstateToday, inputs: readonly string[]): Promise<number> {
  const { lang, string } = invocation
  const { report } = await judgeEstate(invocation, day, inputs)
  const rows = listRectifications(day.estate, report.findings, day.today, 30)
  if (string('format') === 'json') {
    await print(JSON.stringify({ format: 'ywq.rectifications', version: 1, now: report.now, rectifications: rows.map(({ rectification, word, ...rest }) => ({ ...rectification, state: word, ...rest })) }, null, 2))
    return exit.clean
  }
  const header = lang === 'zh' ? ['整改', '状态', '期限', '剩余天数', '责任人', '针对', '问题'] : ['rectification', 'state', 'due', 'days left', 'owner', 'of', 'problem']
  if (rows.length > 0) await print(textTable(header, rows.map(({ rectification: r, word, daysLeft }) => [r.name, words[word][lang], r.due, String(daysLeft), r.owner, [r.system, r.check, r.clause].filter((x) => x !== undefined).join(' '), r.title[lang] ?? r.title.zh])))
  await print(summary(rows, lang))
  if (rows.some((r) => r.failing === null && r.rectification.check !== undefined)) note(say({ zh: '有检查的整改，要看对象才知道是否通过：请给出输入（cdktf.out、清单或 --live）', en: 'whether a check passes again shows in the objects: give inputs (cdktf.out, manifests, --live)' }, lang))
  return exit.clean
}

function summary(rows: readonly RectificationRow[], lang: 'zh' | 'en'): string {
  const parts = rectificationWords.flatMap((word) => {
    const n = rows.filter((r) => r.word === word).length
    return n === 0 ? [] : [`${words[word][lang]} ${n}`]
  })
  return say({ zh: `共 ${rows.length} 项整改${parts.length === 0 ? '' : `：${parts.join('、')}`}`, en: `${rows.length} rectifications${parts.length === 0 ? '' : `: ${parts.join(', ')}`}` }, lang)
}

async function importSheet(invocation: Invocation, day: EstateToday, files: readonly string[]): Promise<number> {
  const { lang, string } = invocation
  const output = requiredText(invocation, 'output')
  const { path, records } = await sheetRecords(invocation, files, rectificationColumns)
  const source = (['自查', '测评', '检查', '事件'] as const).find((s) => s === (string('source') ?? '测评'))
  if (source === undefined) throw new UsageError(`--source ${string('source') ?? ''} 应为 自查、测评、检查、事件`, `--source ${string('source') ?? ''} should be 自查, 测评, 检查 or 事件`)
  const { documents, faults } = rectificationsOf(records, day.estate, theCatalogue(), checkIds, { source, opened: string('opened') ?? day.today, prefix: string('prefix') ?? `rectify-${day.today.replaceAll('-', '')}` })
  refuseRows(path, faults)
  await appendDocuments(day.folder, { documents, comment: [`由 ${path.split('/').at(-1) ?? ''} 导入 / imported`], path: output }, lang)
  if (output !== '-') await print(say({ zh: `已写入 ${output}：${documents.length} 项整改`, en: `${documents.length} rectifications written to ${output}` }, lang))
  return exit.clean
}
