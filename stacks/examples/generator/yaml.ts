/**
 * Writes plain data as the YAML that a person would write: one key a line, and short maps and lists on one line.
 * Only what estate documents hold: strings, numbers, booleans, lists and maps.
 */

export type Plain = string | number | boolean | readonly Plain[] | { readonly [key: string]: Plain | undefined }

const width = 120
/** Plain in YAML 1.1 and 1.2 alike: begins with a letter or an ideograph, or is a date; holds nothing that a parser could take for more. */
const plainWord = /^[\p{Script=Han}A-Za-z_][\p{Script=Han}\p{L}\p{N} _./（）、，。：；“”《》〔〕·+-]*$/u
const date = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/
/** A number with a unit, and IPv4 ranges and clause numbers with two dots or more: no parser takes them for a number. */
const quantity = /^[0-9]+(m|[KMGTP]i?)$/
const dotted = /^[0-9]+(\.[0-9]+){2,4}(\.[a-z]|\/[0-9]+)?$/
const reserved = /^(true|false|yes|no|on|off|y|n|null)$/i

function scalar(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value)
  if (date.test(value) || dotted.test(value) || quantity.test(value)) return value
  return plainWord.test(value) && !reserved.test(value) && !value.endsWith(' ') ? value : JSON.stringify(value)
}

const isList = (value: Plain): value is readonly Plain[] => Array.isArray(value)

function entries(map: { readonly [key: string]: Plain | undefined }): readonly (readonly [string, Plain])[] {
  return Object.entries(map).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]))
}

function flow(value: Plain): string {
  if (isList(value)) return `[${value.map(flow).join(', ')}]`
  if (typeof value !== 'object') return scalar(value)
  const inner = entries(value).map(([key, item]) => `${scalar(key)}: ${flow(item)}`)
  return inner.length === 0 ? '{}' : `{ ${inner.join(', ')} }`
}

function block(value: Plain, indent: string): string[] {
  if (isList(value)) {
    return value.flatMap((item) => {
      const inline = flow(item)
      if (typeof item !== 'object' || indent.length + inline.length + 2 <= width) return [`${indent}- ${inline}`]
      const [first = '', ...rest] = block(item, `${indent}  `)
      return [`${indent}- ${first.trimStart()}`, ...rest]
    })
  }
  if (typeof value !== 'object') return [`${indent}${scalar(value)}`]
  return entries(value).flatMap(([key, item]) => {
    const head = `${indent}${scalar(key)}:`
    const inline = flow(item)
    const nested = typeof item === 'object' && head.length + 1 + inline.length > width
    return nested ? [head, ...block(item, `${indent}  `)] : [`${head} ${inline}`]
  })
}

/** @returns the document with a line feed at its end; a document that fits one line stands on one line when `short` */
export function yamlOf(document: Plain, short = false): string {
  const inline = flow(document)
  return short && inline.length <= width ? `${inline}\n` : `${block(document, '').join('\n')}\n`
}
