/**
 * Plain data as block YAML (yaml.org/spec/1.2.2), for files of tens of thousands of rules: a general writer takes seconds for what is one pass over
 * the data. Words stay plain, other texts stand in single quotes (so that PromQL keeps its double ones), and what has control characters in JSON's.
 */

export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain | undefined }

/** @returns YAML ending with a newline; both YAML 1.1 and 1.2 readers give back the same data */
export function yamlText(value: Plain): string {
  const lines: string[] = []
  block(value, '', '', lines)
  return `${lines.join('\n')}\n`
}

/** Writes a value whose first line begins with `head` (a key or a dash) and whose other lines are indented. */
function block(value: Plain, head: string, indent: string, lines: string[]): void {
  if (value === null || typeof value !== 'object') lines.push(`${head}${scalar(value)}`)
  else if (isList(value)) {
    if (value.length === 0) lines.push(`${head}[]`)
    else {
      if (head.trim() !== '') lines.push(head.trimEnd())
      for (const item of value) block(item, `${indent}- `, `${indent}  `, lines)
    }
  } else {
    const entries = Object.entries(value)
    if (!entries.some(([, v]) => v !== undefined)) {
      lines.push(`${head}{}`)
      return
    }
    // The first key of a list's element stands beside its dash; a key's mapping begins on the next line.
    let first = head.endsWith('- ') ? head : ''
    if (first === '' && head !== '') lines.push(head.trimEnd())
    for (const [key, v] of entries) {
      if (v === undefined) continue
      block(v, `${first === '' ? indent : first}${scalar(key)}: `, `${indent}  `, lines)
      first = ''
    }
  }
}

const isList = (value: Plain): value is readonly Plain[] => Array.isArray(value)

const word = /^[A-Za-z_][\w./:-]*$|^\d+[smhdw]$/
/** Words that a reader of YAML 1.1 or 1.2 takes for something else. */
const reserved = /^(true|false|yes|no|on|off|null|y|n)$/i

function scalar(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return String(value)
  if (word.test(value) && !reserved.test(value) && !value.endsWith(':')) return value
  return /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ud800-\udfff]/.test(value) ? JSON.stringify(value) : `'${value.replaceAll("'", "''")}'`
}
