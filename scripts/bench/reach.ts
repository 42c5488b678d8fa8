/** All pairs of a synthesised estate, and of 100 to 10,000 generated namespaces: how the cost grows, and what one change costs. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { node, type Bench } from './bench.ts'
import type { Comparison } from './compare.ts'
import { measure } from './measure.ts'

const growth = [100, 1000, 10_000] as const

export const reachBench: Bench = {
  sizes: ['S', 'M', 'L'],
  about: '可达性引擎：全部成对结果 the reachability engine: all pairs',
  async prepare({ estate, work, dist }) {
    const synth = join(work, 'cdktf.out')
    mkdirSync(synth)
    await measure(node(join(dist, 'scripts/ywq.js'), ['synth', '--estate', estate, '--outdir', synth]))
    const engine = (title: string, args: readonly string[]): Promise<Comparison> => compared(title, join(dist, 'scripts/bench/reach-engine.js'), args)
    const comparisons = [await engine('reach estate', ['synth', synth])]
    for (const count of growth) comparisons.push(await engine(`reach ${count} namespaces`, ['namespaces', String(count)]))
    return { comparisons }
  },
}

/** One run beforehand tells the steps inside the process, which the clock around it does not. */
async function compared(title: string, script: string, args: readonly string[]): Promise<Comparison> {
  const command = node(script, args)
  const { stdout } = await measure(command)
  return { title, input: `进程内各步 steps inside: ${stdout.trim()}`, contenders: [{ name: 'ywq reach (engine)', command, note: '整个进程，含启动与造数据 the whole process, start-up and generation included' }] }
}
