/**
 * The bare peer of `ywq synth`: cdktf and its bindings used directly for the same objects, read from a file of plain data.
 * No estate, names, approvals, defaults or provenance: only `new NamespaceV1(stack, id, config)` and `app.synth()`.
 * `node raw-cdktf.js deep|package PLAIN.json OUTDIR`: bindings by deep path (the fast way) or by the package (as documented).
 */
import { readFileSync } from 'node:fs'
import type { PlainStack } from '../plain-resources.ts'

const [importing = 'deep', input = '', outdir = 'cdktf.out'] = process.argv.slice(2)
const { App, TerraformStack } = await import('cdktf')
const bindings = importing === 'package' ? new Map(Object.entries(await import('@cdktf/provider-kubernetes'))) : null
const classes = new Map<string, unknown>()

/** `kubernetes_namespace_v1` → folder `namespace-v1`, module `namespaceV1`, class `NamespaceV1`. */
async function classOf(type: string): Promise<unknown> {
  const words = type.replace(/^kubernetes_/, '').split('_')
  const className = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('')
  const module: unknown = bindings === null
    ? await import(`@cdktf/provider-kubernetes/lib/${words.join('-')}/index.js`)
    : bindings.get(className.slice(0, 1).toLowerCase() + className.slice(1))
  return typeof module === 'object' && module !== null ? new Map<string, unknown>(Object.entries(module)).get(className) : undefined
}

const stacks = JSON.parse(readFileSync(input, 'utf8')) as readonly PlainStack[]
for (const type of new Set(stacks.flatMap(({ resources }) => resources.map((resource) => resource.type)))) classes.set(type, await classOf(type))
const provider = await classOf('kubernetes_provider') ?? new Map<string, unknown>(Object.entries(await import('@cdktf/provider-kubernetes/lib/provider/index.js'))).get('KubernetesProvider')

const construct = (target: unknown, ...args: readonly unknown[]): void => {
  if (typeof target !== 'function') throw new Error('the bindings have no such class')
  Reflect.construct(target, args)
}

const app = new App({ outdir })
for (const { name, resources } of stacks) {
  const stack = new TerraformStack(app, name)
  construct(provider, stack, 'kubernetes', {})
  for (const { type, id, config, dependsOn } of resources) {
    construct(classes.get(type), stack, `${type}-${id}`, dependsOn.length === 0 ? config : { ...config, dependsOn: dependsOn.map((fqn) => ({ fqn })) })
  }
}
app.synth()
