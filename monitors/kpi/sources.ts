/**
 * Where in a line the system, the user and the business stand: `--system-from`, `--user-from`, `--business-from` and the fields of the
 * same names in the estate. `path:N` is the N-th segment of the request path, `query:NAME` a parameter of its query.
 */
import type { Text } from '../../policies/text.ts'

export type LogFormat = 'combined' | 'json'
export type Source =
  | { readonly from: 'path'; readonly segment: number }
  | { readonly from: 'query'; readonly name: string }
  | { readonly from: 'field'; readonly name: string }

/** Wrong words in a rule; the edge shows them. */
export class RuleError extends Error {
  readonly text: Text
  constructor(zh: string, en: string) {
    super(`${zh} / ${en}`)
    this.text = { zh, en }
  }
}

/** Fields of a combined line, by nginx' names of them. `host` stands first on the line (Apache's vhost_combined) or in an absolute request target. */
export const combinedFields = ['host', 'remote_addr', 'remote_user', 'request_method', 'request_uri', 'status', 'body_bytes_sent', 'http_referer', 'http_user_agent'] as const
export type CombinedField = (typeof combinedFields)[number]

const forms = ['path:N', 'query:NAME', 'host', 'remote_user', 'field:NAME']

/**
 * @param where what the reader typed it after: `--system-from`, or `estate/a.yaml:12`
 * @throws RuleError naming the forms allowed
 */
export function parseSource(text: string, where: string, format: LogFormat): Source {
  const path = /^path:([0-9]{1,2})$/.exec(text)
  const segment = Number(path?.[1])
  if (path !== null && segment >= 1 && segment <= 16) return { from: 'path', segment }
  const query = /^query:([A-Za-z0-9_.-]{1,64})$/.exec(text)
  if (query?.[1] !== undefined) return { from: 'query', name: query[1] }
  if (text === 'host' || text === 'remote_user') return { from: 'field', name: text }
  const field = /^field:(.{1,128})$/.exec(text)?.[1]
  if (field === undefined) {
    throw new RuleError(
      `${where} 的值 ${JSON.stringify(text)} 不对；可写：${forms.join('、')}（N 为 1 到 16），例如 path:1、field:user_id`,
      `${where}: ${JSON.stringify(text)} is not allowed; allowed: ${forms.join(', ')} (N from 1 to 16), for example path:1, field:user_id`,
    )
  }
  return { from: 'field', name: knownField(field, where, format) }
}

/** A combined line has these fields and no others; a JSON line may have any. */
export function knownField(name: string, where: string, format: LogFormat): string {
  if (format === 'json' || combinedFields.some((known) => known === name)) return name
  throw new RuleError(
    `${where}：combined 格式没有字段 ${JSON.stringify(name)}；可用：${combinedFields.join('、')}（其他字段请用 --log-format json）`,
    `${where}: the combined format has no field ${JSON.stringify(name)}; allowed: ${combinedFields.join(', ')} (other fields need --log-format json)`,
  )
}
