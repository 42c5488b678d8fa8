/** `ywq audit` of a synth beside checkov over the same cdk.tf.json files. */
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { node, type Bench } from './bench.ts'
import type { Contender } from './compare.ts'
import { measure } from './measure.ts'
import { findProgram, missing } from './peers-on-path.ts'
import { plainStacks } from './plain-resources.ts'

export const auditBench: Bench = {
  sizes: ['S', 'M', 'L'],
  about: '审计合成结果，写 JSON 报告 audits the synth, writes a JSON report',
  async prepare({ size, estate, work, dist }) {
    const synth = join(work, 'cdktf.out')
    mkdirSync(synth)
    await measure(node(join(dist, 'scripts/ywq.js'), ['synth', '--estate', estate, '--outdir', synth]))
    const objects = plainStacks(synth).reduce((sum, { resources }) => sum + resources.length, 0)
    const ours = (extra: readonly string[], report: string) => ({
      ...node(join(dist, 'scripts/ywq.js'), ['audit', synth, ...extra, '--format', 'json', '--output', join(work, report)]), accept: [0, 1],
    })
    const checkov = findProgram('checkov')
    const peers: Contender[] = checkov === null ? [] : [{
      name: 'checkov', note: 'terraform_json 框架，只跑它自己的 Kubernetes 检查；不看声明、条款、网络 terraform_json framework with its own Kubernetes checks; no estate, clauses or network',
      command: {
        program: checkov, args: ['-d', join(synth, 'stacks'), '--framework', 'terraform_json', '--skip-download', '--quiet', '--compact', '-o', 'json', '--output-file-path', join(work, 'checkov')],
        env: { LOG_LEVEL: 'ERROR' }, accept: [0, 1],
      },
    }]
    return {
      comparisons: [{
        title: `audit ${size}`, input: `输入 input: ${readdirSync(join(synth, 'stacks')).length} 个栈 stacks, ${objects} 个对象 objects`,
        contenders: [
          { name: 'ywq audit --estate', command: ours(['--estate', estate], 'ours.json'), note: '含读声明、按条款判定 reads the estate and judges by clause' },
          { name: 'ywq audit', command: ours([], 'ours-bare.json'), note: '不带声明 without the estate' },
          ...peers,
        ],
        absent: checkov === null ? [missing('checkov', 'python3 -m venv ~/.cache/ywq/bench/checkov && ~/.cache/ywq/bench/checkov/bin/pip install checkov')] : [],
      }],
    }
  },
}
