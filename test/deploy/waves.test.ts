/** Waves: order, what is not tried after a failure, what was missing, contexts, interrupts. */
import { afterEach, describe, expect, test } from 'vitest'
import { eventText, listStacks, readContexts, runWaves, selectStacks, summaryText, type Action, type StackResult, type WaveEvent } from '../../scripts/deploy/index.ts'
import { fakeRun, type Behaviour, type FakeRun } from './fake-terraform.ts'

const failing: Behaviour = { code: 1, messages: [{ type: 'diagnostic', diagnostic: { severity: 'error', summary: 'no', detail: '' } }] }
const everything = ['city_platform', 'city_monitoring', 'city_space_a', 'city_space_b', 'city_apps_a', 'city_apps_b']

let current: FakeRun | undefined
afterEach(() => current?.remove())

async function run(action: Action, behaviours: Readonly<Record<string, Behaviour>>, options: { readonly namespaces?: Readonly<Record<string, readonly string[]>>; readonly parallel?: number; readonly signal?: AbortSignal; readonly onEvent?: (event: WaveEvent) => void } = {}): Promise<readonly StackResult[]> {
  current = fakeRun({ ...Object.fromEntries(everything.map((name) => [name, {}])), ...behaviours }, options.namespaces)
  const all = listStacks(current.outdir)
  return runWaves({ action, all, stacks: all, connection: { contexts: new Map([['city', 'ctx']]) }, parallel: options.parallel ?? 2, signal: options.signal, ...(options.onEvent === undefined ? {} : { onEvent: options.onEvent }) })
}
const status = (results: readonly StackResult[]) => Object.fromEntries(results.map((r) => [r.stack, r.status]))

describe('waves', () => {
  test('deploy goes up the waves, destroy down; a wave begins when the one before has ended', async () => {
    await run('deploy', Object.fromEntries(everything.map((name) => [name, { wait: 30 }])))
    const calls = current?.calls() ?? []
    const at = (stack: string, what: string) => calls.find((c) => c.stack === stack && c.verb === 'apply' && c.what === what)?.at ?? Number.NaN
    expect(at('city_platform', 'end')).toBeLessThanOrEqual(at('city_monitoring', 'start'))
    for (const space of ['city_space_a', 'city_space_b']) for (const apps of ['city_apps_a', 'city_apps_b']) expect(at(space, 'end')).toBeLessThanOrEqual(at(apps, 'start'))
    current?.remove()
    const down = await run('destroy', {})
    expect(down.map((r) => r.wave)).toEqual(['apps', 'apps', 'space', 'space', 'monitoring', 'platform'])
  })

  test('a failed space keeps its own apps from being tried, a failed platform everything', async () => {
    expect(status(await run('deploy', { city_space_a: failing }))).toEqual({ city_platform: 'done', city_monitoring: 'done', city_space_a: 'failed', city_space_b: 'done', city_apps_a: 'skipped', city_apps_b: 'done' })
    current?.remove()
    const results = await run('deploy', { city_platform: failing })
    expect(status(results)).toEqual({ city_platform: 'failed', city_monitoring: 'skipped', city_space_a: 'skipped', city_space_b: 'skipped', city_apps_a: 'skipped', city_apps_b: 'skipped' })
    expect(results.at(-1)?.because).toBe('city_platform')
    expect(summaryText(results, 'deploy', 'en')).toContain('1 failed, 5 not tried (city_platform failed)')
    expect((current?.calls() ?? []).filter((c) => c.verb === 'apply' && c.what === 'start').map((c) => c.stack)).toEqual(['city_platform'])
  })

  test('a diff shows every stack, whatever failed; what has changes ends with code 2 and is no failure', async () => {
    const changed: Behaviour = { code: 2, messages: [{ type: 'planned_change', change: { resource: { addr: 'kubernetes_namespace_v1.x' }, action: 'create' } }, { type: 'change_summary', changes: { add: 1, change: 0, remove: 0, import: 0, operation: 'plan' } }] }
    const results = await run('diff', { city_platform: failing, city_space_b: changed })
    expect(status(results)).toEqual({ city_platform: 'failed', city_monitoring: 'done', city_space_a: 'done', city_space_b: 'done', city_apps_a: 'done', city_apps_b: 'done' })
    const b = results.find((r) => r.stack === 'city_space_b')
    expect(b?.outcome).toMatchObject({ counts: { add: 1, change: 0, remove: 0 }, changes: [{ address: 'kubernetes_namespace_v1.x', action: 'create' }] })
    expect(b === undefined ? '' : eventText({ type: 'end', result: b }, 'diff', 'zh')).toContain('+ kubernetes_namespace_v1.x')
  })

  test('an object that was not there is named with the stack that builds it', async () => {
    const missing: Behaviour = { code: 1, messages: [{ type: 'diagnostic', diagnostic: { severity: 'error', summary: 'namespaces "a--x--y" not found', detail: '' } }, { type: 'diagnostic', diagnostic: { severity: 'error', summary: 'namespaces "foreign" not found', detail: '' } }] }
    const results = await run('deploy', { city_apps_a: missing }, { namespaces: { city_space_a: ['a--x--y'] } })
    const result = results.find((r) => r.stack === 'city_apps_a')
    expect(result?.missing).toEqual([{ resource: 'namespaces', name: 'a--x--y', stack: 'city_space_a' }, { resource: 'namespaces', name: 'foreign', stack: null }])
    const text = result === undefined ? '' : (eventText({ type: 'end', result }, 'deploy', 'zh') ?? '')
    expect(text).toContain('缺少 namespaces a--x--y：它由栈 city_space_a 建立')
    expect(text).toContain('没有栈建它')
  })

  test('the context and the provider reach every stack; a stack is initialised once', async () => {
    await run('deploy', {})
    const calls = current?.calls() ?? []
    expect(new Set(calls.filter((c) => c.verb === 'apply').map((c) => c.context))).toEqual(new Set(['ctx']))
    const all = listStacks(current?.outdir ?? '')
    await runWaves({ action: 'deploy', all, stacks: all, connection: { contexts: new Map() } })
    const inits = (current?.calls() ?? []).filter((c) => c.verb === 'init' && c.what === 'start')
    expect(inits.map((c) => c.stack).filter((s) => everything.includes(s)).sort()).toEqual([...everything].sort())
    expect(inits.filter((c) => !everything.includes(c.stack))).toHaveLength(1) // the shared providers
  })

  test('an interrupt reaches Terraform once and what follows is not begun', async () => {
    const stop = new AbortController()
    // Its first message comes after it listens for interrupts.
    const messages = [{ type: 'apply_complete' }]
    const results = await run('deploy', { city_platform: { wait: 20_000, messages } }, {
      signal: stop.signal,
      onEvent: (event) => { if (event.type === 'progress') stop.abort() },
    })
    expect(status(results)).toMatchObject({ city_platform: 'failed', city_monitoring: 'skipped', city_apps_b: 'skipped' })
    expect((current?.calls() ?? []).filter((c) => c.what === 'interrupt')).toHaveLength(1)
  })

  test('a program that is not there is named', async () => {
    current = fakeRun({ city_platform: {} })
    process.env['TERRAFORM_BINARY_NAME'] = '/nowhere/terraform'
    const all = listStacks(current.outdir)
    await expect(runWaves({ action: 'deploy', all, stacks: all, connection: { contexts: new Map() } })).rejects.toMatchObject({ text: { en: expect.stringContaining('/nowhere/terraform') as string } })
  })
})

