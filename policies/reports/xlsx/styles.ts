/** The workbook's cell formats. Fonts that every Chinese Windows has; other systems show their own Song and Hei. */
import type { VerdictWord } from '../../verdict/words.ts'
import { xmlHead } from './xml.ts'

const fonts = [
  '<font><sz val="10"/><color rgb="FF1D2433"/><name val="宋体"/><family val="3"/><charset val="134"/></font>',
  '<font><b/><sz val="10"/><color rgb="FFFFFFFF"/><name val="黑体"/><family val="3"/><charset val="134"/></font>',
  '<font><b/><sz val="15"/><color rgb="FF17365D"/><name val="黑体"/><family val="3"/><charset val="134"/></font>',
  '<font><b/><sz val="10"/><color rgb="FF9C0006"/><name val="宋体"/><family val="3"/><charset val="134"/></font>',
] as const

const fill = (rgb: string): string => `<fill><patternFill patternType="solid"><fgColor rgb="${rgb}"/><bgColor indexed="64"/></patternFill></fill>`
/** The first two are fixed by Excel. */
const fills = ['<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>', fill('FF2F5597'), fill('FFFFF8E1'), fill('FFF8CBAD'), fill('FFFFE699'), fill('FFD9D9D9'), fill('FFC6E0B4'), fill('FFEDEDED')] as const

const edge = (side: string): string => `<${side} style="thin"><color rgb="FFB8C1CF"/></${side}>`
const borders = ['<border><left/><right/><top/><bottom/><diagonal/></border>', `<border>${edge('left')}${edge('right')}${edge('top')}${edge('bottom')}<diagonal/></border>`] as const

interface Format {
  readonly font: number
  readonly fill: number
  readonly border: number
  readonly align: 'left' | 'center'
  readonly vertical: 'top' | 'center'
  /** Excel's leading apostrophe: editing the cell leaves it text. */
  readonly quoted?: boolean
}

const text: Format = { font: 0, fill: 0, border: 1, align: 'left', vertical: 'top' }
const short: Format = { ...text, align: 'center' }
const formats = {
  plain: { ...text, border: 0 },
  heading: { ...text, font: 2, border: 0, vertical: 'center' },
  note: { ...text, border: 0 },
  header: { font: 1, fill: 2, border: 1, align: 'center', vertical: 'center' },
  text,
  short,
  input: { ...text, fill: 3 },
  quoted: { ...text, quoted: true },
  'not-met': { ...short, fill: 4 },
  'partially-met': { ...short, fill: 5 },
  'not-assessed': { ...short, fill: 6 },
  met: { ...short, fill: 7 },
  'not-applicable': { ...short, fill: 8 },
  warning: { ...text, font: 3, border: 0 },
} as const satisfies Readonly<Record<string, Format>> & Readonly<Record<VerdictWord, Format>>

export type StyleName = keyof typeof formats

const names = Object.keys(formats)

/** Index of a format in the style sheet. */
export function styleIndex(name: StyleName): number {
  return names.indexOf(name)
}

const xf = ({ font, fill: f, border, align, vertical, quoted }: Format): string =>
  `<xf numFmtId="0" fontId="${font}" fillId="${f}" borderId="${border}" xfId="0"${quoted === true ? ' quotePrefix="1"' : ''} applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="${align}" vertical="${vertical}" wrapText="1"/></xf>`

export const stylesXml = `${xmlHead}<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="${fonts.length}">${fonts.join('')}</fonts><fills count="${fills.length}">${fills.join('')}</fills><borders count="${borders.length}">${borders.join('')}</borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${names.length}">${Object.values(formats).map(xf).join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
