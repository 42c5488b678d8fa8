/**
 * Values of a plan with what is not known marked. Terraform says `unknown` both for what the author left to the provider and for what
 * the author computes from something not built yet; only the configuration tells the two apart (design: facts that bite).
 */
import { isDictionary, type Dictionary } from '../kubernetes-object.ts'
import { unknownValue } from './unknown.ts'

/** The configuration of a place: absent, an attribute that is set, or the blocks in it. */
type Configured = 'unset' | 'set' | { readonly blocks: readonly unknown[] } | { readonly fields: Dictionary }

/**
 * @param values of `planned_values`
 * @param unknown of `resource_changes[].change.after_unknown`: the same shape with `true` where a value is unknown
 * @param expressions of the resource in `configuration`; null where the plan has none: then what is unknown stays unknown
 */
export function markUnknown(values: Dictionary, unknown: unknown, expressions: Dictionary | null): Dictionary {
  const marked = mark(values, unknown, expressions === null ? 'set' : { fields: expressions })
  return isDictionary(marked) ? marked : {}
}

function mark(value: unknown, unknown: unknown, configured: Configured): unknown {
  if (unknown === true) return configured === 'unset' ? undefined : unknownValue
  if (!holdsTrue(unknown)) return value
  if (Array.isArray(unknown)) {
    const list: readonly unknown[] = Array.isArray(value) ? value : []
    const length = Math.max(list.length, unknown.length)
    return Array.from({ length }, (_, i) => mark(list[i], (unknown as readonly unknown[])[i], item(configured, i)))
  }
  if (!isDictionary(unknown)) return value
  const from = isDictionary(value) ? value : {}
  const marked: Record<string, unknown> = { ...from }
  for (const key of Object.keys(unknown)) {
    const inner = mark(from[key], unknown[key], field(configured, key))
    if (inner !== undefined) marked[key] = inner
    else if (unknown[key] === true) Reflect.deleteProperty(marked, key)
  }
  return marked
}

function holdsTrue(unknown: unknown): boolean {
  if (unknown === true) return true
  if (Array.isArray(unknown)) return unknown.some(holdsTrue)
  return isDictionary(unknown) && Object.values(unknown).some(holdsTrue)
}

function field(configured: Configured, key: string): Configured {
  if (configured === 'unset' || configured === 'set') return configured
  if ('blocks' in configured) return item(configured, 0) === 'set' ? 'set' : field(item(configured, 0), key)
  const found = configured.fields[key]
  if (found === undefined) return 'unset'
  if (Array.isArray(found)) return { blocks: found }
  if (!isDictionary(found)) return 'set'
  // An attribute: {}, {constant_value} or {references}; anything else is a single nested block.
  return Object.keys(found).every((k) => k === 'constant_value' || k === 'references') ? 'set' : { fields: found }
}

/** A block that the configuration does not spell out comes from a `dynamic` one: whatever is unknown in it was set. */
function item(configured: Configured, index: number): Configured {
  if (configured === 'unset') return 'set'
  if (configured === 'set' || 'fields' in configured) return configured
  const block = configured.blocks[index]
  return isDictionary(block) ? { fields: block } : 'set'
}
