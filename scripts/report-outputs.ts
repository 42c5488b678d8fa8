/** The pairs of --format and --output, and writing a report in each. Renderers load only when asked for. */
import type { AuditReport } from '../policies/report.ts'
import type { SecurityIndex } from '../policies/score/security-index.ts'
import type { Language } from '../policies/text.ts'
import { asUsageError, UsageError, type Given } from './command.ts'
import { binaryFormats, formatOfFile, formats, type Format } from './formats.ts'
import { print, printPieces, writeWhole } from './output.ts'

export interface ReportOutput {
  readonly format: Format
  /** Absent = standard output. */
  readonly file?: string
}

/**
 * `--format html --output a.html --format json --output b.json`: an --output belongs to the --format before it; alone, the ending of
 * the file says the format. Without any: a table on standard output.
 * @throws UsageError where two reports go to standard output, two to one file, or an ending says nothing
 */
export function reportOutputs(given: readonly Given[]): readonly ReportOutput[] {
  const outputs: { format: Format; file?: string }[] = []
  let open: { format: Format; file?: string } | null = null
  for (const { name, value } of given) {
    if (typeof value !== 'string') continue
    if (name === 'format') {
      for (const word of value.split(',')) {
        const format = formats.find((f) => f === word)
        if (format === undefined) throw new UsageError(`没有格式 ${word}`, `no format ${word}`)
        outputs.push((open = { format }))
      }
    } else if (name === 'output') {
      if (open === null) {
        const format = formatOfFile(value)
        if (format === undefined) throw new UsageError(`--output ${value} 之前要有 --format（从文件名看不出格式）`, `--output ${value} needs a --format before it (its name does not say one)`)
        outputs.push({ format, file: value })
      } else {
        open.file = value
        open = null
      }
    }
  }
  if (outputs.length === 0) return [{ format: 'table' }]
  const bare = outputs.filter((o) => o.file === undefined || o.file === '-')
  if (bare.length > 1) throw new UsageError(`只能有一个报告写到标准输出，得到 ${bare.map((o) => o.format).join('、')}：给其余的加 --output FILE`, `one report only can go to standard output, got ${bare.map((o) => o.format).join(', ')}: give the others an --output FILE`)
  const binary = bare.find((o) => binaryFormats.includes(o.format))
  if (binary !== undefined) throw new UsageError(`${binary.format} 不是文本，要写到文件：加 --output FILE.${binary.format}`, `${binary.format} is not text: give it a file, --output FILE.${binary.format}`)
  const twice = outputs.find((o, i) => o.file !== undefined && outputs.some((p, j) => j < i && p.file === o.file))
  if (twice !== undefined) throw new UsageError(`两个报告写到同一个文件 ${twice.file ?? ''}`, `two reports go to one file ${twice.file ?? ''}`)
  return outputs.map((o) => (o.file === '-' ? { format: o.format } : o))
}

/**
 * Renders and writes every report: files first, so that a closed pipe loses none of them.
 * @param departments whose systems the assessor's worksheet holds; empty = all
 */
export async function writeReports(report: AuditReport, outputs: readonly ReportOutput[], lang: Language, departments: readonly string[] = []): Promise<void> {
  const color = process.stdout.isTTY && process.env['NO_COLOR'] === undefined
  for (const { format, file } of [...outputs].sort((a, b) => Number(a.file === undefined) - Number(b.file === undefined))) {
    const content = await render(report, format, lang, file === undefined && color, departments)
    if (file !== undefined) await writeWhole(file, content)
    else if (typeof content === 'string') await print(content)
    else if (!(content instanceof Uint8Array)) await printPieces(content)
  }
}

async function render(report: AuditReport, format: Format, lang: Language, color: boolean, departments: readonly string[]): Promise<string | Uint8Array | Iterable<string>> {
  switch (format) {
    case 'table':
      return (await import('../policies/reports/table.ts')).renderTable(report, { lang, color })
    case 'json':
      return (await import('../policies/reports/json.ts')).jsonPieces(report)
    case 'ndjson':
      return (await import('../policies/reports/ndjson.ts')).ndjsonPieces(report)
    case 'sarif':
      return (await import('../policies/reports/sarif.ts')).renderSarif(report, { base: process.cwd() })
    case 'junit':
      return (await import('../policies/reports/junit.ts')).renderJunit(report)
    case 'html':
      return (await import('../policies/reports/html.ts')).renderHtml(report, { lang, ...(report.verdicts.length === 0 ? {} : { index: await indexOf(report) }) })
    case 'xlsx':
      try {
        return (await import('../policies/reports/worksheet.ts')).renderWorksheet(report, { departments })
      } catch (error) {
        throw asUsageError(error)
      }
    case 'markdown':
      return (await import('../policies/reports/markdown.ts')).renderMarkdown(report)
    case 'csv':
      return (await import('../policies/reports/csv.ts')).csvPieces(report)
    case 'openreports':
      return (await import('../policies/reports/openreports.ts')).openReportsPieces(report)
    case 'oscal':
      return (await import('../policies/reports/oscal/assessment-results.ts')).assessmentResultsPieces(report)
  }
}

async function indexOf(report: AuditReport): Promise<SecurityIndex> {
  const [{ indexOfReport }, { weights }, { theCatalogue }] = await Promise.all([import('../policies/score/from-report.ts'), import('../policies/score/weights.ts'), import('../policies/catalogue/catalogue.ts')])
  return indexOfReport(report, theCatalogue(), weights)
}
