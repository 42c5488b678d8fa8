/** The generated table of the Terraform provider (provider-kubernetes-2.38.0.json), compiled for look-up on first use. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { packageRoot } from '../../package-root.ts'

/** Version of the provider that the table was made from: defaults are those of that version. */
const providerVersion = '2.38.0'

export type Conversion = 'value' | 'number' | 'intOrString' | 'octal' | 'bytes' | 'nonZero' | 'map' | 'list'

export interface AttributeField {
  readonly as: string
  readonly is: Conversion
  readonly default?: unknown
}

export interface BlockField {
  /** '' = the block's fields belong to its parent. */
  readonly as: string
  readonly block: Block
  readonly list: boolean
}

export interface Block {
  readonly fields: ReadonlyMap<string, AttributeField | BlockField>
  /** Attributes that the provider fills in where the author set none. */
  readonly defaults: readonly (readonly [name: string, field: AttributeField])[]
}

export interface ResourceType {
  readonly apiVersion: string
  readonly kind: string
  readonly block: Block
}

interface Written {
  readonly format: string
  readonly version: number
  readonly resources: Readonly<Record<string, { readonly apiVersion: string; readonly kind: string; readonly block: number }>>
  readonly blocks: readonly Readonly<Record<string, { readonly as: string; readonly is?: Conversion; readonly default?: unknown; readonly block?: number; readonly list?: boolean }>>[]
}

let compiled: ReadonlyMap<string, ResourceType> | null = null

/** Resource types that build one Kubernetes object each, by Terraform type (`kubernetes_deployment_v1`). */
export function resourceTypes(): ReadonlyMap<string, ResourceType> {
  compiled ??= compile()
  return compiled
}

function compile(): ReadonlyMap<string, ResourceType> {
  const path = join(packageRoot(import.meta.url), 'policies', 'sources', 'terraform', `provider-kubernetes-${providerVersion}.json`)
  const written = JSON.parse(readFileSync(path, 'utf8')) as Written
  if (written.format !== 'ywq.terraform-provider' || written.version !== 1) throw new Error(`${path}: ${written.format} ${written.version} is not ywq.terraform-provider 1`)
  const blocks: Block[] = []
  // Blocks refer only to earlier ones.
  for (const fields of written.blocks) {
    const map = new Map<string, AttributeField | BlockField>()
    const defaults: [string, AttributeField][] = []
    for (const [name, { as, is, block, list, ...rest }] of Object.entries(fields)) {
      if (is === undefined) {
        const inner = blocks[block ?? -1]
        if (inner === undefined) throw new Error(`${path}: block ${block ?? ''} comes after its use`)
        map.set(name, { as, block: inner, list: list === true })
      } else {
        const field: AttributeField = { as, is, ...rest }
        map.set(name, field)
        if ('default' in rest) defaults.push([name, field])
      }
    }
    blocks.push({ fields: map, defaults })
  }
  return new Map(Object.entries(written.resources).map(([type, { apiVersion, kind, block }]) => {
    const root = blocks[block]
    if (root === undefined) throw new Error(`${path}: ${type} has no block`)
    return [type, { apiVersion, kind, block: root }]
  }))
}
