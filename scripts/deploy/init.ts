/** `terraform init` of stacks: once a stack and configuration, with one shared provider cache. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runTerraform, type Outcome, type RunOptions } from './terraform.ts'

const stamp = join('.terraform', 'ywq-init')

/** What init depends on: backend and provider requirements (the `terraform` block of the stack). */
function fingerprint(folder: string): string {
  const stack = JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')) as { readonly terraform?: unknown }
  return createHash('sha256').update(JSON.stringify(stack.terraform ?? null)).digest('hex')
}

/** True where the folder was initialised for its present backend and providers. */
export function isInitialised(folder: string): boolean {
  const path = join(folder, stamp)
  return existsSync(path) && existsSync(join(folder, '.terraform.lock.hcl')) && readFileSync(path, 'utf8') === fingerprint(folder)
}

/**
 * A changed backend is Terraform's to complain of: whether its state moves along is for a person to decide.
 * @returns null where nothing was to be done
 */
export async function initialise(options: RunOptions): Promise<Outcome | null> {
  if (isInitialised(options.folder)) return null
  const outcome = await runTerraform(['init', '-input=false', '-no-color', '-json'], options)
  if (outcome.ok) writeFileSync(join(options.folder, stamp), fingerprint(options.folder))
  return outcome
}
