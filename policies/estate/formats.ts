/** What the words after `format:` in the schemas accept. Also registered with JSON Schema validators of the tests. */
import { formatCidr, parseCidr } from '../network/cidr.ts'
import type { Text } from '../text.ts'
import { checkDigit } from './uscc.ts'

export interface Format {
  /** Null where the text is accepted, else what is wrong with it. */
  fault(text: string): Text | null
  /** Characters that the format ever needs: longer text is refused unread. */
  readonly maxLength: number
}

const when = (accepted: boolean, zh: string, en: string): Text | null => (accepted ? null : { zh, en })

/** A day of the Gregorian calendar: 2026-02-29 is none. */
function isDate(text: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** RFC 3339 with its offset; leap seconds are not accepted (JavaScript cannot tell them). */
function isInstant(text: string): boolean {
  const match = /^([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?(?:[Zz]|[-+]([0-9]{2}):([0-9]{2}))$/.exec(text)
  if (match === null) return false
  const [, day = '', hour, minute, second, offsetHour = '0', offsetMinute = '0'] = match
  return isDate(day) && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60 && Number(offsetHour) < 24 && Number(offsetMinute) < 60
}

/** RFC 1123: labels of at most 63 letters, digits and hyphens, 253 characters in all; lower case, as Ingress demands. */
function isHostname(text: string): boolean {
  return text.length <= 253 && text.split('.').every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label))
}

/** The usual shape of a mailbox; RFC 5322's quoted forms are not accepted. */
function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@')
  return at > 0 && at <= 64 && /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/.test(text.slice(0, at)) && isHostname(text.slice(at + 1).toLowerCase())
}

function cidrFault(text: string): Text | null {
  const cidr = parseCidr(text)
  if (cidr === null) return { zh: '不是网段；应如 10.8.0.0/16 或 fd00:8::/48', en: 'not a network; write 10.8.0.0/16 or fd00:8::/48' }
  if (!cidr.canonical) return { zh: `地址部分不是网络地址；应写 ${formatCidr(cidr)}`, en: `host bits are set; write ${formatCidr(cidr)}` }
  return null
}

function usccFault(text: string): Text | null {
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(text))
    return { zh: '不是统一社会信用代码；应为 18 位数字和大写字母（不用 I、O、S、V、Z），第 3 至 8 位是数字', en: 'not a unified social credit code: 18 digits and capitals (no I, O, S, V, Z), digits 3 to 8' }
  const digit = checkDigit(text.slice(0, 17))
  return when(text[17] === digit, `统一社会信用代码的校验位不对：末位是 ${text[17] ?? ''}，按前 17 位应为 ${digit}`, `wrong check digit: ends in ${text[17] ?? ''}, the first 17 characters give ${digit}`)
}

const labelPattern = '[a-z][a-z0-9]*(?:-[a-z0-9]+)*'
const flowEndPattern = new RegExp(`^(?:(?:service|node):${labelPattern}|${labelPattern}/${labelPattern})$`)

function flowEndFault(text: string): Text | null {
  if (flowEndPattern.test(text)) return null
  if (/^[0-9a-fA-F:.]+\/[0-9]+$/.test(text)) return cidrFault(text)
  return { zh: '不是流的一端；应为 系统/层、service:共性服务、node:网络节点，或网段', en: 'not an end of a flow: system/tier, service:NAME, node:NAME or a network' }
}

export const formats = {
  date: { maxLength: 10, fault: (t) => when(isDate(t), '不是真实的日期；应为 YYYY-MM-DD', 'not a real date; write YYYY-MM-DD') },
  'date-time': { maxLength: 40, fault: (t) => when(isInstant(t), '不是时刻；应如 2026-06-30T08:00:00+08:00', 'not an instant; write 2026-06-30T08:00:00+08:00') },
  cidr: { maxLength: 64, fault: cidrFault },
  uscc: { maxLength: 40, fault: usccFault },
  hostname: { maxLength: 253, fault: (t) => when(isHostname(t), '不是主机名；小写字母、数字、连字符，各段以点分开', 'not a host name: lower-case letters, digits and hyphens, parts joined by dots') },
  email: { maxLength: 320, fault: (t) => when(isEmail(t), '不是邮箱地址', 'not a mail address') },
  'flow-end': { maxLength: 120, fault: flowEndFault },
} as const satisfies Readonly<Record<string, Format>>

/** Looks a format up by the word in the schema. */
export function formatOf(word: string): Format | undefined {
  return Object.hasOwn(formats, word) ? formats[word as keyof typeof formats] : undefined
}
