/** Usage texts, made from the verb table. */
import type { Language } from '../policies/text.ts'
import { say, type OptionSpec, type Verb } from './command.ts'
import { commonOptions } from './parse-arguments.ts'

/** `ywq --help`: what it is, the verbs, exit codes. */
export function generalHelp(verbs: Readonly<Record<string, Verb>>, lang: Language): string {
  const width = Math.max(...Object.keys(verbs).map((v) => v.length))
  const lines = Object.entries(verbs).map(([name, verb]) => `  ${name.padEnd(width)}  ${say(verb.summary, lang)}`)
  return lang === 'zh'
    ? `云网墙 ywq：一份声明，一朵云、一张网、一道墙；部署、审计、监测用同一套检查\n\n用法：ywq <命令> [参数] [选项]；ywq <命令> --help 看详情\n\n${lines.join('\n')}\n\n退出码：0 没有问题；1 有不低于 --fail-on 的发现；2 用法错误、读不了的输入或内部错误\n`
    : `ywq: one declaration of a government cloud, its network and its wall; deployed, audited and watched by the same checks\n\nusage: ywq <command> [arguments] [options]; ywq <command> --help for details\n\n${lines.join('\n')}\n\nexit codes: 0 clean; 1 findings at or above --fail-on; 2 wrong use, unreadable input or internal error\n`
}

/** `ywq <verb> --help`. */
export function verbHelp(name: string, verb: Verb, lang: Language): string {
  const rows = Object.entries({ ...verb.options, ...commonOptions }).map(([option, spec]) => [head(option, spec), say(spec.help, lang)] as const)
  const width = Math.max(...rows.map(([h]) => h.length))
  const examples = verb.examples === undefined ? '' : `\n${lang === 'zh' ? '例' : 'examples'}\n${verb.examples.map((e) => `  ${e}`).join('\n')}\n`
  return `ywq ${name}: ${say(verb.summary, lang)}\n\n${lang === 'zh' ? '用法' : 'usage'}: ywq ${name} ${verb.usage}\n\n${rows.map(([h, t]) => `  ${h.padEnd(width)}  ${t}`).join('\n')}\n${examples}`
}

function head(name: string, spec: OptionSpec): string {
  return spec.type === 'boolean' ? `--${name}` : `--${name} ${spec.value ?? spec.among?.join('|') ?? 'VALUE'}`
}
