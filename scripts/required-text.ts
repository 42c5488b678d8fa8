/** An option that a verb cannot do without. */
import { UsageError, type Invocation } from './command.ts'

/** @throws UsageError where the option is missing or shorter than it may be */
export function requiredText({ string }: Pick<Invocation, 'string'>, name: string, minLength = 1): string {
  const text = string(name)?.trim() ?? ''
  if (text.length >= minLength) return text
  throw new UsageError(
    `需要 --${name}${minLength > 1 ? `（至少 ${minLength} 个字，得到 ${text.length} 个）` : ''}`,
    `--${name} is needed${minLength > 1 ? ` (at least ${minLength} characters, got ${text.length})` : ''}`,
  )
}
