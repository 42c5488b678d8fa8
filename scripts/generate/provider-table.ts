/** The table as it is committed: a line a resource and a line a block, so that a change of the provider reads as a diff. */
import type { Field } from './provider-fields.ts'
import { asSent } from './provider-zeros.ts'

export interface TableResource {
  readonly apiVersion: string
  readonly kind: string
  readonly fields: Record<string, Field>
}

/** Equal blocks are written once (the pod template stands in fourteen resources) and before those that use them. */
export function renderTable(resources: ReadonlyMap<string, TableResource>, versions: { readonly providerVersion: string; readonly kubernetesVersion: string }): string {
  const blocks: string[] = []
  const known = new Map<string, number>()
  const intern = (fields: Record<string, Field>, path: string): number => {
    const plain = Object.fromEntries(Object.entries(fields).map(([name, field]) => {
      if (!('fields' in field)) return [name, asSent(`${path}.${name}`, field)]
      const { fields: inner, ...rest } = field
      return [name, { ...rest, block: intern(inner, `${path}.${name}`) }]
    }))
    const text = JSON.stringify(plain)
    const at = known.get(text)
    if (at !== undefined) return at
    known.set(text, blocks.length)
    return blocks.push(text) - 1
  }
  const list = [...resources].sort(([a], [b]) => (a < b ? -1 : 1)).map(([type, { apiVersion, kind, fields }]) => `    ${JSON.stringify(type)}: ${JSON.stringify({ apiVersion, kind, block: intern(fields, type) })}`)
  return [
    '{', '  "format": "ywq.terraform-provider",', '  "version": 1,', '  "provider": "hashicorp/kubernetes",', `  "providerVersion": "${versions.providerVersion}",`, `  "kubernetesVersion": "${versions.kubernetesVersion}",`,
    '  "resources": {', list.join(',\n'), '  },', '  "blocks": [', blocks.map((b) => `    ${b}`).join(',\n'), '  ]', '}', '',
  ].join('\n')
}
