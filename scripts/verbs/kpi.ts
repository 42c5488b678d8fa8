/** `ywq kpi report|serve|key`: transactions, failures, active and affected users of access logs and telemetry, per system and business. */
import { kpiReport, kpiTable } from '../../monitors/kpi/report-json.ts'
import { countInputs, InputError } from '../../monitors/kpi/report.ts'
import { calendar } from '../../monitors/kpi/windows.ts'
import { parseListen } from '../../monitors/server/address.ts'
import { listen } from '../../monitors/server/listener.ts'
import type { Estate } from '../../policies/estate/estate.ts'
import { exit, say, UsageError, type Invocation } from '../command.ts'
import { addKey, kpiService, planFrom, wishesOf } from '../kpi-service.ts'
import { note, print, writeWhole } from '../output.ts'

const words = ['report', 'serve', 'key']

export async function run(invocation: Invocation): Promise<number> {
  const [word, ...rest] = invocation.positionals
  switch (word) {
    case 'report': return report(invocation, rest)
    case 'serve': return serve(invocation, rest)
    case 'key': return key(invocation, rest)
    default: throw new UsageError(`ywq kpi 后面要写 ${words.join('、')} 之一，得到 ${word ?? '空'}；例如 ywq kpi report access.log --format json`, `ywq kpi needs one of ${words.join(', ')}, got ${word ?? 'nothing'}; for example ywq kpi report access.log --format json`)
  }
}

async function report(invocation: Invocation, inputs: readonly string[]): Promise<number> {
  const { lang, string } = invocation
  if (inputs.length === 0) throw new UsageError('没有输入：给出日志文件（可为 .gz），或 - 表示标准输入', 'no input: give log files (.gz allowed), or - for standard input')
  if (inputs.filter((input) => input === '-').length > 1) throw new UsageError('- 只能给一次', '- may be given once only')
  const plan = planFrom(wishesOf(invocation), await estateOf(invocation))
  const counted = await countInputs(inputs, plan, process.stdin).catch((error: unknown) => {
    if (error instanceof InputError) throw new UsageError(`读不了 ${error.path}：${error.message}`, `cannot read ${error.path}: ${error.message}`)
    throw error
  })
  const json = kpiReport(counted)
  const text = string('format') === 'json' ? `${JSON.stringify(json, null, 2)}\n` : kpiTable(json)
  const output = string('output')
  if (output === undefined) await print(text)
  else await writeWhole(output, text)
  const { total, bad } = json.lines
  if (total > bad) return exit.clean
  note(say({ zh: `没有一行能计数（共 ${total} 行）：检查输入是否给对，或 --log-format 是否合适`, en: `no line could be counted (of ${total}): look at the input, or whether --log-format fits` }, lang))
  return exit.failed
}

/** Takes events until it is told to stop: OTLP/HTTP and NDJSON over HTTP, log files by --follow. */
async function serve(invocation: Invocation, rest: readonly string[]): Promise<number> {
  const { lang, string } = invocation
  if (rest.length > 0) throw new UsageError(`ywq kpi serve 不收参数 ${rest.join(' ')}；要跟随日志请写 --follow FILE`, `ywq kpi serve takes no ${rest.join(' ')}; to follow a log write --follow FILE`)
  const typed = string('listen') ?? '127.0.0.1:4318'
  const address = parseListen(typed)
  if (address === null) throw new UsageError(`--listen ${typed} 不是 HOST:PORT，如 127.0.0.1:4318`, `--listen ${typed} is not HOST:PORT, such as 127.0.0.1:4318`)
  if (!address.loopback) throw new UsageError(`--listen ${typed}：ywq kpi serve 只在本机监听（127.0.0.1、::1）；对外请用 ywq serve 的 TLS 与鉴权`, `--listen ${typed}: ywq kpi serve listens on loopback only (127.0.0.1, ::1); for others use TLS and authentication of ywq serve`)
  const kpi = await kpiService(invocation, await estateOf(invocation))
  const plain = (body: string) => () => ({ status: 200, type: 'text/plain; charset=utf-8', body })
  const listener = await listen({
    address,
    routes: { '/metrics': () => ({ status: 200, type: 'text/plain; version=0.0.4; charset=utf-8', body: kpi.metrics() }), '/healthz': plain('ok\n'), '/readyz': plain('ok\n') },
    writes: kpi.writes,
  }).catch(async (error: unknown) => {
    await kpi.stop()
    throw new UsageError(`监听不了 ${typed}：${String(error)}`, `cannot listen on ${typed}: ${String(error)}`)
  })
  note(say({ zh: `✓ ${listener.url}/v1/traces /v1/logs /v1/events，${listener.url}/metrics（Ctrl-C 停止）`, en: `✓ ${listener.url}/v1/traces /v1/logs /v1/events, ${listener.url}/metrics (Ctrl-C stops)` }, lang))
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
  await listener.close()
  await kpi.stop()
  return exit.clean
}

async function key(invocation: Invocation, files: readonly string[]): Promise<number> {
  const [path] = files
  if (path === undefined || files.length > 1) throw new UsageError('ywq kpi key 要一个密钥文件', 'ywq kpi key takes one key file')
  addKey(path, calendar((await estateOf(invocation))?.timezone ?? 'Asia/Shanghai')(Date.now() / 1000).day)
  note(say({ zh: `✓ ${path} 加了一把今天起用的密钥；原有的再用 30 天`, en: `✓ ${path} has a key for use from today on; the one before it stays for 30 days` }, invocation.lang))
  return exit.clean
}

/** Reading an estate needs its whole schema: not loaded for those who give none. */
async function estateOf({ lang, string }: Invocation): Promise<Estate | null> {
  const folder = string('estate')
  return folder === undefined ? null : (await import('../load-estate.ts')).estateOrFail(folder, lang)
}
