/**
 * Text that a spreadsheet must not run: a cell that begins like a formula is data here, whoever named the object
 * (OWASP, "CSV Injection": = + - @, tab, carriage return; their fullwidth forms, which some programs fold, too).
 */
const formula = /^[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]|^[\t\r\n]/

/** True where a spreadsheet program could take the text for a formula. */
export function looksLikeFormula(text: string): boolean {
  return formula.test(text)
}

/** Without characters that XML 1.0 and spreadsheets cannot hold: control characters but tab and line feed, lone surrogates, noncharacters. */
export function printable(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[^\t\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
}
