/** An output folder and a stand-in for Terraform that writes down how it was called: for what is about waves, not about Terraform. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What the stand-in does in a stack's folder: prints these messages, ends with this code. */
export interface Behaviour {
  readonly messages?: readonly object[]
  readonly code?: number
  /** Milliseconds before it ends; an interrupt ends it at once with code 1. */
  readonly wait?: number
}

const program = `#!/usr/bin/env node
const { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs')
const { basename } = require('node:path')
const [verb] = process.argv.slice(2)
const log = (what) => appendFileSync(process.env.FAKE_LOG, JSON.stringify({ stack: basename(process.cwd()), verb, what, args: process.argv.slice(2), at: Date.now(), context: process.env.TF_VAR_context_city, kubeconfig: process.env.KUBE_CONFIG_PATH }) + '\\n')
log('start')
if (verb === 'init') { mkdirSync('.terraform/providers', { recursive: true }); writeFileSync('.terraform.lock.hcl', '') ; process.exit(0) }
const behaviour = existsSync('behaviour.json') ? JSON.parse(readFileSync('behaviour.json', 'utf8')) : {}
process.on('SIGINT', () => { log('interrupt'); process.exit(1) })
for (const message of behaviour.messages ?? []) console.log(JSON.stringify(message))
setTimeout(() => { log('end'); process.exit(behaviour.code ?? 0) }, behaviour.wait ?? 0)
`

export interface Call {
  readonly stack: string
  readonly verb: string
  readonly what: 'start' | 'end' | 'interrupt'
  readonly args: readonly string[]
  readonly at: number
  readonly context?: string
  readonly kubeconfig?: string
}

export interface FakeRun {
  readonly outdir: string
  readonly calls: () => readonly Call[]
  readonly remove: () => void
}

/** @param stacks name → behaviour; each stack's cdk.tf.json holds the namespaces named */
export function fakeRun(stacks: Readonly<Record<string, Behaviour>>, namespaces: Readonly<Record<string, readonly string[]>> = {}): FakeRun {
  const root = mkdtempSync(join(tmpdir(), 'ywq-waves-'))
  const outdir = join(root, 'cdktf.out')
  const log = join(root, 'log')
  for (const [name, behaviour] of Object.entries(stacks)) {
    const folder = join(outdir, 'stacks', name)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'behaviour.json'), JSON.stringify(behaviour))
    const objects = Object.fromEntries((namespaces[name] ?? []).map((n) => [n, { metadata: { name: n } }]))
    writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify({ terraform: { required_providers: {} }, resource: { kubernetes_namespace_v1: objects } }))
  }
  writeFileSync(join(outdir, 'manifest.json'), JSON.stringify({ stacks: Object.fromEntries(Object.keys(stacks).map((name) => [name, { workingDirectory: `stacks/${name}` }])) }))
  const binary = join(root, 'terraform')
  writeFileSync(binary, program)
  chmodSync(binary, 0o755)
  const before = { TERRAFORM_BINARY_NAME: process.env['TERRAFORM_BINARY_NAME'], FAKE_LOG: process.env['FAKE_LOG'] }
  Object.assign(process.env, { TERRAFORM_BINARY_NAME: binary, FAKE_LOG: log })
  return {
    outdir,
    calls: () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Call) : []),
    remove: () => {
      for (const [name, value] of Object.entries(before)) {
        if (value === undefined) Reflect.deleteProperty(process.env, name)
        else process.env[name] = value
      }
      rmSync(root, { recursive: true, force: true })
    },
  }
}
