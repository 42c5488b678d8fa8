/**
 * Turns synthesized stacks into plain data that raw cdktf can build again: the same objects, under the same stacks.
 * Terraform's snake_case becomes the bindings' camelCase, but for the keys of maps that a user fills (labels, quotas, data).
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

export interface PlainResource {
  /** `kubernetes_namespace_v1`. */
  readonly type: string
  readonly id: string
  readonly config: { readonly [key: string]: Json }
  /** Addresses that it depends on. */
  readonly dependsOn: readonly string[]
}

export interface PlainStack {
  readonly name: string
  readonly resources: readonly PlainResource[]
}

const userMaps: ReadonlySet<string> = new Set(['labels', 'annotations', 'match_labels', 'data', 'hard', 'limits', 'requests', 'default', 'default_request', 'node_selector'])

const camel = (key: string): string => (/^[a-z0-9_]+$/.test(key) ? key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()) : key)

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)
const isMap = (value: Json | undefined): value is { readonly [key: string]: Json } => typeof value === 'object' && value !== null && !Array.isArray(value)

function camelized(value: Json): Json {
  if (isList(value)) return value.map(camelized)
  if (!isMap(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [camel(key), userMaps.has(key) ? item : camelized(item)]))
}

/** @param outdir folder of a synth: `stacks/<name>/cdk.tf.json` */
export function plainStacks(outdir: string): readonly PlainStack[] {
  return readdirSync(join(outdir, 'stacks')).sort().map((name) => {
    const file = JSON.parse(readFileSync(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8')) as Json
    const types = isMap(file) && isMap(file['resource']) ? file['resource'] : {}
    const resources = Object.entries(types).flatMap(([type, byId]) =>
      Object.entries(isMap(byId) ? byId : {}).map(([id, body]): PlainResource => {
        const { depends_on: dependsOn = [], ...rest } = isMap(body) ? body : {}
        const config = camelized(Object.fromEntries(Object.entries(rest).filter(([key]) => key !== '//')))
        return { type, id, config: isMap(config) ? config : {}, dependsOn: isList(dependsOn) ? dependsOn.map(String) : [] }
      }))
    return { name, resources }
  })
}

/** The bodies of all resources, without ids and metadata, sorted: equal for equal objects. */
export function bodiesOf(outdir: string): readonly string[] {
  return plainStacks(outdir).flatMap(({ name, resources }) => resources.map(({ type, config }) => `${name} ${type} ${JSON.stringify(sorted(config))}`)).sort()
}

function sorted(value: Json): Json {
  if (isList(value)) return value.map(sorted)
  if (!isMap(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]))
}
