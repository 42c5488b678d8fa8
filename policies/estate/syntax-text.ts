/** The parser's reasons in the reader's words: what is wrong and what to change, Chinese beside English. */
import type { Text } from '../text.ts'

const rows: readonly (readonly [pattern: RegExp, code: string, zh: string, en: string])[] = [
  [/maxDepth/, 'nesting-too-deep', '嵌套超过 100 层', 'nested deeper than 100'],
  [/quoted scalar/, 'yaml-syntax', '引号没有闭合', 'a quote is not closed'],
  [/within a flow collection|expected the node content/, 'yaml-syntax', '方括号 [ ] 或花括号 { } 没有闭合，或逗号多了', 'a bracket [ ] or brace { } is not closed, or a comma is too many'],
  [/deficient indentation/, 'yaml-syntax', '到这里引号或括号还没有闭合（或续行缩进不够）', 'a quote or bracket is not closed by here (or a continued line is not indented)'],
  [/missed comma/, 'yaml-syntax', '方括号 [ ] 或花括号 { } 里少了逗号', 'a comma is missing inside [ ] or { }'],
  [/non-printable|null byte/, 'yaml-syntax', '含有不可见的控制字符', 'a control character stands in the text'],
  [/escape sequence|hexadecimal/, 'yaml-syntax', '双引号里的反斜杠转义不对；路径等请改用单引号', 'a wrong backslash escape in double quotes; use single quotes for paths'],
  [/tag/, 'yaml-syntax', '标签（!…）写法不对', 'a tag (!…) is malformed'],
  [/anchor|alias/, 'yaml-syntax', '锚点（&）或别名（*）写法不对；值以 & 或 * 开头时请加引号', 'an anchor (&) or alias (*) is malformed; quote a value that begins with & or *'],
  [/implicit key|multiline key/, 'yaml-syntax', '少了冒号，或冒号后少了空格', 'a colon, or the space after it, is missing'],
  [/directive/, 'yaml-syntax', '以 % 开头的指令不对；值以 % 开头时请加引号', 'a directive (%) is malformed; quote a value that begins with %'],
  [/indentation|document separator/, 'yaml-syntax', '缩进不对，或值里有未加引号的“: ”“@”“`”等符号', 'wrong indentation, or a value holds an unquoted ": ", "@" or "`"'],
]

/**
 * @param reason of the parser
 * @param source text of the piece that it read
 * @param position offset in `source`
 */
export function syntaxText(reason: string, source: string, position: number): { readonly code: string; readonly text: Text } {
  const lineStart = source.lastIndexOf('\n', position - 1) + 1
  if (/tab char/.test(reason) || /^ *\t/.test(source.slice(lineStart, lineStart + 200)))
    return { code: 'tab-indentation', text: { zh: '缩进用了制表符（Tab）；YAML 只能用空格缩进', en: 'a tab indents the line; YAML indents with spaces only' } }
  const row = rows.find(([pattern]) => pattern.test(reason))
  if (row === undefined) return { code: 'yaml-syntax', text: { zh: `YAML 写法不对（${reason}）`, en: `not valid YAML (${reason})` } }
  return { code: row[1], text: { zh: `YAML 写法不对：${row[2]}`, en: `not valid YAML: ${row[3]}` } }
}
