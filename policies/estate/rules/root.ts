/** The root: one Estate, a time zone that exists, systems that may be on this cloud at all. */
import { nearest } from '../../nearest.ts'
import type { Rule } from './rule.ts'

export const root: Rule = function* (input) {
  const [first, ...more] = input.of('Estate')
  for (const document of more) {
    if (first === undefined) break
    yield { code: 'second-estate', document, path: ['kind'], text: { zh: `只能有一个 Estate 文档，已在 ${input.where(first)} 声明`, en: `exactly one Estate document may stand; the first is at ${input.where(first)}` } }
  }
  for (const document of input.of('Estate')) {
    if (document.timezone === undefined || isTimezone(document.timezone)) continue
    const near = nearest(document.timezone, Intl.supportedValuesOf('timeZone'))
    yield {
      code: 'unknown-timezone', document, path: ['timezone'], ...(near === undefined ? {} : { suggestion: near }),
      text: { zh: `没有时区“${document.timezone}”${near === undefined ? '' : `，是否指 ${near}`}；应为 IANA 名，如 Asia/Shanghai`, en: `no time zone "${document.timezone}"${near === undefined ? '' : `, did you mean ${near}?`}; write an IANA name such as Asia/Shanghai` },
    }
  }
  for (const document of input.of('System')) {
    if (document.classified !== true) continue
    yield { code: 'classified-system', document, path: ['classified'], text: { zh: '本云只承载非涉密系统；涉密系统不得声明在这里', en: 'this cloud carries non-classified systems only: a classified one must not be declared here' } }
  }
}

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
