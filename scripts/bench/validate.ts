/** `ywq validate` beside a bare script of js-yaml (or yaml) and ajv over the same schemas. */
import { join } from 'node:path'
import { node, type Bench } from './bench.ts'
import { measure } from './measure.ts'

export const validateBench: Bench = {
  sizes: ['S', 'M', 'L', 'XL'],
  about: '整个进程，含启动 the whole process, start-up included',
  async prepare({ size, estate, dist }) {
    const ours = node(join(dist, 'scripts/ywq.js'), ['validate', estate])
    const peer = (parser: string) => node(join(dist, 'scripts/bench/peers/ajv-validate.js'), [parser, estate])
    const said = await measure(peer('js-yaml'))
    const note = '只有模式校验：没有引用、规则、位置 schema only: no references, rules or positions'
    return {
      comparisons: [{
        title: `validate ${size}`, input: `输入 input: ${said.stdout.trim()}`,
        contenders: [
          { name: 'ywq validate', command: ours },
          { name: 'ajv + js-yaml', command: peer('js-yaml'), note }, { name: 'ajv + yaml', command: peer('yaml'), note },
        ],
      }],
    }
  },
}
