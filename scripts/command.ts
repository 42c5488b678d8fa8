/** The shape of a verb, the language of a run, and the one way a command fails: UsageError, printed without a trace, exit 2. */
import type { Language, Text } from '../policies/text.ts'

/** Exit codes of every command (design: command line contract). */
export const exit = { clean: 0, findings: 1, failed: 2 } as const

export interface OptionSpec {
  readonly type: 'string' | 'boolean'
  /** May be given several times. @default false */
  readonly multiple?: boolean
  /** Placeholder in the help: `DIR`, `FILE`, `T`. */
  readonly value?: string
  /** Closed list of values; anything else is refused with the nearest word. */
  readonly among?: readonly string[]
  readonly help: Text
}

export interface Verb {
  readonly summary: Text
  /** After `ywq <verb>`: `INPUT… [options]`. */
  readonly usage: string
  readonly options: Readonly<Record<string, OptionSpec>>
  readonly examples?: readonly string[]
  /** Loaded only when the verb runs. */
  readonly load: () => Promise<{ readonly run: Run }>
}

/** Does the verb's work; returns the exit code. */
export type Run = (invocation: Invocation) => Promise<number>

/** One option as typed, in the order typed. */
export interface Given {
  readonly name: string
  readonly value: string | true
}

export interface Invocation {
  readonly lang: Language
  readonly positionals: readonly string[]
  /** Every option in the order typed: pairs of --format and --output depend on it. */
  readonly given: readonly Given[]
  /** Last value of a string option. */
  readonly string: (name: string) => string | undefined
  readonly strings: (name: string) => readonly string[]
  readonly flag: (name: string) => boolean
}

/** Wrong use, unreadable input, missing tool: what is wrong, value found, values allowed, what to change. */
export class UsageError extends Error {
  readonly text: Text
  constructor(zh: string, en: string) {
    super(en)
    this.text = { zh, en }
  }
}

/** An error of the layers below, whose message reads `中文 / English`, as the user's. */
export function asUsageError(error: unknown, before: Text = { zh: '', en: '' }): UsageError {
  if (error instanceof UsageError) return error
  const [zh = '', en = zh] = (error instanceof Error ? error.message : String(error)).split(' / ')
  return new UsageError(before.zh + zh, before.en + en)
}

/** The text in the reader's language first; the other beside it where the caller wants both. */
export function say(text: Text, lang: Language): string {
  return lang === 'zh' ? text.zh : text.en
}

export const both = (text: Text, lang: Language): string => (lang === 'zh' ? `${text.zh}\n${text.en}` : `${text.en}\n${text.zh}`)
