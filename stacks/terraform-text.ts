/**
 * Text of the estate inside Terraform JSON. Terraform reads every string there as a template: `${file("/etc/passwd")}` in a
 * department's environment variable would run in the bureau's apply. `$${` and `%%{` are the language's own escapes for the
 * literal characters (Terraform language, Strings and Templates; JSON configuration syntax, expression mapping).
 */

/**
 * A copy with every string, and every key of every object, taken literally by Terraform.
 * @param value plain data
 * @throws Error at a token or class instance of cdktf: our objects hold no references, and synth does not resolve any
 */
export function literal<T>(value: T): T
export function literal(value: unknown): unknown {
  if (typeof value === 'string') return literalText(value)
  if (Array.isArray(value)) return value.map((item: unknown) => literal(item))
  if (typeof value !== 'object' || value === null) return value
  if (Object.getPrototypeOf(value) !== Object.prototype) throw new Error('对象里不能有 cdktf 的引用，只能是普通数据 / plain data only: no references in declared objects')
  const copy: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) copy[literalText(key)] = literal(item)
  return copy
}

function literalText(text: string): string {
  if (text.includes('TfToken[')) throw new Error(`对象里不能有 cdktf 的引用：${text} / plain data only: no references in declared objects`)
  return text.includes('{') ? text.replace(/([$%])\{/g, '$1$1{') : text
}
