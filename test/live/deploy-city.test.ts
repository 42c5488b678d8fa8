/**
 * The city example deployed by the cdktf command itself, wave by wave, to a real API server; then the audit of the live cluster
 * beside the audit of the stacks. Minutes long: runs where Terraform finds the provider, and says why where it does not.
 */
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startControlPlane, type ControlPlane } from './control-plane.ts'
import { example, expectSameVerdicts, root, runYwq, workFolder } from './main-job.ts'
import { describeDeploy, terraformEnvironment } from './terraform-available.ts'

describeDeploy('the city example by cdktf deploy', () => {
  let plane: ControlPlane
  const folder = workFolder()
  const out = join(folder, 'cdktf.out')
  const estate = example('yongzhou')
  beforeAll(async () => {
    plane = await startControlPlane({ nodes: 4 })
    expect((await runYwq(['synth', '--estate', estate, '--outdir', out])).code).toBe(0)
  }, 180_000)
  afterAll(async () => {
    await plane.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const cdktf = (...stacks: readonly string[]): Promise<{ code: number | null; out: string }> =>
    new Promise((done) => {
      const child = spawn('npx', ['cdktf', 'deploy', ...stacks, '--auto-approve', '--skip-synth', '--skip-provider-lock', '--ignore-missing-stack-dependencies', '--parallelism', '3', '--no-color', '-o', out], {
        cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...terraformEnvironment(), KUBE_CONFIG_PATH: plane.kubeconfig, CI: 'true' },
      })
      const said: string[] = []
      child.stdout.on('data', (data: Buffer) => said.push(data.toString()))
      child.stderr.on('data', (data: Buffer) => said.push(data.toString()))
      child.on('close', (code) => done({ code, out: said.join('') }))
    })

  it('deploys platform, spaces and apps', async () => {
    for (const wave of [['yongzhou_platform', 'yongzhou_monitoring'], ['yongzhou_admission'], ['yongzhou_space_*'], ['yongzhou_apps_*']]) {
      const { code, out: said } = await cdktf(...wave)
      expect(code, said.slice(-3000)).toBe(0)
    }
  }, 1_500_000)

  it('is judged live as its stacks were, on every clause that both can read', async () => {
    await expectSameVerdicts(plane, 'yongzhou', estate, out, folder)
  }, 120_000)
})
