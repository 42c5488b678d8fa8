/**
 * Writing CEL (Common Expression Language, the API server's dialect from 1.30) from data: literals, and the paths that forms share.
 * Objects are read as `dyn`: one policy looks at many kinds, and the server's type check of each kind would warn about the others.
 */

/** A CEL expression. */
export type Cel = string

/** A string literal: single quotes, backslash escapes (CEL language definition, string literals). */
export function text(value: string): Cel {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`
}

/** A list of string literals. */
export function texts(values: Iterable<string>): Cel {
  return `[${[...values].map(text).join(', ')}]`
}

/** Every element of a list meets a condition on `name`. */
export function all(list: Cel, name: string, condition: Cel): Cel {
  return `${list}.all(${name}, ${condition})`
}

export function and(...parts: readonly Cel[]): Cel {
  return parts.length === 1 ? (parts[0] ?? 'true') : parts.map((p) => `(${p})`).join(' && ')
}

export function or(...parts: readonly Cel[]): Cel {
  return parts.length === 1 ? (parts[0] ?? 'false') : parts.map((p) => `(${p})`).join(' || ')
}

/** `spec.?a.?b`: the value at a path below an object whose own value is there; absent steps give an empty optional. */
export function at(root: Cel, ...path: readonly string[]): Cel {
  return [root, ...path.map((step) => `?${step}`)].join('.')
}

/** The value at a path, or the other where any step is absent. */
export function valueAt(root: Cel, path: readonly string[], other: Cel): Cel {
  return `${at(root, ...path)}.orValue(${other})`
}

/** Every container, init container and ephemeral container meets a condition on `c`. */
export function everyContainer(condition: Cel): Cel {
  return all('variables.containers', 'c', condition)
}

/** Every security context that is set, the pod's own too, meets a condition on `s`. */
export function everyContext(condition: Cel): Cel {
  return all('variables.contexts', 's', condition)
}

/** Namespace and name of the object asked about: the request has no such field where they are empty. */
export const requestNamespace: Cel = "(has(request.namespace) ? request.namespace : '')"
export const requestName: Cel = "(has(request.name) ? request.name : '')"
