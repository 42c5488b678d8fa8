/** `ywq synth` beside raw cdktf building the same objects in the same stacks. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { node, type Bench } from './bench.ts'
import { Failed, measure } from './measure.ts'
import { bodiesOf, plainStacks } from './plain-resources.ts'

export const synthBench: Bench = {
  sizes: ['S', 'M', 'L', 'XL'],
  about: '整个进程：读声明、构建、写出 the whole process: read the estate, build, write',
  async prepare({ size, estate, work, dist, progress }) {
    const [ours, raw, plain] = [join(work, 'ours'), join(work, 'raw'), join(work, 'plain.json')]
    const our = node(join(dist, 'scripts/ywq.js'), ['synth', '--estate', estate, '--outdir', ours])
    const peer = (importing: string) => node(join(dist, 'scripts/bench/peers/raw-cdktf.js'), [importing, plain, raw])
    const env = { DISABLE_VERSION_CHECK: '1', CHECKPOINT_DISABLE: '1' }
    await measure({ ...our, env })
    const stacks = plainStacks(ours)
    writeFileSync(plain, JSON.stringify(stacks))
    await measure({ ...peer('deep'), env })
    const [wanted, got] = [bodiesOf(ours), bodiesOf(raw)]
    const different = wanted.findIndex((body, i) => body !== got[i])
    if (wanted.length !== got.length || different >= 0) {
      throw new Failed(`raw cdktf 没有建出同样的对象 did not build the same objects: ${wanted.length} / ${got.length}\n${wanted[different] ?? ''}\n${got[different] ?? ''}`)
    }
    progress(`两边建出同样的 ${wanted.length} 个对象 both build the same ${wanted.length} objects`)
    const clear = (folder: string) => () => rmSync(folder, { recursive: true, force: true })
    return {
      comparisons: [{
        title: `synth ${size}`, input: `输入 input: ${stacks.length} 个栈 stacks, ${wanted.length} 个对象 objects（逐个比对相同 compared one by one: the same）`,
        contenders: [
          { name: 'ywq synth', command: { ...our, env }, before: clear(ours) },
          { name: 'raw cdktf, deep imports', command: { ...peer('deep'), env }, before: clear(raw), note: '从 JSON 读现成的对象，不读声明、不推导 reads ready objects from JSON: no estate, nothing derived' },
          { name: 'raw cdktf, package import', command: { ...peer('package'), env }, before: clear(raw), note: '同上，按文档的写法导入 the same, imported as documented' },
        ],
      }],
    }
  },
}
