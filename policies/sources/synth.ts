/** What cdktf wrote (cdktf.out, or one cdk.tf.json) → Snapshots, one a cluster: all stacks of a cluster are one picture of it. */
import { join } from 'node:path'

import { provenanceFile } from '../names.ts'
import type { Snapshot, Unreadable } from '../subject.ts'
import type { Text } from '../text.ts'
import { clusterDeclared, namespacesGiven } from './completeness.ts'
import { readJsonFile } from './json-file.ts'
import { isDictionary, type Dictionary } from './kubernetes-object.ts'
import { clusterOf, type SourceOptions } from './options.ts'
import { linkOwners } from './owners.ts'
import { convertAll, emptyConverted, type Converted, type TerraformResource } from './terraform/resources.ts'
import { templateReader } from './terraform/template.ts'

const metaArguments: ReadonlySet<string> = new Set(['depends_on', 'provider', 'lifecycle', 'connection', 'provisioner', '//'])

/**
 * @param folder a cdktf.out (holds manifest.json)
 * @returns one snapshot a cluster, in the order of the manifest
 */
export function readSynth(folder: string, options: SourceOptions): Snapshot[] {
  const manifest = readJsonFile(join(folder, 'manifest.json'), options.maxFileBytes)
  if (!('value' in manifest)) return [broken(join(folder, 'manifest.json'), manifest, options)]
  const stacks = isDictionary(manifest.value) ? manifest.value['stacks'] : undefined
  if (!isDictionary(stacks)) return [broken(join(folder, 'manifest.json'), { zh: '没有 stacks；重新运行 cdktf synth', en: 'has no stacks; run cdktf synth again' }, options)]
  const clusters = new Map<string, Converted>()
  const at = (cluster: string): Converted => {
    let found = clusters.get(cluster)
    if (found === undefined) clusters.set(cluster, (found = emptyConverted()))
    return found
  }
  for (const [name, entry] of Object.entries(stacks)) {
    const cluster = clusterOfStack(name, options)
    const into = at(cluster)
    const path = isDictionary(entry) ? entry['synthesizedStackPath'] : undefined
    // The manifest's paths come from the input: stay inside the folder.
    if (typeof path !== 'string' || path.split(/[\\/]/).includes('..') || path.startsWith('/')) {
      into.unreadable.push({ location: `${join(folder, 'manifest.json')} (${name})`, zh: `synthesizedStackPath 不在目录之内：${String(path)}`, en: `synthesizedStackPath is not inside the folder: ${String(path)}` })
    } else readStack(join(folder, path), name, cluster, into, options)
  }
  if (clusters.size === 0) at(clusterOf(options)).unreadable.push({ location: folder, zh: 'manifest.json 里一个栈也没有', en: 'manifest.json holds no stack' })
  return [...clusters].map(([cluster, converted]) => snapshotOf(cluster, converted, options, true))
}

/**
 * @param path one cdk.tf.json; its stack is named by the folder it lies in
 * @param parsed its content, where it has been read already (standard input)
 */
export function readStackFile(path: string, options: SourceOptions, parsed?: Dictionary): Snapshot[] {
  const parts = path.split('/')
  const name = parts.at(-2) ?? ''
  const cluster = clusterOfStack(name, options)
  const converted = emptyConverted()
  readStack(path, name === '' || name === '.' ? path : name, cluster, converted, options, parsed)
  return [snapshotOf(cluster, converted, options, false)]
}

/** `<cluster>_platform`, `<cluster>_space_<department>` … (policies/names.ts); other names say nothing about the cluster. */
function clusterOfStack(name: string, options: SourceOptions): string {
  if (options.cluster !== undefined) return options.cluster
  const found = /^([a-z][a-z0-9-]*)_(platform|admission|monitoring|space_[a-z0-9-]+|apps_[a-z0-9-]+)$/.exec(name)
  return found?.[1] ?? clusterOf(options)
}

function readStack(path: string, name: string, cluster: string, into: Converted, options: SourceOptions, parsed?: Dictionary): void {
  const file = parsed === undefined ? readJsonFile(path, options.maxFileBytes) : { value: parsed }
  if (!('value' in file)) {
    into.unreadable.push({ location: path, ...file })
    return
  }
  if (!isDictionary(file.value)) {
    into.unreadable.push({ location: path, zh: '不是 Terraform 配置（应为 JSON 对象）', en: 'not a Terraform configuration (a JSON object)' })
    return
  }
  const sidecar = readJsonFile(join(path, '..', provenanceFile), options.maxFileBytes)
  const addresses = 'value' in sidecar && isDictionary(sidecar.value) ? sidecar.value['addresses'] : undefined
  convertAll(resourcesOf(file.value), into, { source: 'synth', cluster, estate: options.estate ?? null, defaultNamespace: options.defaultNamespace ?? 'default' }, {
    location: name,
    scalar: templateReader(file.value),
    ...(isDictionary(addresses) ? { estateLocations: addresses } : {}),
    note: options.note,
  })
  const modules = file.value['module']
  if (isDictionary(modules) && Object.keys(modules).length > 0) {
    into.opaque = true
    into.unreadable.push({ location: path, zh: `用了 Terraform 模块（${Object.keys(modules).join('、')}）：里面的对象要看计划，请审计 terraform show -json`, en: `uses Terraform modules (${Object.keys(modules).join(', ')}): only a plan holds their objects; audit terraform show -json` })
  }
}

function* resourcesOf(config: Dictionary): Iterable<TerraformResource> {
  const { resource } = config
  for (const byType of Array.isArray(resource) ? (resource as unknown[]) : [resource]) {
    if (!isDictionary(byType)) continue
    for (const [type, byName] of Object.entries(byType)) {
      if (!isDictionary(byName)) continue
      for (const [name, body] of Object.entries(byName)) {
        const [only] = Array.isArray(body) ? (body as unknown[]) : [body]
        yield { type, address: `${type}.${name}`, values: isDictionary(only) ? withoutMeta(only) : {} }
      }
    }
  }
}

function withoutMeta(body: Dictionary): Dictionary {
  let found = false
  for (const key in body) if (metaArguments.has(key)) found = true
  return found ? Object.fromEntries(Object.entries(body).filter(([key]) => !metaArguments.has(key))) : body
}

function snapshotOf(cluster: string, { subjects, unreadable, opaque }: Converted, options: SourceOptions, whole: boolean): Snapshot {
  const linked = linkOwners(subjects)
  const complete = opaque || unreadable.length > 0 ? { has: () => false } : whole ? clusterDeclared(linked) : namespacesGiven(linked)
  return { cluster, source: 'synth', readAt: options.readAt, subjects: linked, complete, unreadable }
}

function broken(location: string, text: Text, options: SourceOptions): Snapshot {
  const unreadable: readonly Unreadable[] = [{ location, ...text }]
  return { cluster: clusterOf(options), source: 'synth', readAt: options.readAt, subjects: [], complete: { has: () => false }, unreadable }
}
