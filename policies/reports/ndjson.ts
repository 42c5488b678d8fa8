/** The report as one JSON object a line, for programs that read as it comes. */
import type { AuditReport } from '../report.ts'
import { batch, findingJson, headOf, reportFormat, verdictJson } from './json.ts'

/** First a line with the head, then a line for each finding and each verdict; `type` tells which. */
export function renderNdjson(report: AuditReport): string {
  return [...ndjsonPieces(report)].join('')
}

/** The same in pieces. */
export function* ndjsonPieces(report: AuditReport): Generator<string> {
  yield `${JSON.stringify({ type: 'report', ...reportFormat, ...headOf(report) })}\n`
  yield* lines(report.findings, (finding) => ({ type: 'finding', ...findingJson(finding) }))
  yield* lines(report.verdicts, (verdict) => ({ type: 'verdict', ...verdictJson(verdict) }))
}

function* lines<T>(items: readonly T[], shape: (item: T) => unknown): Generator<string> {
  for (let i = 0; i < items.length; i += batch) {
    yield items
      .slice(i, i + batch)
      .map((item) => `${JSON.stringify(shape(item))}\n`)
      .join('')
  }
}