describe('choosing stacks', () => {
  const stacks = () => {
    current = fakeRun(Object.fromEntries([...everything, 'two_platform', 'two_space_a'].map((name) => [name, {}])))
    return listStacks(current.outdir)
  }

  test.each([
    [{ stacks: ['city_space_*'] }, ['city_space_a', 'city_space_b']],
    [{ departments: ['a'] }, ['city_space_a', 'two_space_a', 'city_apps_a']],
    [{ clusters: ['two'] }, ['two_platform', 'two_space_a']],
    [{ departments: ['a'], stacks: ['*_apps_*'] }, ['city_apps_a']],
    [{}, ['city_platform', 'two_platform', 'city_monitoring', 'city_space_a', 'city_space_b', 'two_space_a', 'city_apps_a', 'city_apps_b']],
  ])('%o', (filter, expected) => {
    expect(selectStacks(stacks(), filter).map((s) => s.name)).toEqual(expected)
  })

  test('what does not exist is refused with what does', () => {
    const refusal = (text: string) => expect.objectContaining({ text: expect.objectContaining({ zh: expect.stringContaining(text) as string }) as object }) as Error
    expect(() => selectStacks(stacks(), { departments: ['c'] })).toThrow(refusal('没有部门 c；有：a b'))
    current?.remove()
    expect(() => selectStacks(stacks(), { stacks: ['nope*'] })).toThrow(refusal('没有栈 nope*'))
    current?.remove()
    expect(() => listStacks('/nowhere')).toThrow(refusal('先运行 ywq synth'))
    expect(() => listStacks(fakeRun({ 'somebody-elses': {} }).outdir)).toThrow(refusal('somebody-elses'))
  })

  test('contexts: one cluster needs none, several need one each', () => {
    expect([...readContexts([], ['city'])]).toEqual([])
    expect([...readContexts(['ctx'], ['city'])]).toEqual([['city', 'ctx']])
    expect([...readContexts(['city=a', 'two=b=c'], ['city', 'two'])]).toEqual([['city', 'a'], ['two', 'b=c']])
    // A context may hold an equals sign: what stands before it is no cluster here.
    expect([...readContexts(['arn=x'], ['city'])]).toEqual([['city', 'arn=x']])
    expect(() => readContexts(['city=a'], ['city', 'two'])).toThrow('which context reaches two')
    expect(() => readContexts(['ctx'], ['city', 'two'])).toThrow('does not say whose')
  })
})
