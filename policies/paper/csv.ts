/** CSV read by RFC 4180: quoted fields with doubled quotes and line breaks; comma, semicolon or tab, whichever the first line has most. */

/**
 * @returns cells row by row
 * @throws Error `中文 / English` where a quote is left open
 */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const separator = separatorOf(text)
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  let line = 1
  while (at < text.length) {
    const start = line
    let cell = ''
    if (text[at] === '"') {
      at++
      for (;;) {
        const quote = text.indexOf('"', at)
        if (quote < 0) throw new Error(`第 ${start} 行的引号没有结束 / the quote of line ${start} is left open`)
        cell += text.slice(at, quote)
        at = quote + 1
        if (text[at] !== '"') break
        cell += '"'
        at++
      }
      line += cell.split('\n').length - 1
    }
    const end = nextBreak(text, at, separator)
    cell += text.slice(at, end)
    row.push(cell)
    at = end
    if (text[at] === separator) {
      at++
      if (at < text.length) continue
      row.push('')
    } else {
      if (text[at] === '\r') at++
      if (text[at] === '\n') at++
    }
    rows.push(row)
    row = []
    line++
  }
  return rows
}

function separatorOf(text: string): string {
  const end = text.search(/[\r\n]/)
  const first = end < 0 ? text : text.slice(0, end)
  const count = (c: string): number => first.split(c).length
  return [',', ';', '\t'].reduce((best, c) => (count(c) > count(best) ? c : best))
}

function nextBreak(text: string, from: number, separator: string): number {
  let at = from
  while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at++
  return at
}
