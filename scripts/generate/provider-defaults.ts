/**
 * Defaults of the Terraform provider, found by asking it: a plan of resources that set only what they must. The schema that Terraform
 * prints has no defaults in it. One resource for each innermost block, since blocks that exclude each other cannot stand in one.
 */
import type { Field, SchemaAttribute, SchemaBlock } from './provider-fields.ts'

export interface Sample {
  /** `kubernetes_pod_v1.s12` */
  readonly address: string
  readonly config: Record<string, unknown>
}

/** Values for required attributes, by the end of their path; the provider checks some of them. */
const samples: readonly (readonly [RegExp, unknown])[] = [
  [/node_affinity.*match_(expressions|fields)\.operator$/, 'In'], [/operator$/, 'In'], [/role_ref\.kind$/, 'ClusterRole'], [/role_ref\.api_group$/, 'rbac.authorization.k8s.io'],
  [/subject\.kind$/, 'Group'], [/access_modes$/, ['ReadWriteOnce']], [/policy_types$/, ['Ingress']], [/(target_)?port$/, '80'], [/number$/, 80], [/capacity$/, { storage: '1Gi' }],
  [/scope_name$/, 'PriorityClass'], [/signer_name$/, 'example.com/x'], [/usages$/, ['client auth']], [/request$/, 'eA=='], [/schedule$/, '* * * * *'], [/address_type$/, 'IPv4'],
  [/addresses$/, ['10.1.2.3']], [/\bip$/, '10.1.2.3'], [/items\.path$|sources\..*\.path$/, 'x'], [/(mount_|host_)?path$/, '/x'], [/divisor$/, '1'], [/type$/, 'ClusterIP'], [/volume_mode$/, 'Filesystem'],
  [/admission_review_versions$/, ['v1']], [/side_effects$/, 'None'], [/operations$/, ['CREATE']], [/api_versions$/, ['v1']], [/api_groups$/, ['']], [/resources$/, ['pods']], [/verbs$/, ['get']],
  [/os\.name$/, 'linux'],
  [/when_unsatisfiable$/, 'DoNotSchedule'], [/seccomp_profile\.type$/, 'RuntimeDefault'], [/max_skew$|weight$|period_seconds$|value$/, 1],
]

function sampleOf(path: string, { type }: SchemaAttribute): unknown {
  if (/metric\.(.*\.)?type$/.test(path)) return 'Resource'
  if (/policy\.type$/.test(path)) return 'Pods'
  if (/target\.type$/.test(path)) return 'Utilization'
  if (/limit\.type$/.test(path)) return 'Container'
  const wanted = Array.isArray(type) ? (type[0] === 'map' ? 'object' : 'array') : type === 'bool' ? 'boolean' : String(type)
  for (const [pattern, value] of samples) {
    if (pattern.test(path) && (Array.isArray(value) ? 'array' : typeof value) === wanted) return value
  }
  switch (wanted) {
    case 'object': return { a: 'b' }
    case 'array': return Array.isArray(type) && type[1] === 'number' ? [1] : ['x']
    case 'number': return 1
    case 'boolean': return true
    default: return 'x'
  }
}

/** Paths of blocks with no blocks inside. */
export function innermost(block: SchemaBlock, path: readonly string[] = []): readonly (readonly string[])[] {
  const inner = Object.entries(block.block_types ?? {}).filter(([name]) => name !== 'timeouts')
  return inner.length === 0 ? [path] : inner.flatMap(([name, { block: b }]) => innermost(b, [...path, name]))
}

/** The block with what it must have, and the way down to `wanted`. */
export function minimal(block: SchemaBlock, wanted: readonly string[], path = ''): Record<string, unknown> {
  const config: Record<string, unknown> = {}
  for (const [name, attribute] of Object.entries(block.attributes ?? {})) {
    if (attribute.required === true) config[name] = sampleOf(`${path}.${name}`, attribute)
  }
  for (const [name, { block: inner, min_items: least = 0 }] of Object.entries(block.block_types ?? {})) {
    const onTheWay = wanted[0] === name
    if (onTheWay || least > 0) config[name] = [minimal(inner, onTheWay ? wanted.slice(1) : [], `${path}.${name}`)]
  }
  return config
}

/** Notes on each field the value that the provider planned where the sample set none. */
export function noteDefaults(fields: Record<string, Field>, block: SchemaBlock, config: unknown, planned: unknown): void {
  const given = record(Array.isArray(config) ? config[0] : config)
  const found = record(Array.isArray(planned) ? planned[0] : planned)
  for (const [name, field] of Object.entries(fields)) {
    const value = found[name]
    const attribute = block.attributes?.[name]
    if (attribute === undefined) {
      const inner = block.block_types?.[name]
      if ('fields' in field && inner !== undefined && given[name] !== undefined) noteDefaults(field.fields, inner.block, given[name], value)
    } else if (!('fields' in field) && given[name] === undefined && value !== null && value !== undefined) field.default = value
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
