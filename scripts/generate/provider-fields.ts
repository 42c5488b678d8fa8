/**
 * Terraform provider schema × Kubernetes OpenAPI → how each field of a resource is named and typed in the API. Facts only, no judgement:
 * names are matched by spelling (`host_ipc` is the hostIPC of the API type at that place), the few that differ are listed.
 */

export interface SchemaAttribute {
  readonly type: string | readonly [string, unknown]
  readonly required?: boolean
  readonly optional?: boolean
  readonly computed?: boolean
}

export interface SchemaBlockType {
  readonly nesting_mode: 'single' | 'list' | 'set' | 'map'
  readonly block: SchemaBlock
  readonly min_items?: number
  readonly max_items?: number
}

export interface SchemaBlock {
  readonly attributes?: Readonly<Record<string, SchemaAttribute>>
  readonly block_types?: Readonly<Record<string, SchemaBlockType>>
}

export interface OpenApiType {
  readonly $ref?: string
  readonly allOf?: readonly OpenApiType[]
  readonly type?: string
  readonly format?: string
  readonly items?: OpenApiType
  readonly properties?: Readonly<Record<string, OpenApiType>>
  readonly 'x-kubernetes-group-version-kind'?: readonly { readonly group: string; readonly version: string; readonly kind: string }[]
}

export type Definitions = Readonly<Record<string, OpenApiType>>

/** One field as the table holds it, with blocks nested. */
export type Field =
  | { as: string; is: 'value' | 'number' | 'intOrString' | 'octal' | 'bytes' | 'map' | 'list'; default?: unknown }
  | { as: string; fields: Record<string, Field>; list?: true }

/** Names that differ between provider and API beyond spelling. '' = the block's fields belong to its parent. */
const renamed: Readonly<Record<string, string>> = {
  'spec.persistent_volume_source': '',
  'rbd.ceph_monitors': 'monitors', 'rbd.rados_user': 'user', 'rbd.rbd_image': 'image', 'rbd.rbd_pool': 'pool',
  'azure_disk.data_disk_uri': 'diskURI', 'glusterfs.endpoints_name': 'endpoints',
  storage_provisioner: 'provisioner', 'DaemonSet spec.strategy': 'updateStrategy',
  'Secret binary_data': 'data', 'Secret data_wo': 'data', 'Secret binary_data_wo': 'data',
}

/** Fields that steer Terraform and never reach the API. */
const terraformOnly = /^(id|timeouts|status|wait_for_.*|wait_until_.*|target_state|auto_approve|data_wo_revision|binary_data_wo_revision)$/

export class FieldReader {
  readonly #definitions: Definitions
  /** Places where the provider has a field that the API type has not. */
  readonly unmatched: string[] = []

  constructor(definitions: Definitions) {
    this.#definitions = definitions
  }

  resolve(type: OpenApiType): OpenApiType {
    const inner = type.allOf?.[0]
    if (inner !== undefined) return this.resolve(inner)
    if (type.$ref === undefined) return type
    const definition = this.#definitions[type.$ref.slice(type.$ref.lastIndexOf('/') + 1)]
    if (definition === undefined) throw new Error(`${type.$ref} is not defined`)
    return definition
  }

  /** @param path place inside the resource, for the list of renamed fields */
  read(kind: string, block: SchemaBlock, type: OpenApiType, path: readonly string[] = []): Record<string, Field> {
    const fields: Record<string, Field> = {}
    for (const [name, attribute] of Object.entries(block.attributes ?? {})) {
      if ((path.length === 0 && terraformOnly.test(name)) || (attribute.computed === true && attribute.optional !== true)) continue
      const as = this.#nameOf(kind, name, type, path)
      if (as === null) continue
      fields[name] = { as, is: conversion(name, attribute, this.resolve(type.properties?.[as] ?? {})) }
    }
    for (const [name, { block: inner, nesting_mode: nesting, max_items: most }] of Object.entries(block.block_types ?? {})) {
      if (path.length === 0 && terraformOnly.test(name)) continue
      const as = this.#nameOf(kind, name, type, path)
      if (as === null) continue
      const target = as === '' ? type : this.resolve(type.properties?.[as] ?? {})
      const list = as !== '' && target.type === 'array'
      if (!list && as !== '' && nesting !== 'single' && most !== 1 && target.properties === undefined) throw new Error(`${kind} ${[...path, name].join('.')}: a list for what the API has no fields of`)
      fields[name] = { as, fields: this.read(kind, inner, list ? this.resolve(target.items ?? {}) : target, [...path, name]), ...(list ? { list: true as const } : {}) }
    }
    return fields
  }

  #nameOf(kind: string, name: string, type: OpenApiType, path: readonly string[]): string | null {
    const full = [...path, name].join('.')
    const short = [...path.slice(-1), name].join('.')
    const given = renamed[`${kind} ${full}`] ?? renamed[short] ?? renamed[full]
    if (given !== undefined) return given
    const flat = (word: string): string => word.replaceAll('_', '').toLowerCase()
    const properties = Object.keys(type.properties ?? {})
    for (const spelling of [name, `${name}s`, `${name}es`, name.replace(/y$/, 'ies')]) {
      const found = properties.find((p) => flat(p) === flat(spelling))
      if (found !== undefined) return found
    }
    this.unmatched.push(`${kind} ${full}`)
    return null
  }
}

function conversion(name: string, { type }: SchemaAttribute, target: OpenApiType): 'value' | 'number' | 'intOrString' | 'octal' | 'bytes' | 'map' | 'list' {
  if (Array.isArray(type)) return type[0] === 'map' ? 'map' : 'list'
  if (target.format === 'int-or-string') return 'intOrString'
  if (target.format === 'byte') return 'bytes'
  if (type === 'string' && (target.type === 'integer' || target.type === 'number')) return name === 'mode' || name === 'default_mode' ? 'octal' : 'number'
  return 'value'
}
