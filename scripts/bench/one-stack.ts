/** Makes of many stacks the one stack that people begin with, and the manifests of the same objects for kubectl. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readInput } from '../../policies/sources/detect.ts'

type Body = Readonly<Record<string, unknown>>
type Resources = Record<string, Record<string, Body>>

interface StackFile {
  readonly terraform: { readonly required_providers?: unknown }
  readonly provider?: unknown
  readonly variable?: Readonly<Record<string, unknown>>
  readonly resource?: Resources
}

const isMap = (value: unknown): value is Body => typeof value === 'object' && value !== null && !Array.isArray(value)

function namespaceOf(body: Body): string | undefined {
  const metadata = body['metadata']
  return isMap(metadata) && typeof metadata['namespace'] === 'string' ? metadata['namespace'] : undefined
}

/**
 * One cdk.tf.json with the resources of the stacks. What stands in a namespace depends on it: across stacks the order of waves said so.
 * @returns how many resources it holds
 */
export function writeOneStack(synth: string, stacks: readonly string[], folder: string): number {
  const files = stacks.map((name) => JSON.parse(readFileSync(join(synth, 'stacks', name, 'cdk.tf.json'), 'utf8')) as StackFile)
  const resource: Resources = {}
  for (const file of files) for (const [type, byId] of Object.entries(file.resource ?? {})) resource[type] = { ...resource[type], ...byId }
  const namespaces = new Map(Object.entries(resource['kubernetes_namespace_v1'] ?? {}).map(([id, body]) => {
    const metadata = body['metadata']
    return [isMap(metadata) ? String(metadata['name']) : id, `kubernetes_namespace_v1.${id}`]
  }))
  let count = 0
  for (const byId of Object.values(resource)) {
    for (const [id, body] of Object.entries(byId)) {
      count++
      const home = namespaces.get(namespaceOf(body) ?? '')
      const given = Array.isArray(body['depends_on']) ? body['depends_on'].map(String) : []
      if (home !== undefined && !given.includes(home)) byId[id] = { ...body, depends_on: [...given, home] }
    }
  }
  const first = files[0]
  const one = {
    terraform: { backend: { local: { path: 'terraform.tfstate' } }, required_providers: first?.terraform.required_providers },
    provider: first?.provider, variable: Object.assign({}, ...files.map((file) => file.variable ?? {})) as unknown, resource,
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(one))
  return count
}

/** The same objects as one Kubernetes List, namespaces and what is cluster-wide first. @returns how many */
export async function writeManifests(synth: string, stacks: readonly string[], path: string): Promise<number> {
  const prefixes = new Set(stacks)
  const snapshots = await readInput(synth, { readAt: '1970-01-01T00:00:00Z', estate: null })
  const subjects = snapshots.flatMap((snapshot) => snapshot.subjects).filter((subject) => prefixes.has(subject.location.split('/')[0] ?? ''))
  const rank = (namespace: string, kind: string): number => (kind === 'Namespace' ? 0 : namespace === '' ? 1 : 2)
  const items = [...subjects].sort((a, b) => rank(a.namespace, a.kind) - rank(b.namespace, b.kind)).map(({ object }) => object)
  writeFileSync(path, JSON.stringify({ apiVersion: 'v1', kind: 'List', items }))
  return items.length
}
