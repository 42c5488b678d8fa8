/** `ywq kpi report FILE…`: transactions, failures, active and affected users of access logs, per system and business. */
import { kpiReport, kpiTable } from '../../monitors/kpi/report-json.ts'
import { makePlan, type Plan } from '../../monitors/kpi/plan.ts'
import { countInputs, InputError } from '../../monitors/kpi/report.ts'
import { RuleError } from '../../monitors/kpi/sources.ts'
import { exit, UsageError, type Invocation } from '../command.ts'
import { note, print, writeWhole } from '../output.ts'

export async function run(invocation: Invocation): Promise<number> {
  const { lang, positionals, string } = invocation
  const [word, ...inputs] = positionals
  if (word !== 'report') {
    throw new UsageError(`ywq kpi 后面要写 report，得到 ${word ?? '空'}；例如 ywq kpi report access.log --format json`, `ywq kpi needs the word report, got ${word ?? 'nothing'}; for example ywq kpi report access.log --format json`)
  }
  if (inputs.length === 0) throw new UsageError('没有输入：给出日志文件（可为 .gz），或 - 表示标准输入', 'no input: give log files (.gz allowed), or - for standard input')
  if (inputs.filter((input) => input === '-').length > 1) throw new UsageError('- 只能给一次', '- may be given once only')
  const plan = await planOf(invocation)
  const counted = await countInputs(inputs, plan, process.stdin).catch((error: unknown) => {
    if (error instanceof InputError) throw new UsageError(`读不了 ${error.path}：${error.message}`, `cannot read ${error.path}: ${error.message}`)
    throw error
  })
  const report = kpiReport(counted)
  const text = string('format') === 'json' ? `${JSON.stringify(report, null, 2)}\n` : kpiTable(report)
  const output = string('output')
  if (output === undefined) await print(text)
  else await writeWhole(output, text)
  const { total, bad } = report.lines
  if (total > bad) return exit.clean
  note(lang === 'zh' ? `没有一行能计数（共 ${total} 行）：检查输入是否给对，或 --log-format 是否合适` : `no line could be counted (of ${total}): look at the input, or whether --log-format fits`)
  return exit.failed
}

async function planOf({ lang, string }: Invocation): Promise<Plan> {
  const folder = string('estate')
  // Reading an estate needs its whole schema: not loaded for those who give none.
  const estate = folder === undefined ? null : (await import('../load-estate.ts')).estateOrFail(folder, lang)
  try {
    return makePlan(
      {
        format: string('log-format') === 'json' ? 'json' : 'combined',
        systemFrom: string('system-from'), userFrom: string('user-from'), businessFrom: string('business-from'), failedWhen: string('failed-when'),
      },
      estate,
    )
  } catch (error) {
    if (error instanceof RuleError) throw new UsageError(error.text.zh, error.text.en)
    throw error
  }
}
