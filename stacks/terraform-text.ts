/**
 * Text of the estate inside Terraform JSON. Terraform reads every string there as a template: `${file("/etc/passwd")}` in a
 * department's environment variable would run in the bureau's apply. `$${` and `%%{` are the language's own escapes for the
 * literal characters (Terraform language, Strings and Templates; JSON configuration syntax, expression mapping).
 */

/**
 * A copy with every string, and every key of every object, taken literally by Terraform.
 * @param value plain data: no tokens, no class instances
 */
export function literal<T>(value: T): T
export function literal(value: unknown): unknown {
  if (typeof value === 'string') return literalText(value)
  if (Array.isArray(value)) return value.map((item: unknown) => literal(item))
  if (typeof value !== 'object' || value === null) return value
  const copy: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) copy[literalText(key)] = literal(item)
  return copy
}

function literalText(text: string): string {
  return text.includes('{') ? text.replace(/([$%])\{/g, '$1$1{') : text
}
