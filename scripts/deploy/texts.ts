/** What a person reads of a deployment: one line an event, what failed and why, a summary. */
import type { Language, Text } from '../../policies/text.ts'
import { say } from '../command.ts'
import { missingText } from './missing-objects.ts'
import type { Wave } from './stack-list.ts'
import type { PlannedChange } from './terraform.ts'
import type { Action, StackResult, WaveEvent } from './waves.ts'

const waveNames: Readonly<Record<Wave, Text>> = {
  platform: { zh: '平台', en: 'platform' }, admission: { zh: '准入', en: 'admission' }, monitoring: { zh: '监测', en: 'monitoring' },
  space: { zh: '空间', en: 'spaces' }, apps: { zh: '应用', en: 'apps' },
}

/** A line for the log; null for what belongs on a progress line only. */
export function eventText(event: WaveEvent, action: Action, lang: Language): string | null {
  switch (event.type) {
    case 'wave': return say({ zh: `▸ ${waveNames[event.wave].zh}：${event.stacks.length} 个栈`, en: `▸ ${waveNames[event.wave].en}: ${event.stacks.length} stacks` }, lang)
    case 'start': case 'progress': return null
    // What was not tried is summed up at the end: one failed platform stack skips hundreds.
    case 'end': return event.result.status === 'skipped' ? null : resultLines(event.result, action, lang).join('\n')
  }
}

const signs: Readonly<Record<PlannedChange['action'], string>> = { create: '+', update: '~', delete: '-', replace: '±', import: '←', forget: '×' }

/** The stack's line, then, indented: planned changes of a diff; every error of a failure, first what was missing. */
function resultLines(result: StackResult, action: Action, lang: Language): readonly string[] {
  const { stack, outcome } = result
  if (result.status === 'unchanged') return [say({ zh: `  = ${stack}  声明和集群都没变，未运行 Terraform`, en: `  = ${stack}  neither estate nor cluster changed: Terraform not run` }, lang)]
  if (result.status === 'skipped' || outcome === null) {
    return [say({ zh: `  – ${stack} 未执行：${result.because ?? ''} 失败`, en: `  – ${stack} not tried: ${result.because ?? ''} failed` }, lang)]
  }
  const seconds = `${(result.milliseconds / 1000).toFixed(1)} s`
  if (result.status === 'done') {
    const { add, change, remove, import: imported } = outcome.counts
    const counts = add + change + remove + imported === 0
      ? say({ zh: '无变化', en: 'no changes' }, lang)
      : say({ zh: `新增 ${add}、修改 ${change}、删除 ${remove}${imported > 0 ? `、接管 ${imported}` : ''}`, en: `${add} to add, ${change} to change, ${remove} to remove${imported > 0 ? `, ${imported} to import` : ''}` }, lang)
    return [`  ✓ ${stack}  ${counts}  ${seconds}`, ...(action === 'diff' ? outcome.changes.map((c) => `      ${signs[c.action]} ${c.address}`) : [])]
  }
  const errors = outcome.diagnostics.filter((d) => d.severity === 'error')
  return [
    `  ✗ ${stack}  ${seconds}`,
    ...result.missing.map((m) => `      ${say(missingText(m), lang)}`),
    ...errors.slice(0, 20).map((d) => `      ${d.address === '' ? '' : `${d.address}: `}${firstLine(d.summary)}${d.detail === '' ? '' : `：${firstLine(d.detail)}`}`),
    ...(errors.length > 20 ? [`      … ${errors.length - 20}`] : []),
    ...(errors.length === 0 ? outcome.stray.slice(-10).map((line) => `      ${line}`) : []),
    ...(errors.some((d) => /already exists/.test(`${d.summary} ${d.detail}`)) ? [`      ${say({ zh: '对象已在集群里而不在这个栈的状态里：状态换了地方，或它是要接管的命名空间（该层写 adopt: true）', en: 'the object is in the cluster and not in this stack’s state: the state was moved, or the namespace is to be taken over (adopt: true on the tier)' }, lang)}`] : []),
    ...(errors.some((d) => /prevent_destroy/.test(`${d.summary} ${d.detail}`)) ? [`      ${say({ zh: '带状态的命名空间受保护：先把系统的 phase 改为 retired（注销）再部署', en: 'a namespace that holds state is protected: retire the system (phase: retired) and deploy' }, lang)}`] : []),
  ]
}

const firstLine = (text: string): string => (text.split('\n').find((line) => line.trim() !== '') ?? '').trim()

export function summaryText(results: readonly StackResult[], action: Action, lang: Language): string {
  const count = (status: StackResult['status']): number => results.filter((r) => r.status === status).length
  // What a failed stack did before it failed is not known exactly: only whole ones are summed.
  const sum = results.filter((r) => r.status === 'done').reduce((total, { outcome }) => ({
    add: total.add + (outcome?.counts.add ?? 0), change: total.change + (outcome?.counts.change ?? 0), remove: total.remove + (outcome?.counts.remove ?? 0),
  }), { add: 0, change: 0, remove: 0 })
  const failed = count('failed')
  const unchanged = count('unchanged')
  const skipped = count('skipped')
  const grounds = [...new Set(results.flatMap((r) => r.because ?? []))].join(' ')
  const done: Text = action === 'diff' ? { zh: '已比较', en: 'compared' } : action === 'destroy' ? { zh: '已销毁', en: 'destroyed' } : { zh: '已部署', en: 'deployed' }
  return say({
    zh: `${failed + skipped === 0 ? '✓' : '✗'} ${done.zh} ${count('done')} 个栈${unchanged > 0 ? `，未变 ${unchanged}` : ''}${failed > 0 ? `，失败 ${failed}` : ''}${skipped > 0 ? `，未执行 ${skipped}（因 ${grounds} 失败）` : ''}：新增 ${sum.add}、修改 ${sum.change}、删除 ${sum.remove}`,
    en: `${failed + skipped === 0 ? '✓' : '✗'} ${count('done')} stacks ${done.en}${unchanged > 0 ? `, ${unchanged} unchanged` : ''}${failed > 0 ? `, ${failed} failed` : ''}${skipped > 0 ? `, ${skipped} not tried (${grounds} failed)` : ''}: ${sum.add} added, ${sum.change} changed, ${sum.remove} removed`,
  }, lang)
}
