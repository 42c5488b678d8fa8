/**
 * `ywq deploy` (many small stacks, wave by wave) beside the same objects in one stack by `terraform apply`, and beside
 * `kubectl apply --server-side`. Each run meets a control plane of its own, just started and empty.
 */
import { copyFileSync, cpSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { startControlPlane, toolsAvailable, type ControlPlane } from '../control-plane/index.ts'
import { node, type Bench } from './bench.ts'
import type { Contender } from './compare.ts'
import { Failed, measure } from './measure.ts'
import { writeManifests, writeOneStack } from './one-stack.ts'
import { findProgram, missing } from './peers-on-path.ts'
import { plainStacks } from './plain-resources.ts'

export const deployBench: Bench = {
  sizes: ['S', 'M'],
  about: '部署到刚启动的空控制面；启动控制面不计时 deploys to a control plane just started, whose start is not measured',
  async prepare({ size, estate, work, dist, departments, progress }) {
    const tools = toolsAvailable()
    if (!tools.ok) return { skipped: tools.reason }
    const terraform = findProgram(process.env['TERRAFORM_BINARY_NAME'] ?? 'terraform')
    if (terraform === null) return { skipped: '没有 terraform（或 TERRAFORM_BINARY_NAME）/ no terraform (or TERRAFORM_BINARY_NAME)' }
    const synth = join(work, 'synth/cdktf.out')
    mkdirSync(synth, { recursive: true })
    await measure(node(join(dist, 'scripts/ywq.js'), ['synth', '--estate', estate, '--outdir', synth]))
    const main = plainStacks(synth).filter(({ name, resources }) => name.startsWith('main_') && resources.length > 0)
    const wanted = [...new Set(main.flatMap(({ name }) => /^main_space_(.+)$/.exec(name)?.[1] ?? []))].slice(0, departments)
    const names = main.map(({ name }) => name).filter((name) => /^main_(platform|monitoring)$/.test(name) || wanted.includes(name.replace(/^main_(space|apps)_/, '')))
    const probe = join(work, 'probe')
    const one = join(work, 'one')
    const objects = writeOneStack(synth, names, one)
    cpSync(one, probe, { recursive: true })
    const env = { CHECKPOINT_DISABLE: '1' }
    try {
      await measure({ program: terraform, args: ['init', '-input=false', '-no-color'], cwd: probe, env })
    } catch (error) {
      if (!(error instanceof Failed)) throw error
      return { skipped: `terraform init 找不到提供程序 cannot find the provider: ${error.message.slice(-300)}` }
    }
    const manifests = join(work, 'manifests.json')
    const written = await writeManifests(synth, names, manifests)
    const kubeconfig = join(work, 'kubeconfig')
    let running: ControlPlane | null = null
    const fresh = async (): Promise<void> => {
      await running?.stop()
      running = await startControlPlane({ onProgress: (step) => progress(`  ${step.zh} ${step.en}`) })
      copyFileSync(running.kubeconfig, kubeconfig)
    }
    const ours = join(work, 'ours')
    const kube = { ...env, KUBE_CONFIG_PATH: kubeconfig, KUBECONFIG: kubeconfig }
    const kubectl = findProgram('kubectl')
    const deploy = { ...node(join(dist, 'scripts/ywq.js'), ['deploy', '--outdir', join(ours, 'cdktf.out'), '--kubeconfig', kubeconfig, ...names.flatMap((name) => ['--stack', name])]), env: kube }
    const contenders: Contender[] = [
      {
        name: `ywq deploy (${names.length} stacks)`, note: '不含生成 without the synth',
        command: deploy,
        before: async () => {
          rmSync(ours, { recursive: true, force: true })
          cpSync(synth, join(ours, 'cdktf.out'), { recursive: true })
          await fresh()
        },
      },
      {
        name: 'ywq deploy, again', note: '紧接上一行，什么都没改 right after the line above, nothing changed',
        command: deploy,
      },
      ...[30].map((parallelism): Contender => ({
        name: `terraform apply, one stack, -parallelism=${parallelism}`, note: '不含生成；到我们的 3 倍时间为止 without the synth; ended at three times our time', limitRatio: 3,
        command: { ...node(join(dist, 'scripts/bench/peers/terraform-apply.js'), [terraform, join(work, 'run'), String(parallelism)]), env: kube },
        before: async () => {
          rmSync(join(work, 'run'), { recursive: true, force: true })
          cpSync(one, join(work, 'run'), { recursive: true })
          await fresh()
        },
      })),
      ...(kubectl === null ? [] : [{
        name: 'kubectl apply --server-side', note: '没有状态、没有差异、不会删除 no state, no plan, deletes nothing',
        command: { program: kubectl, args: ['apply', '--server-side', '--force-conflicts', '-f', manifests], env: kube }, before: fresh,
      }]),
    ]
    return {
      comparisons: [{
        title: `deploy ${size}`, input: `输入 input: ${wanted.length} 个部门 departments, ${names.length} 个栈 stacks, ${objects} 个资源 resources（清单 manifests: ${written} 个对象 objects）`,
        contenders, absent: kubectl === null ? [missing('kubectl', 'Kubernetes 文档 Install Tools')] : [], warmUp: false,
      }],
      close: async () => {
        await running?.stop()
      },
    }
  },
}
