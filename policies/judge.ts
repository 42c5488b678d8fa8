/**
 * One check on one subject. The only try/catch of the engine: a question that the input cannot answer becomes `skip`,
 * a check that breaks becomes `error` (which counts as a fail), an offence told before either stands as a fail.
 */
import { Skip, type CheckContext, type Offence } from './check.ts'
import type { Finding, Result, Severity } from './finding.ts'
import type { Subject } from './subject.ts'
import type { Text } from './text.ts'

/** What judging needs of a check, whatever it looks at. */
export interface Rule<T> {
  readonly id: string
  readonly severity: Severity
  readonly reasons: Readonly<Record<string, Text>>
  readonly applies?: ((target: T, context: CheckContext) => boolean) | undefined
  readonly evaluate: (target: T, context: CheckContext) => Iterable<Offence>
}

const empty: Text = { zh: '', en: '' }

/** Appends to `out`: nothing where the check does not apply; else its fails, or one pass, skip or error. */
export function judge<T>(rule: Rule<T>, target: T, subject: Subject, context: CheckContext, clauses: readonly string[], out: Finding[]): void {
  const before = out.length
  try {
    if (rule.applies?.(target, context) === false) return
    for (const offence of rule.evaluate(target, context)) {
      const text = rule.reasons[offence.reason]
      if (text === undefined) throw new Error(`check ${rule.id} yields the unknown reason ${offence.reason}`)
      out.push(finding(rule, subject, clauses, 'fail', offence.reason, offence.path ?? '', detailOf(text, offence)))
    }
    if (out.length === before) out.push(finding(rule, subject, clauses, 'pass', '', '', empty))
  } catch (error) {
    if (error instanceof Skip) {
      if (out.length === before) out.push(finding(rule, subject, clauses, 'skip', error.reason, '', error.text))
    } else {
      const message = error instanceof Error ? error.message : String(error)
      out.push(finding(rule, subject, clauses, 'error', 'check-failed', '', { zh: `无法判定：${message}`, en: `cannot be judged: ${message}` }))
    }
  }
}

/** One literal for all findings: one shape in memory, which the millions of look-ups after it depend on. */
function finding<T>(rule: Rule<T>, subject: Subject, clauses: readonly string[], result: Result, reason: string, path: string, detail: Text): Finding {
  return { check: rule.id, result, severity: rule.severity, subject, reason, detail, path, clauses }
}

function detailOf(text: Text, offence: Offence): Text {
  const tail = [offence.path ?? '', offence.found ?? ''].filter((part) => part !== '').join(' = ')
  return tail === '' ? text : { zh: `${text.zh}：${tail}`, en: `${text.en}: ${tail}` }
}
