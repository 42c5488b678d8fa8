/**
 * One YAML document as a tree that knows where everything stands. Made from the parser's events (js-yaml 5, YAML 1.2 core schema:
 * dates and `yes` stay text), so that values and positions come from the same reading and cannot disagree.
 */

export type YamlNode = YamlScalar | YamlMap | YamlList

interface Placed {
  /** Offset of the first character in the text (an opening quote or bracket included). */
  readonly start: number
  /** Nodes in it, itself included, aliases expanded: what a reader of the value would walk. */
  readonly size: number
}

export interface YamlScalar extends Placed {
  readonly type: 'scalar'
  readonly value: string | number | boolean | null
  /** As written, for plain scalars; messages show it instead of what the number became (`1.30` is not 1.3). */
  readonly raw: string
}

export interface YamlEntry {
  readonly key: string
  readonly keyStart: number
  readonly node: YamlNode
}

export interface YamlMap extends Placed {
  readonly type: 'map'
  readonly entries: readonly YamlEntry[]
}

export interface YamlList extends Placed {
  readonly type: 'list'
  readonly items: readonly YamlNode[]
}

/** Keys and list indexes from the document's root. */
export type Path = readonly (string | number)[]

/** The plain value. Keys such as `__proto__` are ordinary own keys; what aliases share is copied (parse-yaml.ts bounds how much). */
export function valueOf(node: YamlNode): unknown {
  if (node.type === 'scalar') return node.value
  return node.type === 'list' ? node.items.map(valueOf) : objectOf(node)
}

function objectOf(node: YamlMap): Record<string, unknown> {
  const object: Record<string, unknown> = {}
  for (const { key, node: child } of node.entries) {
    if (key === '__proto__') Object.defineProperty(object, key, { value: valueOf(child), enumerable: true, configurable: true, writable: true })
    else object[key] = valueOf(child)
  }
  return object
}

/** The deepest node that a path reaches; `whole` tells whether it is the path's very end. */
export function follow(root: YamlNode, path: Path): { readonly node: YamlNode; readonly entry: YamlEntry | null; readonly whole: boolean } {
  let node = root
  let entry: YamlEntry | null = null
  for (const step of path) {
    const next: YamlEntry | YamlNode | undefined =
      typeof step === 'number' ? (node.type === 'list' ? node.items[step] : undefined) : node.type === 'map' ? node.entries.findLast((e) => e.key === step) : undefined
    if (next === undefined) return { node, entry, whole: false }
    if ('node' in next) [entry, node] = [next, next.node]
    else [entry, node] = [null, next]
  }
  return { node, entry, whole: true }
}

/** `['tiers', 0, 'zone']` → `tiers[0].zone`. */
export function pathText(path: Path): string {
  let text = ''
  for (const step of path) text += typeof step === 'number' ? `[${step}]` : text === '' ? step : `.${step}`
  return text
}

/** `tiers[0].zone` → `['tiers', 0, 'zone']`. */
export function parsePath(text: string): Path {
  return [...text.matchAll(/\[([0-9]+)\]|([^.[\]]+)/g)].map((m) => (m[1] === undefined ? (m[2] ?? '') : Number(m[1])))
}
