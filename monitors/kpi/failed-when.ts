/**
 * When a transaction counts as failed: `--failed-when` and `monitoring.failedWhen` in the estate. Conditions joined by commas, any of which
 * is enough: `status>=500`, `field:code!=0`, `status>=500,field:result=error`. A portal that answers 200 with an error code needs the second kind.
 */
import { knownField, RuleError, type LogFormat } from './sources.ts'

export const operators = ['>=', '<=', '!=', '==', '=', '>', '<'] as const
export type Operator = Exclude<(typeof operators)[number], '=='>

export interface Condition {
  /** `status` or the name of a field. */
  readonly field: string
  readonly operator: Operator
  readonly value: string
  /** The value as a number; null where it is none (then only = and != are possible). */
  readonly number: number | null
}

export const defaultFailedWhen: readonly Condition[] = [{ field: 'status', operator: '>=', value: '500', number: 500 }]

const form = /^(status|field:([^=!<>,]{1,128}?))\s*(>=|<=|!=|==|=|>|<)\s*([^=<>!,]{0,128})$/

/**
 * @param where what the reader typed it after
 * @throws RuleError naming the forms allowed
 */
export function parseFailedWhen(text: string, where: string, format: LogFormat): readonly Condition[] {
  return text.split(',').map((part) => {
    const [, subject = '', named, sign, raw = ''] = form.exec(part.trim()) ?? []
    const value = raw.trim()
    const operator = operators.find((o) => o === sign)
    const number = value !== '' && Number.isFinite(Number(value)) ? Number(value) : null
    if (operator === undefined || value === '' || (number === null && /[<>]/.test(operator)) || (subject === 'status' && number === null)) {
      throw new RuleError(
        `${where} 的条件 ${JSON.stringify(part)} 不对；可写 status>=500 或 field:名字 后跟 ${operators.join(' ')} 和一个值（比大小须为数字），多个条件用逗号分隔，满足其一即失败，例如 status>=500,field:code!=0`,
        `${where}: condition ${JSON.stringify(part)} is not allowed; allowed: status>=500 or field:NAME with ${operators.join(' ')} and a value (a number where sizes are compared), several joined by commas, any of which means failed, for example status>=500,field:code!=0`,
      )
    }
    return { field: named === undefined ? 'status' : knownField(named, where, format), operator: operator === '==' ? '=' : operator, value, number }
  })
}

/** @param found the field's value, numbers as JSON writes them */
export function holds({ operator, value, number }: Condition, found: string): boolean {
  const asNumber = number === null || found.trim() === '' ? NaN : Number(found)
  switch (operator) {
    case '=': return number === null || Number.isNaN(asNumber) ? found === value : asNumber === number
    case '!=': return number === null || Number.isNaN(asNumber) ? found !== value : asNumber !== number
    case '>=': return asNumber >= (number ?? NaN)
    case '<=': return asNumber <= (number ?? NaN)
    case '>': return asNumber > (number ?? NaN)
    case '<': return asNumber < (number ?? NaN)
  }
}
