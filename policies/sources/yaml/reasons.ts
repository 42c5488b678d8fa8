/** The parser's reasons in Chinese, with what to change; the English ones are the parser's own words. */
import type { Text } from '../../text.ts'

const table: readonly (readonly [RegExp, string])[] = [
  [/^tab characters must not be used/, '缩进用了制表符（Tab）；YAML 的缩进只能用空格'],
  [/^bad indentation of a mapping entry/, '键值的缩进不对，或值里有未加引号的“: ”；与同级的键对齐，或给值加引号'],
  [/^bad indentation of a sequence entry/, '列表项“- ”的缩进不对；与同级的列表项对齐'],
  [/^deficient indentation/, '缩进不足；向右缩进到所属的键以内'],
  [/^duplicated mapping key (.*)/s, '同一个映射里键 $1 写了两次；删去一个'],
  [/^unexpected end of the (stream|document) within a (single|double) quoted scalar/, '引号没有闭合；补上结尾的引号'],
  [/^unexpected end of the stream within a flow collection/, '[ ] 或 { } 没有闭合；补上结尾的括号'],
  [/^missed comma between flow collection entries/, '[ ] 或 { } 里两项之间少了逗号'],
  [/^unknown escape sequence/, '双引号里有不认识的反斜杠转义；改用单引号，或把 \\ 写成 \\\\'],
  [/^unknown anchor (.*)/s, '引用了没有定义的锚 *$1'],
  [/^anchor (.*) contains itself/s, '锚 $1 引用了自己'],
  [/^document contains excessive aliasing/, '别名（*）展开后过大，疑似“别名炸弹”，拒绝读取'],
  [/^nesting exceeded maxDepth \((\d+)\)/, '嵌套超过 $1 层，拒绝读取'],
  [/^the character (U\+\w+) ends a line/, '字符 $1 对 Kubernetes 是换行，肉眼却看不出；请删去或改为普通换行'],
  [/^inside brackets a value that begins with (.) must be quoted/, '方括号或花括号里以 $1 开头的值须加引号'],
  [/^inside brackets a tag/, '方括号或花括号里的标签后面要有值'],
  [/^a Unicode escape names half/, '\\u 转义写的是半个字符（代理项）；请直接写出该字符'],
  [/^the tag !! has no name/, '标签 !! 后没有名字'],
  [/^null byte is not allowed/, '文本里有 NUL 字节：这不是文本文件，或编码是 UTF-16（请存为 UTF-8）'],
  [/^the stream contains non-printable characters/, '文本里有控制字符；删去它'],
  [/^the text is not UTF-8/, '文本不是 UTF-8 编码（例如 GBK）；请另存为 UTF-8'],
  [/^invalid document separator.*found (.*)/s, '分隔行 --- 之后只能有注释，却有 $1；另起一行'],
  [/^content after `\.\.\.`/, '`...` 之后的内容 Kubernetes 从不读取；请用 --- 分隔文档'],
  [/^map merge requires/, '合并键 << 的值必须是映射或映射的列表'],
  [/^a key of a mapping/, '映射的键必须是字符串（或布尔、数字）'],
  [/^cannot decode/, '值与它的标签（!!…）不符'],
  [/is a number that JSON cannot carry$/, 'JSON 里没有无穷大和 NaN；若是字符串请加引号'],
  [/^a whitespace character is expected after/, '冒号之后要有空格'],
  [/^can not read a block mapping entry/, '这一行不是“键: 值”；多半是少了冒号，或上一行的值没有写完'],
  [/^end of the stream or a document separator is expected/, '这里应当结束，或以 --- 开始新文档；多半是缩进或引号有误'],
]

const cutShort = { zh: '；文件可能没有写完（被截断）', en: '; the file may be cut short' }

/** @returns the reason in both languages; Chinese falls back to the parser's English inside a Chinese sentence. */
export function explain(reason: string): Text {
  const tail = reason.startsWith('unexpected end of the stream') ? cutShort : { zh: '', en: '' }
  for (const [pattern, zh] of table) {
    const found = pattern.exec(reason)
    if (found !== null) return { zh: zh.replace('$1', () => found[1] ?? '') + tail.zh, en: reason + tail.en }
  }
  return { zh: `不合 YAML 语法（${reason}）`, en: reason }
}
