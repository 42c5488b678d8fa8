/** One typed Terraform resource → the Kubernetes object that the provider sends, by the generated table. */
import { isDictionary, type Dictionary } from '../kubernetes-object.ts'
import type { AttributeField, Block, BlockField, ResourceType } from './table.ts'
import { listOf, put, unknownValue } from './unknown.ts'

/** Turns a scalar of the input into its value: resolves `${…}` of a synth; the identity for plans. May answer `unknownValue`. */
export type Scalar = (value: unknown) => unknown

const identity: Scalar = (value) => value

/**
 * @param values the resource's arguments as cdk.tf.json or a plan holds them; `unknownValue` where they are unknown
 * @returns the object; reading an unknown field of it throws Skip
 */
export function convertResource(type: ResourceType, values: Dictionary, scalar: Scalar = identity): Dictionary {
  const object: Record<string, unknown> = { apiVersion: type.apiVersion, kind: type.kind }
  convertInto(object, type.block, values, scalar)
  if (type.kind === 'Service') onlyOnLoadBalancers(object['spec'])
  return object
}

/** The provider's schema has this default on every Service; its code sends it for load balancers alone (the API refuses it elsewhere). */
function onlyOnLoadBalancers(spec: unknown): void {
  if (!isDictionary(spec) || Object.getOwnPropertyDescriptor(spec, 'type')?.value === 'LoadBalancer') return
  Reflect.deleteProperty(spec, 'allocateLoadBalancerNodePorts')
}

/** A value written in the API's own terms (kubernetes_manifest): nulls left out, templates resolved. */
export function convertManifest(value: unknown, scalar: Scalar = identity): unknown {
  if (Array.isArray(value)) return listOf(value.map((item: unknown) => convertManifest(item, scalar)))
  if (!isDictionary(value)) return scalar(value)
  const object: Record<string, unknown> = {}
  for (const [key, inner] of Object.entries(value)) {
    const converted = convertManifest(inner, scalar)
    if (converted !== null && converted !== undefined) put(object, key, converted)
  }
  return object
}

function convertInto(object: Record<string, unknown>, block: Block, values: Dictionary, scalar: Scalar): void {
  for (const name in values) {
    if (!Object.hasOwn(values, name)) continue
    const value = values[name]
    const field = block.fields.get(name)
    if (field === undefined) {
      if (name === 'dynamic') dynamicBlocks(object, block, value)
    } else if ('is' in field) attribute(object, field, value, scalar)
    else blocks(object, field, value, scalar)
  }
  for (const [name, field] of block.defaults) {
    const given = values[name]
    if (given === undefined || given === null) attribute(object, field, field.default, identity)
  }
}

/** Terraform fills `dynamic` blocks from a list that only a plan knows. */
function dynamicBlocks(object: Record<string, unknown>, block: Block, value: unknown): void {
  for (const part of Array.isArray(value) ? (value as unknown[]) : [value]) {
    if (!isDictionary(part)) continue
    for (const name of Object.keys(part)) {
      const field = block.fields.get(name)
      if (field !== undefined && field.as !== '') put(object, field.as, unknownValue)
    }
  }
}

function attribute(object: Record<string, unknown>, field: AttributeField, raw: unknown, scalar: Scalar): void {
  if (raw === null || raw === undefined) return
  const { as } = field
  if (field.is === 'list') {
    const value = Array.isArray(raw) ? raw : scalar(raw)
    if (!Array.isArray(value)) put(object, as, unknownValue)
    else if (value.length > 0) put(object, as, listOf(value.map((item: unknown) => scalar(item))))
    return
  }
  if (field.is === 'map') {
    const value = isDictionary(raw) ? raw : scalar(raw)
    if (!isDictionary(value)) put(object, as, unknownValue)
    else map(object, as, value, scalar)
    return
  }
  const value = scalar(raw)
  if (value === '' || value === null || value === undefined || (value === 0 && field.is === 'nonZero')) return
  put(object, as, value === unknownValue ? value : convertScalar(field, value))
}

/** Keys of maps (labels, data, limits) are the author's own and stay as they are; two arguments may fill one map. */
function map(object: Record<string, unknown>, as: string, value: Dictionary, scalar: Scalar): void {
  const keys = Object.keys(value)
  if (keys.length === 0) return
  const before = object[as]
  const target: Record<string, unknown> = isDictionary(before) ? { ...before } : {}
  for (const key of keys) {
    const item = scalar(value[key])
    if (item === null || item === undefined) continue
    put(target, key, typeof item === 'number' || typeof item === 'boolean' ? String(item) : item)
  }
  object[as] = target
}

function convertScalar({ is }: AttributeField, value: unknown): unknown {
  switch (is) {
    case 'number':
      return typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value)) ? Number(value) : value
    case 'intOrString':
      return typeof value === 'string' && /^-?[0-9]+$/.test(value) ? Number(value) : value
    case 'octal':
      return typeof value === 'string' && /^[0-7]+$/.test(value) ? Number.parseInt(value, 8) : value
    case 'bytes':
      return typeof value === 'string' ? Buffer.from(value, 'utf8').toString('base64') : value
    default:
      return value
  }
}

function blocks(object: Record<string, unknown>, field: BlockField, raw: unknown, scalar: Scalar): void {
  if (raw === null || raw === undefined) return
  if (raw === unknownValue || typeof raw === 'string') {
    put(object, field.as, unknownValue)
    return
  }
  const items: readonly unknown[] = Array.isArray(raw) ? raw : [raw]
  if (field.as === '') {
    if (isDictionary(items[0])) convertInto(object, field.block, items[0], scalar)
  } else if (field.list) {
    if (items.length > 0) put(object, field.as, listOf(items.map((item) => inner(field, item, scalar))))
  } else if (items.length > 0) put(object, field.as, inner(field, items[0], scalar))
}

function inner(field: BlockField, item: unknown, scalar: Scalar): unknown {
  if (item === unknownValue || typeof item === 'string') return unknownValue
  const object: Record<string, unknown> = {}
  convertInto(object, field.block, isDictionary(item) ? item : {}, scalar)
  return object
}
