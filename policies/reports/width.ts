/** Text on a terminal: how many columns it takes, padding and cutting by columns. Chinese characters take two (Unicode UAX #11: wide, fullwidth). */

const wide = /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u
const zero = /[\p{Mn}\p{Me}\p{Cf}]/u
const plain = /^[\x20-\x7e]*$/
/** Control characters: a name must not move the cursor or ring a bell; tab and newline too, because a cell is one line. */
const control = /\p{Cc}/gu

/** Columns of one line. */
export function columns(text: string): number {
  if (plain.test(text)) return text.length
  let n = 0
  for (const character of text) n += zero.test(character) ? 0 : wide.test(character) ? 2 : 1
  return n
}

/** One line without control characters. */
export function oneLine(text: string): string {
  return text.replace(control, ' ')
}

/** Fills with spaces on the right; longer text is cut with `…`. */
export function fit(text: string, width: number): string {
  const n = columns(text)
  if (n <= width) return text + ' '.repeat(width - n)
  const short = cut(text, width)
  return short + ' '.repeat(width - columns(short))
}

/** At most `width` columns, the last of them `…` where something is left out. */
export function cut(text: string, width: number): string {
  if (columns(text) <= width) return text
  let out = ''
  let n = 0
  for (const character of text) {
    const w = columns(character)
    if (n + w > width - 1) break
    out += character
    n += w
  }
  return `${out}…`
}

/** Breaks text into lines of at most `width` columns, at spaces where there are any, between Chinese characters else. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of text.match(/[\x21-\x7e]+\s*|\s+|[^\x21-\x7e\s]\s*/gu) ?? []) {
    if (line !== '' && columns(line) + columns(piece.trimEnd()) > width) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += line === '' ? piece.trimStart() : piece
  }
  if (line.trim() !== '') lines.push(line.trimEnd())
  return lines
}
