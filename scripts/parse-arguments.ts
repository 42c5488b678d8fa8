/** Arguments → Invocation, by the verb's option table: unknown options and values are refused with the nearest word. */
import { parseArgs } from 'node:util'
import { nearest } from '../policies/nearest.ts'
import type { Language } from '../policies/text.ts'
import { UsageError, type Given, type Invocation, type OptionSpec, type Verb } from './command.ts'

/** Options that every verb has. */
export const commonOptions: Readonly<Record<string, OptionSpec>> = {
  lang: { type: 'string', value: 'zh|en', among: ['zh', 'en'], help: { zh: '输出语言（缺省按 LANG，未设则中文）', en: 'language of the output (default by LANG, Chinese where unset)' } },
  help: { type: 'boolean', help: { zh: '显示用法', en: 'show usage' } },
}

/** Language by --lang, else by LC_ALL/LC_MESSAGES/LANG; Chinese where unset or C. */
export function languageOf(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Language {
  const at = argv.findIndex((a) => a === '--lang' || a.startsWith('--lang='))
  if (at >= 0) return (argv[at]?.split('=')[1] ?? argv[at + 1]) === 'en' ? 'en' : 'zh'
  const locale = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((v) => v !== undefined && v !== '') ?? ''
  return /^en/i.test(locale) ? 'en' : 'zh'
}

/**
 * @param argv arguments after the verb
 * @throws UsageError naming the unknown option or value, what is allowed and the nearest word
 */
export function parseArguments(verbName: string, verb: Verb, argv: readonly string[], lang: Language): Invocation {
  const specs: Readonly<Record<string, OptionSpec>> = { ...verb.options, ...commonOptions }
  const { tokens, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    strict: false,
    tokens: true,
    options: Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, { type: spec.type, multiple: true }])),
  })
  const given: Given[] = []
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const spec = specs[token.name]
    if (spec === undefined) throw unknownOption(verbName, token.rawName, Object.keys(specs))
    if (spec.type === 'boolean') {
      if (token.value !== undefined) throw new UsageError(`选项 ${token.rawName} 不带值，得到 ${token.value}`, `option ${token.rawName} takes no value, got ${token.value}`)
      given.push({ name: token.name, value: true })
      continue
    }
    if (token.value === undefined || (!token.inlineValue && token.value.startsWith('--'))) {
      throw new UsageError(`选项 ${token.rawName} 缺少值（${spec.value ?? '值'}）`, `option ${token.rawName} needs a value (${spec.value ?? 'value'})`)
    }
    for (const word of spec.among === undefined ? [] : token.value.split(',')) {
      if (spec.among?.includes(word) !== true) throw badValue(token.rawName, word, spec.among ?? [])
    }
    given.push({ name: token.name, value: token.value })
  }
  for (const [name, spec] of Object.entries(specs)) {
    if (spec.multiple !== true && spec.type === 'string' && given.filter((g) => g.name === name).length > 1) {
      throw new UsageError(`选项 --${name} 只能给一次`, `option --${name} may be given once only`)
    }
  }
  const strings = (name: string): readonly string[] => given.flatMap((g) => (g.name === name && typeof g.value === 'string' ? [g.value] : []))
  return { lang, positionals, given, strings, string: (name) => strings(name).at(-1), flag: (name) => given.some((g) => g.name === name && g.value === true) }
}

function unknownOption(verb: string, raw: string, known: readonly string[]): UsageError {
  const guess = nearest(raw.replace(/^-+/, ''), known)
  const names = known.map((k) => `--${k}`).join(' ')
  return new UsageError(
    `ywq ${verb} 没有选项 ${raw}${guess === undefined ? '' : `，是不是 --${guess}？`}\n可用：${names}`,
    `ywq ${verb} has no option ${raw}${guess === undefined ? '' : `; did you mean --${guess}?`}\nallowed: ${names}`,
  )
}

function badValue(raw: string, value: string, allowed: readonly string[]): UsageError {
  const guess = nearest(value, allowed)
  return new UsageError(
    `选项 ${raw} 的值 ${JSON.stringify(value)} 不对${guess === undefined ? '' : `，是不是 ${guess}？`} 允许：${allowed.join(' ')}`,
    `option ${raw}: ${JSON.stringify(value)} is not allowed${guess === undefined ? '' : `; did you mean ${guess}?`} Allowed: ${allowed.join(' ')}`,
  )
}
