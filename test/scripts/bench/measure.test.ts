import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { compare } from '../../../scripts/bench/compare.ts'
import { Failed, measure, median } from '../../../scripts/bench/measure.ts'
import { writeOneStack } from '../../../scripts/bench/one-stack.ts'
import { bodiesOf, plainStacks } from '../../../scripts/bench/plain-resources.ts'

const folder = mkdtempSync(join(tmpdir(), 'ywq-bench-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const script = (code: string) => ({ program: process.execPath, args: ['-e', code] })

describe('measuring', () => {
  it.each([[[3], 3], [[1, 9], 5], [[5, 1, 9], 5], [[4, 1, 3, 2], 2.5]])('median of %j is %d', (numbers, expected) => expect(median(numbers)).toBe(expected))

  it('takes the time of the whole process and the memory that it touched', async () => {
    const small = await measure(script('setTimeout(() => console.log("done"), 300)'))
    const large = await measure(script('const held = Buffer.alloc(200e6, 1); setTimeout(() => console.log(held.length), 50)'))
    expect(small.seconds).toBeGreaterThan(0.3)
    expect(small.stdout).toBe('done\n')
    expect((large.peakMb ?? 0) - (small.peakMb ?? 0)).toBeGreaterThan(150)
  })

  it('tells a program that fails, with its code and the end of its output; accepted codes are no failure', async () => {
    const failing = script('console.error("no such thing"); process.exit(3)')
    await expect(measure(failing)).rejects.toThrow(/3[^]*no such thing/)
    expect((await measure({ ...failing, accept: [3] })).seconds).toBeGreaterThan(0)
    await expect(measure({ program: join(folder, 'absent'), args: [] })).rejects.toThrow(Failed)
  })
})

describe('comparing', () => {
  it('lists medians, the ratio of ours to each peer, and peers that failed or were not there', async () => {
    const text = await compare({
      title: 'waiting', input: 'nothing',
      contenders: [
        { name: 'ours', command: script('setTimeout(() => {}, 100)') }, { name: 'slow', command: script('setTimeout(() => {}, 900)') },
        { name: 'broken', command: script('process.exit(1)') },
      ],
      absent: [{ name: 'other', reason: 'not installed' }],
    }, 1, () => undefined)
    const ratio = Number(/\| slow \|.*\| ([0-9.]+) \|\n/.exec(text)?.[1])
    expect(ratio).toBeGreaterThan(0)
    expect(ratio).toBeLessThan(1)
    expect(text).toContain('- other：未比较 not compared: not installed')
    expect(text).toMatch(/- broken：未比较 not compared: .*exit 1/)
    expect(text).toMatch(/Node [0-9]+\./)
  })

  it('ends where ours fails', async () => {
    await expect(compare({ title: '', input: '', contenders: [{ name: 'ours', command: script('process.exit(1)') }] }, 1, () => undefined)).rejects.toThrow(Failed)
  })
})

describe('the peers’ inputs', () => {
  const synth = join(folder, 'synth')
  const stack = (name: string, resource: object): void => {
    mkdirSync(join(synth, 'stacks', name), { recursive: true })
    writeFileSync(join(synth, 'stacks', name, 'cdk.tf.json'), JSON.stringify({ terraform: { backend: { local: {} }, required_providers: { kubernetes: {} } }, resource }))
  }
  stack('main_apps_a', { kubernetes_deployment_v1: { x: { '//': { metadata: {} }, metadata: { name: 'x', namespace: 'n', labels: { snake_case: 'kept' } }, spec: { min_ready_seconds: 1 }, depends_on: ['a.b'] } } })
  stack('main_space_a', { kubernetes_namespace_v1: { n: { '//': {}, metadata: { name: 'n' } } } })

  it('plainStacks writes keys as the bindings want them, keys of labels as they are', () => {
    expect(plainStacks(synth)).toEqual([
      { name: 'main_apps_a', resources: [{ type: 'kubernetes_deployment_v1', id: 'x', config: { metadata: { name: 'x', namespace: 'n', labels: { snake_case: 'kept' } }, spec: { minReadySeconds: 1 } }, dependsOn: ['a.b'] }] },
      { name: 'main_space_a', resources: [{ type: 'kubernetes_namespace_v1', id: 'n', config: { metadata: { name: 'n' } }, dependsOn: [] }] },
    ])
    expect(bodiesOf(synth)).toHaveLength(2)
  })

  it('writeOneStack holds every resource, each behind the namespace that it stands in', () => {
    expect(writeOneStack(synth, ['main_apps_a', 'main_space_a'], join(folder, 'one'))).toBe(2)
    const one = JSON.parse(readFileSync(join(folder, 'one/cdk.tf.json'), 'utf8')) as { resource: { kubernetes_deployment_v1: { x: { depends_on: string[] } } } }
    expect(one.resource.kubernetes_deployment_v1.x.depends_on).toEqual(['a.b', 'kubernetes_namespace_v1.n'])
  })
})
