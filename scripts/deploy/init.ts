/**
 * `terraform init` of stacks: once a stack and configuration. The provider is installed once for the whole output folder and linked
 * into each stack together with its lock file; Terraform's own plugin cache is not safe for several processes at a time, and
 * installs anew for each folder without a lock file.
 */
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runTerraform, type Outcome, type RunOptions } from './terraform.ts'

const stamp = join('.terraform', 'ywq-init')
const lockFile = '.terraform.lock.hcl'
const providers = join('.terraform', 'providers')

interface Requirements {
  readonly backend?: unknown
  readonly required_providers?: unknown
}

function requirementsOf(folder: string): Requirements {
  const stack = JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')) as { readonly terraform?: Requirements }
  return stack.terraform ?? {}
}

const hash = (value: unknown): string => createHash('sha256').update(JSON.stringify(value ?? null)).digest('hex')

/** True where the folder was initialised for its present backend and providers. */
function isInitialised(folder: string): boolean {
  const path = join(folder, stamp)
  return existsSync(path) && existsSync(join(folder, lockFile)) && existsSync(join(folder, providers)) && readFileSync(path, 'utf8') === hash(requirementsOf(folder))
}

/**
 * Installs what a stack requires in a folder of its own beside the stacks, unless it is there. One process at a time.
 * @param folder any stack: all of an output folder require the same
 * @returns null where nothing was to be done
 */
export async function installProviders(options: RunOptions): Promise<Outcome | null> {
  const { required_providers: required } = requirementsOf(options.folder)
  const shared = sharedFolder(options.folder, required)
  if (existsSync(join(shared, lockFile)) && existsSync(join(shared, providers))) return null
  rmSync(shared, { recursive: true, force: true })
  mkdirSync(shared, { recursive: true })
  writeFileSync(join(shared, 'providers.tf.json'), JSON.stringify({ terraform: { required_providers: required } }))
  return runTerraform(['init', '-input=false', '-no-color', '-backend=false', '-json'], { ...options, folder: shared })
}

/** <out>/stacks/<name> → <out>/.providers-<what is required> */
function sharedFolder(folder: string, required: unknown): string {
  return join(dirname(dirname(folder)), `.providers-${hash(required).slice(0, 16)}`)
}

/**
 * A changed backend is Terraform's to complain of: whether its state moves along is for a person to decide.
 * @returns null where nothing was to be done
 */
export async function initialise(options: RunOptions): Promise<Outcome | null> {
  const { folder } = options
  if (isInitialised(folder)) return null
  linkProviders(folder)
  const outcome = await runTerraform(['init', '-input=false', '-no-color', '-json'], options)
  if (outcome.ok) writeFileSync(join(folder, stamp), hash(requirementsOf(folder)))
  return outcome
}

/** A stack that has providers of its own (from the cdktf command) keeps them. */
function linkProviders(folder: string): void {
  const shared = sharedFolder(folder, requirementsOf(folder).required_providers)
  const target = join(folder, providers)
  if (existsSync(target) || !existsSync(join(shared, lockFile))) return
  mkdirSync(join(folder, '.terraform'), { recursive: true })
  rmSync(target, { force: true }) // a link whose target has gone
  symlinkSync(join(shared, providers), target, 'dir')
  copyFileSync(join(shared, lockFile), join(folder, lockFile))
}
