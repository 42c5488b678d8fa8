/** What a reader of log lines gives: one line at a time, its values as spans of bytes, so that no string is made for a line. */
import type { Condition, Operator } from './failed-when.ts'
import type { Source } from './sources.ts'

/** Why a line was not counted. */
export const faults = {
  empty: { zh: '空行', en: 'empty line' },
  truncated: { zh: '不完整：字段或引号没有结束', en: 'cut off: a field or quote does not end' },
  time: { zh: '时间无法解析', en: 'time cannot be read' },
  status: { zh: '没有三位数的状态码，也没有可用的失败条件', en: 'no three-digit status and no condition that can be judged' },
  json: { zh: '不是一个 JSON 对象', en: 'not a JSON object' },
  encoding: { zh: '不是 UTF-8', en: 'not UTF-8' },
  'too-long': { zh: '行超过 1 MiB', en: 'line longer than 1 MiB' },
  'too-old': { zh: '事件早于保留期', en: 'event older than what is kept' },
  future: { zh: '事件时间在未来', en: 'event time lies in the future' },
} as const
export type Fault = keyof typeof faults

export const longestLine = 1 << 20

/** bytes[start, end); nothing there where end <= start. */
export interface Span {
  bytes: Uint8Array
  start: number
  end: number
}

export const newSpan = (): Span => ({ bytes: new Uint8Array(0), start: 0, end: 0 })

export interface LineReader {
  /** Of the line read last; null = counted. */
  fault: Fault | null
  /** Seconds since 1970 of the line read last; NaN where it tells no time. */
  time: number
  /**
   * Reads the line that begins at `start`. Every line of `bytes` ends with a line feed.
   * @returns where the next one begins
   */
  read(bytes: Uint8Array, start: number): number
  /** Puts the value of the line read last into `span`; `-` and nothing are nothing. */
  find(source: Source, span: Span): void
  /** Whether any condition holds; null where none of them can be judged. */
  failed(conditions: readonly Condition[]): boolean | null
}

/** Compares a status without making text of it. */
export function compareNumber(found: number, operator: Operator, value: number): boolean {
  switch (operator) {
    case '>=': return found >= value
    case '<=': return found <= value
    case '=': return found === value
    case '!=': return found !== value
    case '>': return found > value
    case '<': return found < value
  }
}

/** `-` alone means nothing in access logs. */
export function dashIsNothing(span: Span): void {
  if (span.end - span.start === 1 && span.bytes[span.start] === 0x2d) span.end = span.start
}

/** The N-th segment of a request target: `/portal/apply?x=1` → portal, apply. An absolute target's scheme and host are passed over. */
export function findSegment(span: Span, segment: number): void {
  const { bytes } = span
  let at = pathStart(span)
  const { end } = span
  for (let n = 0; n < segment; n++) {
    while (at < end && bytes[at] !== 0x2f && bytes[at] !== 0x3f && bytes[at] !== 0x23) at++
    if (at >= end || bytes[at] !== 0x2f) {
      span.end = span.start
      return
    }
    at++
  }
  span.start = at
  while (at < end && bytes[at] !== 0x2f && bytes[at] !== 0x3f && bytes[at] !== 0x23) at++
  span.end = at
}

/** Where the path of a target begins; the target's end where it has none (`*`, `host:443` of CONNECT). */
function pathStart({ bytes, start, end }: Span): number {
  if (bytes[start] === 0x2f) return start
  const host = hostStart(bytes, start, end)
  if (host < 0) return end
  const slash = bytes.indexOf(0x2f, host)
  return slash < 0 || slash > end ? end : slash
}

/** Where the host of `scheme://host/…` begins (RFC 9112 §3.2.2); -1 for a target that is only a path. */
function hostStart(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end - 2 && at < start + 8; at++) {
    if (bytes[at] === 0x3a) return bytes[at + 1] === 0x2f && bytes[at + 2] === 0x2f ? at + 3 : -1
  }
  return -1
}

/** Host of an absolute request target, port included; nothing for the usual target. */
export function findTargetHost(span: Span): void {
  const { bytes, start, end } = span
  const host = bytes[start] === 0x2f ? -1 : hostStart(bytes, start, end)
  if (host < 0) {
    span.end = span.start
    return
  }
  let at = host
  while (at < end && bytes[at] !== 0x2f && bytes[at] !== 0x3f) at++
  span.start = host
  span.end = at
}

/** Value of a query parameter as written (not decoded). */
export function findQuery(span: Span, name: Uint8Array): void {
  const { bytes, end } = span
  let at = span.start
  while (at < end && bytes[at] !== 0x3f) at++
  while (at < end && bytes[at] !== 0x23) {
    at++
    let same = 0
    while (same < name.length && bytes[at + same] === name[same]) same++
    const value = at + name.length + 1
    while (at < end && bytes[at] !== 0x26 && bytes[at] !== 0x23) at++
    if (same === name.length && bytes[value - 1] === 0x3d && value <= at) {
      span.start = value
      span.end = at
      return
    }
  }
  span.end = span.start
}

/** `portal.example:8443` → `portal.example`; an IPv6 address in brackets keeps its colons. */
export function withoutPort(span: Span): void {
  for (let i = span.end - 1; i > span.start && span.bytes[i] !== 0x5d; i--) {
    if (span.bytes[i] === 0x3a) {
      span.end = i
      return
    }
  }
}
