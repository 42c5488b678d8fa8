/**
 * Writes policies/sources/terraform/provider-kubernetes-<version>.json: how the Terraform provider's resources read as Kubernetes objects.
 * `node dist/scripts/generate/terraform-provider.js [SWAGGER]`; needs terraform with the provider, and the API's swagger.json
 * (default: that of the Go module k8s.io/kubernetes, fetched by `go mod download`).
 */
import { $ } from 'zx'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { packageRoot } from '../../policies/package-root.ts'
import { innermost, minimal, noteDefaults, type Sample } from './provider-defaults.ts'
import { FieldReader, type Definitions, type Field, type SchemaBlock } from './provider-fields.ts'
import { renderTable } from './provider-table.ts'

const providerVersion = '2.38.0'
const kubernetesVersion = '1.34.4'

/** Resource types that build no object of their own: they change one that exists, or only ask. */
const patches = new Set(['annotations', 'labels', 'env', 'node_taint', 'config_map_v1_data', 'secret_v1_data', 'token_request_v1', 'manifest'])
/** APIs that Kubernetes no longer serves: their resources stay unreadable, which is said. */
const removed = new Set(['pod_security_policy', 'pod_security_policy_v1beta1', 'ingress'])
const kinds: Readonly<Record<string, string>> = { daemonset: 'DaemonSet', api_service: 'APIService', csi_driver: 'CSIDriver', default_service_account: 'ServiceAccount' }

interface Resource {
  readonly apiVersion: string
  readonly kind: string
  readonly fields: Record<string, Field>
  readonly block: SchemaBlock
}

const folder = mkdtempSync(join(tmpdir(), 'ywq-provider-'))
const environment = { ...process.env, CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: undefined, TF_IN_AUTOMATION: '1' }
/** Not the synchronous form: it cuts off after one megabyte. */
const terraform = async (...args: string[]): Promise<string> => (await $({ cwd: folder, env: environment, quiet: true })`terraform ${args}`).stdout

try {
  writeConfig([])
  await terraform('init', '-no-color')
  const resources = describe(JSON.parse(await terraform('providers', 'schema', '-json')), await readSwagger(process.argv[2]))
  for (const [type, resource] of resources) await findDefaults(type, resource)
  const target = join(packageRoot(import.meta.url), 'policies', 'sources', 'terraform', `provider-kubernetes-${providerVersion}.json`)
  writeFileSync(target, renderTable(resources, { providerVersion, kubernetesVersion }))
  console.log(target)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function readSwagger(path: string | undefined): Promise<Definitions> {
  const file = path ?? join(await goModule(), 'api', 'openapi-spec', 'swagger.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { definitions: Definitions }).definitions
}

async function goModule(): Promise<string> {
  const answer = (await $({ cwd: folder, quiet: true })`go mod download -json ${`k8s.io/kubernetes@v${kubernetesVersion}`}`).stdout
  return (JSON.parse(answer) as { Dir: string }).Dir
}

function describe(schema: unknown, definitions: Definitions): ReadonlyMap<string, Resource> {
  const { provider_schemas: providers } = schema as { provider_schemas: Record<string, { resource_schemas: Record<string, { block: SchemaBlock }> }> }
  const reader = new FieldReader(definitions)
  const resources = new Map<string, Resource>()
  for (const [type, { block }] of Object.entries(Object.values(providers)[0]?.resource_schemas ?? {})) {
    const base = type.slice('kubernetes_'.length)
    if (patches.has(base) || removed.has(base)) continue
    const bare = base.replace(/_v\d+((alpha|beta)\d+)?$/, '')
    const kind = kinds[bare] ?? bare.split('_').map((p) => p.charAt(0).toUpperCase() + p.slice(1)).join('')
    const wanted = /horizontal_pod_autoscaler(_v2.*)?$/.test(base) ? 'v2' : (/_(v\d+)$/.exec(base)?.[1] ?? 'v1')
    const found = Object.values(definitions).flatMap((d) => (d['x-kubernetes-group-version-kind'] ?? []).filter((g) => g.kind === kind && g.version === wanted).map((g) => ({ ...g, type: d })))
    const [definition] = found
    if (definition === undefined || found.length > 1) throw new Error(`${type}: ${found.length} API types of kind ${kind} ${wanted}`)
    const apiVersion = definition.group === '' ? definition.version : `${definition.group}/${definition.version}`
    resources.set(type, { apiVersion, kind, block, fields: reader.read(kind, block, definition.type) })
  }
  console.log(`not in the API, left out: ${[...new Set(reader.unmatched.map((u) => u.replace(/^.* /, '').split('.').slice(-2).join('.')))].join(', ')}`)
  return resources
}

function writeConfig(list: readonly Sample[]): void {
  const resource: Record<string, Record<string, unknown>> = {}
  for (const { address, config } of list) {
    const [type = '', name = ''] = address.split('.')
    ;(resource[type] ??= {})[name] = config
  }
  writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({
    terraform: { required_providers: { kubernetes: { source: 'hashicorp/kubernetes', version: providerVersion } } },
    provider: { kubernetes: { host: 'https://127.0.0.1:1' } },
    ...(list.length === 0 ? {} : { resource }),
  }))
}

/** Plans one sample for each innermost block; a sample that the provider refuses is named and left out. */
async function findDefaults(type: string, { block, fields }: Resource): Promise<void> {
  let list: Sample[] = innermost(block).map((path, i) => ({ address: `${type}.s${i}`, config: withName(type, minimal(block, path)) }))
  const total = list.length
  for (let attempt = 0; attempt < 6 && list.length > 0; attempt++) {
    writeConfig(list)
    try {
      await terraform('plan', '-no-color', '-input=false', '-refresh=false', '-out=plan')
      break
    } catch (error) {
      const text = error instanceof Error && 'stderr' in error ? String(error.stderr) : ''
      const refused = new Set([...text.matchAll(/with (kubernetes_\w+\.s\d+)|main\.tf\.json line \d+, in resource\.(kubernetes_\w+)\.(s\d+)/g)].map((m) => m[1] ?? `${m[2] ?? ''}.${m[3] ?? ''}`))
      if (refused.size === 0) throw new Error(`terraform refuses ${type}: ${text.slice(0, 2000)}`, { cause: error })
      const reasons = new Set([...text.matchAll(/Error: (.*)/g)].map((m) => m[1]))
      console.log(`${type}: ${refused.size} of ${total} samples refused: ${[...reasons].slice(0, 4).join(' | ')}`)
      list = list.filter((s) => !refused.has(s.address))
    }
  }
  if (list.length === 0) return
  const plan = JSON.parse(await terraform('show', '-json', 'plan')) as { planned_values: { root_module: { resources: { address: string; values: unknown }[] } } }
  const configs = new Map(list.map((s) => [s.address, s.config]))
  for (const { address, values } of plan.planned_values.root_module.resources) noteDefaults(fields, block, configs.get(address), values)
}

function withName(type: string, config: Record<string, unknown>): Record<string, unknown> {
  // The default ServiceAccount has one name only, and the provider fills it in.
  if (type.includes('default_service_account')) return config
  const metadata: unknown = Array.isArray(config['metadata']) ? config['metadata'][0] : {}
  return { ...config, metadata: [{ ...(metadata as object), name: 'x' }] }
}
