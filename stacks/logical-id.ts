/**
 * Terraform logical ids from what an object is (kind by its resource type, namespace, name), never from where its construct
 * stands in the tree: moving a construct changes no address, so it replaces nothing in the cluster.
 */

/**
 * One-to-one from (namespace, name) to a Terraform identifier: the two joined by `__`, every character that is not a letter,
 * digit or hyphen written `_x<hex>_`. Neither part can hold a bare `_` then, so two objects never share an id.
 * An identifier may not begin with a digit or hyphen (Terraform language, Identifiers): such a first character is written in hex too.
 * @param namespace '' for cluster-scoped objects
 */
export function logicalId(namespace: string, name: string): string {
  const id = namespace === '' ? encode(name) : `${encode(namespace)}__${encode(name)}`
  return /^[a-zA-Z_]/.test(id) ? id : `${hex(id.charAt(0))}${id.slice(1)}`
}

function encode(part: string): string {
  return part.replace(/[^a-zA-Z0-9-]/gu, hex)
}

function hex(character: string): string {
  return `_x${(character.codePointAt(0) ?? 0).toString(16)}_`
}
