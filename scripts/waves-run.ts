/** What deploy, diff and destroy share: synthesize where an estate is named, choose stacks, run the waves, print, exit code. */
import { resolve } from 'node:path'
import { eventText, listStacks, readContexts, runWaves, selectStacks, summaryText, type Action } from './deploy/index.ts'
import { exit, say, UsageError, type Invocation } from './command.ts'
import { note, print, progress, progressDone } from './output.ts'
import { synthesize } from './verbs/synth.ts'

/**
 * @returns deploy and destroy: 0 all done, 2 something failed; diff: 0 no changes, 1 changes, 2 something failed
 */
export async function runStacks(action: Action, invocation: Invocation): Promise<number> {
  const { lang, positionals, string, strings } = invocation
  if (positionals.length > 0) throw new UsageError(`${action} 不带位置参数，得到 ${positionals.join(' ')}；用 --stack、--department、--cluster 选择`, `${action} takes no arguments, got ${positionals.join(' ')}; choose by --stack, --department, --cluster`)
  const parallel = parallelism(string('parallel'))
  const outdir = resolve(string('outdir') ?? 'cdktf.out')
  const folder = string('estate')
  if (folder !== undefined) {
    progress(say({ zh: '生成栈', en: 'building the stacks' }, lang))
    await synthesize(folder, outdir, invocation)
    progressDone()
  }
  const all = listStacks(outdir)
  const split = (name: string): readonly string[] => strings(name).flatMap((s) => s.split(','))
  const stacks = selectStacks(all, { clusters: split('cluster'), departments: split('department'), stacks: split('stack') })
  const contexts = readContexts(strings('context'), [...new Set(stacks.map((s) => s.cluster))])
  const stop = new AbortController()
  const interrupt = (): void => {
    note(say({ zh: '\n正在停止：等 Terraform 放开锁（再按一次 Ctrl-C 立即退出）', en: '\nstopping: Terraform releases its locks (Ctrl-C again ends at once)' }, lang))
    stop.abort()
    process.once('SIGINT', () => process.exit(130))
  }
  process.once('SIGINT', interrupt)
  process.once('SIGTERM', interrupt)
  let ended = 0
  const results = await runWaves({
    action, stacks, all, connection: { kubeconfig: string('kubeconfig'), contexts }, parallel, refresh: invocation.flag('refresh'), signal: stop.signal,
    onEvent(event) {
      if (event.type === 'end') ended++
      const line = eventText(event, action, lang)
      progressDone()
      if (line !== null) process.stdout.write(`${line}\n`)
      const doing = event.type === 'progress' ? ` · ${event.stack} ${event.done}/${event.total}` : ''
      if (ended < stacks.length) progress(say({ zh: `${ended}/${stacks.length} 个栈${doing}`, en: `${ended}/${stacks.length} stacks${doing}` }, lang))
    },
  })
  progressDone()
  process.removeListener('SIGINT', interrupt)
  process.removeListener('SIGTERM', interrupt)
  await print(summaryText(results, action, lang))
  if (results.some((r) => r.status === 'failed' || r.status === 'skipped')) return exit.failed
  const changes = results.some((r) => r.outcome !== null && Object.values(r.outcome.counts).some((n) => n > 0))
  return action === 'diff' && changes ? exit.findings : exit.clean
}

function parallelism(given: string | undefined): number | undefined {
  if (given === undefined) return undefined
  const n = Number(given)
  if (!Number.isInteger(n) || n < 1 || n > 64) throw new UsageError(`--parallel ${given} 应为 1 到 64 的整数`, `--parallel ${given} should be an integer from 1 to 64`)
  return n
}
