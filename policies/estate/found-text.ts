/** How a message shows what stands in the document and what may stand there. Bounded: a message is one line. */
import type { Text } from '../text.ts'
import type { YamlNode } from './yaml-node.ts'
import type { JsonSchema } from './validate.ts'

/** Characters that any text of an estate may have where its schema sets no limit. */
export const maxLetters = 10_000

/** What was found, as written. */
export function foundText(node: YamlNode): Text {
  if (node.type === 'map') return { zh: '一组字段', en: 'a mapping' }
  if (node.type === 'list') return { zh: `列表（${node.items.length} 项）`, en: `a list of ${node.items.length}` }
  if (node.value === null) return { zh: '空值', en: 'nothing' }
  const shown = typeof node.value === 'string' ? JSON.stringify(node.value) : node.raw
  const short = shown.length <= 80 ? shown : `${shown.slice(0, 77)}…`
  return { zh: short, en: short }
}

/** Up to thirty words. */
export function listText(words: readonly string[]): Text {
  const shown = words.slice(0, 30)
  const rest = words.length - shown.length
  return {
    zh: shown.join('、') + (rest === 0 ? '' : `……共 ${words.length} 个`),
    en: shown.join(', ') + (rest === 0 ? '' : ` … ${words.length} in all`),
  }
}

const typeNames: Readonly<Record<string, Text>> = {
  string: { zh: '文字', en: 'text' },
  number: { zh: '数', en: 'a number' },
  integer: { zh: '整数', en: 'an integer' },
  boolean: { zh: 'true 或 false', en: 'true or false' },
  array: { zh: '列表', en: 'a list' },
  object: { zh: '一组字段', en: 'a mapping' },
}

/** `应为文字，现为 110…；请加引号`. */
export function typeText(schema: JsonSchema, node: YamlNode): Text {
  const wanted = [...new Set((schema.type ?? '').split('|'))].map((word) => typeNames[word] ?? { zh: word, en: word })
  const found = foundText(node)
  const about = schema.description === undefined ? '' : `（${schema.description}）`
  const quote = schema.type === 'string' && node.type === 'scalar' && node.value !== null && typeof node.value !== 'string'
  const hint = quote ? { zh: `；请加引号写成 "${node.raw}"`, en: `; quote it: "${node.raw}"` } : { zh: '', en: '' }
  return {
    zh: `应为${wanted.map((t) => t.zh).join('或')}${about}，现为${found.zh}${hint.zh}`,
    en: `must be ${wanted.map((t) => t.en).join(' or ')}, found ${found.en}${hint.en}`,
  }
}
