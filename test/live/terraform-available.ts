/** Whether Terraform and the provider can be had here: they come from the Terraform registry or its filesystem mirror, from no package registry. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { describeLive } from './describe-live.ts'

/** Environment for Terraform in tests: no call home, no configuration file that is not there. */
export function terraformEnvironment(): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { ...process.env, CHECKPOINT_DISABLE: '1', DISABLE_VERSION_CHECK: '1' }
  const file = environment['TF_CLI_CONFIG_FILE']
  if (file !== undefined && !existsSync(file)) delete environment['TF_CLI_CONFIG_FILE']
  return environment
}

/** @returns why not; null where `terraform init` finds the provider that the stacks require */
function terraformMissing(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'ywq-terraform-'))
  try {
    writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ terraform: { required_providers: { kubernetes: { source: 'hashicorp/kubernetes', version: '2.38.0' } } } }))
    const binary = process.env['TERRAFORM_BINARY_NAME'] ?? 'terraform'
    const { status, error, stderr } = spawnSync(binary, ['init', '-input=false', '-no-color', '-backend=false'], { cwd: folder, env: terraformEnvironment(), encoding: 'utf8', timeout: 120_000 })
    if (error !== undefined) return `没有 ${binary} / no ${binary}: ${error.message}`
    return status === 0 ? null : `terraform init 找不到 hashicorp/kubernetes 2.38.0 / cannot find it: ${stderr.trim().split('\n').slice(0, 6).join(' ')}`
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * A suite that needs the control plane and Terraform with the provider: skips where either is missing and the output says why;
 * with YWQ_REQUIRE_LIVE=1 it fails instead.
 */
export function describeDeploy(name: string, body: () => void): void {
  const missing = terraformMissing()
  if (missing === null) describeLive(name, body)
  else if (process.env['YWQ_REQUIRE_LIVE'] === '1') {
    test(name, () => {
      throw new Error(missing)
    })
  } else {
    console.warn(`跳过 skipped: ${name}: ${missing}`)
    describe.skip(`${name}（${missing}）`, body)
  }
}
