/** README's first command: the main job on embedded defaults. No cluster, no server: validate → synth → audit → a page to open. */
import { fileURLToPath } from 'node:url'
import { join, relative } from 'node:path'
import { exit, UsageError, both } from './command.ts'
import { languageOf, parseArguments } from './parse-arguments.ts'
import { verbs } from './verbs.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const here = (path: string): string => relative(process.cwd(), join(root, path)) || '.'
const lang = languageOf(process.argv.slice(2), process.env)
const estate = here('stacks/examples/yongzhou')
const outdir = here('cdktf.out')
const page = here('out/ywq.html')
const report = here('out/ywq.json')

const steps: readonly { readonly zh: string; readonly en: string; readonly verb: 'validate' | 'synth' | 'audit'; readonly args: readonly string[] }[] = [
  { zh: '检查声明', en: 'check the estate', verb: 'validate', args: [estate] },
  { zh: '生成 Terraform 栈', en: 'build the Terraform stacks', verb: 'synth', args: ['--estate', estate, '--outdir', outdir] },
  { zh: '审计', en: 'audit', verb: 'audit', args: [outdir, '--estate', estate, '--fail-on', 'none', '--format', 'table', '--format', 'json', '--output', report, '--format', 'html', '--output', page] },
]

try {
  process.exitCode = await start()
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  process.stderr.write(`${both(error.text, lang)}\n`)
  process.exitCode = exit.failed
}

async function start(): Promise<number> {
  for (const [i, step] of steps.entries()) {
    process.stdout.write(`\n── ${i + 1}/${steps.length} ${lang === 'zh' ? step.zh : step.en}：ywq ${step.verb} ${step.args.join(' ')}\n`)
    const verb = verbs[step.verb]
    const { run } = await verb.load()
    const code = await run(parseArguments(step.verb, verb, [...step.args, '--lang', lang], lang))
    if (code !== exit.clean) return code
  }
  process.stdout.write(
    lang === 'zh'
      ? `\n看报告：用浏览器打开 ${page}\n接下来：\n  改一行  ${estate}/departments/*.yaml，再运行  ${here('scripts/ywq')} validate ${estate}\n  自己的清单  kubectl get all,netpol,quota -A -o yaml | ${here('scripts/ywq')} audit -\n  部署到集群  ${here('scripts/ywq')} deploy --estate ${here('stacks/examples/minimal')} --context 集群=上下文\n  起一个真的控制面来试  npm run control-plane\n  全部测试  npm test\n`
      : `\nreport: open ${page} in a browser\nnext:\n  change a line of ${estate}/departments/*.yaml, then  ${here('scripts/ywq')} validate ${estate}\n  your own manifests  kubectl get all,netpol,quota -A -o yaml | ${here('scripts/ywq')} audit -\n  deploy to a cluster  ${here('scripts/ywq')} deploy --estate ${here('stacks/examples/minimal')} --context CLUSTER=CONTEXT\n  a real control plane to try on  npm run control-plane\n  all tests  npm test\n`,
  )
  return exit.clean
}
